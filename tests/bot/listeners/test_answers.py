"""Answers in the conversation: lists with buttons that work, what was meant, what was not."""

from __future__ import annotations

import pytest

from tests.support import GOAL, GROUP_GOAL, Office, Thread, buttons, said

pytestmark = pytest.mark.long


async def test_a_conversation_of_top_level_messages_goes_on(office: Office) -> None:
    plan = await office.plan()
    await plan.finished()
    count = await office.goal("how many leads do I have?")
    await count.shows("50 leads, ")
    narrower = await office.goal("only those with an e-mail")
    await narrower.shows("leads with an e-mail.")
    runs = await office.goal("show my last run")
    card = await runs.shows("finished · 50 people")
    assert "Run again" in buttons(card)
    again = await office.goal("run it again")
    await again.shows("Run this again?")
    await again.click("Run again")
    await plan.offers("Cancel run")
    waiting = await office.goal("cancel it")
    await waiting.shows("Cancel this run?")
    await waiting.click("Cancel run")
    await plan.shows("Run cancelled")
    plans = await office.goal("show me today's plan")
    await plans.shows("approved")


async def test_several_are_listed_and_the_second_is_shown(office: Office) -> None:
    for text in (GOAL, GROUP_GOAL):
        thread = await office.plan(text, office.max)
        await thread.approved()
    listed = await office.goal("show my runs", office.max)
    shown = await listed.shows("1. ", "2. ")
    assert said(shown).count("not started") == 2
    second = await office.goal("the second one", office.max)
    assert "marketing managers" in said(await second.shows("Not what I meant")).lower()


async def test_schedules_are_listed_paused_and_resumed_in_words_and_by_buttons(office: Office) -> None:
    made = await office.says("remind me every Monday at 9 to call Acme")
    await made.click("Save")
    await made.shows("Reminder", "next")
    paused = await office.goal("pause my Monday reminder")
    await paused.shows("Paused.", "· paused")
    await paused.click("Resume")
    listed = await office.goal("what reminders do I have?")
    shown = await listed.shows("call Acme", "next")
    assert {"Pause", "Edit", "Delete"} <= set(buttons(shown))


async def test_what_is_not_built_is_said_with_buttons_that_say_something_else(office: Office) -> None:
    thread = await office.goal("what's the open rate of our last campaign?")
    await thread.shows("there are no open, click or reply rates yet")
    await thread.click("Stats for this month")
    await thread.shows("this month.")
    assert len(thread.messages) == 2


async def test_a_wrong_guess_is_corrected_in_place(office: Office) -> None:
    thread = await office.goal("how many contacts did we find so far?")
    await thread.click("Not what I meant")
    asking = await thread.offers("Something else")
    assert "Find new people" in buttons(asking)
    await thread.click("Find new people")
    await thread.shows("You want new people")


async def test_the_answer_to_what_was_meant_is_not_asked_for_again(office: Office) -> None:
    first = await office.goal("show contacts from last week")
    await first.click("Show my leads")
    await first.offers("Not what I meant")
    second = await office.goal("Show contacts from last week!")
    await second.offers("Not what I meant")
    assert "Something else" not in str([buttons(message) for message in second.messages])


async def test_another_person_does_not_say_what_was_meant(office: Office) -> None:
    thread = await office.says("@Leadsmith list leads in Norway", channel="sales")
    await thread.offers("Something else")
    told = await office.whisper(office.sam, lambda: thread.click("Find new people", office.sam), "sales")
    assert "Only" in told


async def test_the_command_shows_runs_in_the_persons_own_conversation(office: Office) -> None:
    await office.dana.command("/leadsmith", "what is running?", "sales")
    shown = await office.until(
        lambda: next((m for m in office.dana.messages() if m["text"] == "what is running?"), None)
    )
    await Thread(office, office.dana, shown["ts"]).shows("run")
