"""Questions about what is already there, asked in the conversation."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import Message, Office, Thread, buttons, said

pytestmark = pytest.mark.long


def table(message: Message) -> list[list[str]]:
    """The rows of the message's table, its head first."""
    rows = next(block["rows"] for block in message["blocks"] if block["type"] == "table")
    return [[cell["text"] for cell in row] for row in rows]


def charts(message: Message) -> list[dict[str, Any]]:
    return [block["chart"] for block in message["blocks"] if block["type"] == "data_visualization"]


@pytest.fixture(scope="module")
async def found(shared: Office) -> Thread:
    """A run that found fifty marketing managers in Berlin."""
    thread = await shared.plan()
    await thread.finished()
    return thread


@pytest.fixture
async def asked(office: Office, found: Thread) -> Office:
    del found
    return office


async def test_a_count_comes_first_with_the_first_rows_below_it(asked: Office) -> None:
    answer = await (await asked.goal("how many leads do I have in Berlin?")).shows("leads in Berlin")
    assert said(answer).startswith("*50 leads in Berlin, ")
    assert len(table(answer)) == 6
    assert list(buttons(answer)) == ["Next", "CSV", "Not what I meant"]


async def test_pages_are_turned_in_the_message(asked: Office) -> None:
    thread = await asked.goal("show my leads sorted by name")
    first = table(await thread.shows("Page 1 of 5"))
    await thread.click("Next")
    second = table(await thread.shows("Page 2 of 5"))
    assert first[0] == second[0]
    assert not {tuple(row) for row in first[1:]} & {tuple(row) for row in second[1:]}
    await thread.click("Previous")
    assert table(await thread.shows("Page 1 of 5")) == first
    assert len(thread.messages) == 1


async def test_the_answer_is_handed_over_as_a_file_once(asked: Office) -> None:
    thread = await asked.goal("show my leads with an e-mail")
    await thread.click("CSV")
    await asked.until(lambda: thread.files)
    assert thread.files == ["leads-with-an-e-mail.csv"]
    told = await asked.whisper(asked.dana, lambda: thread.click("CSV"))
    assert "already" in told
    assert len(thread.files) == 1


async def test_a_conversation_goes_on_with_the_last_question(asked: Office) -> None:
    thread = await asked.goal("how many leads do I have?")
    await thread.shows("50 leads, ")
    for text, answer in (
        ("only those without an e-mail", "without an e-mail"),
        ("by company", "compan"),
        ("and yesterday?", "No leads without an e-mail found yesterday."),
    ):
        await asked.dana.send(text, thread_ts=thread.ts)
        await thread.shows(answer)
    assert "without the time it would be" in said(thread.messages[-1]).lower()


async def test_groups_come_as_a_table_and_a_chart(asked: Office) -> None:
    answer = await (await asked.goal("my leads by company")).shows("of ", "compan")
    assert table(answer)[0] == ["Company", "Leads"]
    assert len(charts(answer)) == 1


async def test_figures_come_with_a_chart(asked: Office) -> None:
    answer = await (await asked.goal("stats for this week")).shows("this week.")
    assert "50 leads" in said(answer)
    assert "1 run" in said(answer)
    assert {series["name"] for series in charts(answer)[0]["series"]} == {"Plans", "Runs", "Leads"}


async def test_them_are_the_people_of_the_run_above(asked: Office, found: Thread) -> None:
    await asked.dana.send("how many of them have an e-mail?", thread_ts=found.ts)
    answer = await found.shows("from this thread")
    assert int(said(answer).split()[0].strip("*")) > 10


async def test_nothing_found_says_what_would_help(asked: Office) -> None:
    answer = await (await asked.goal("show my leads at Nowhere Inc")).shows("No leads at Nowhere Inc.")
    assert "Without the company it would be 50." in said(answer)
    nobody = await (await asked.goal("how many leads do I have?", asked.max)).shows("No leads.")
    assert "Send me a goal" in said(nobody)


async def test_what_is_not_clear_is_asked_and_the_answer_taken_once(asked: Office) -> None:
    thread = await asked.goal("how many marketing managers are there in Berlin?")
    question = await thread.offers("Show my leads")
    assert list(buttons(question)) == ["Show my leads", "Find new people", "Something else"]
    await thread.click("Show my leads")
    await thread.shows("who are marketing managers in Berlin")
    assert len(thread.messages) == 1


async def test_new_people_are_planned(asked: Office) -> None:
    thread = await asked.goal("list leads in Spain")
    await thread.click("Find new people")
    await thread.offers("Approve")
    await thread.shows("You want new people")


async def test_something_else_says_how_to_ask(asked: Office) -> None:
    thread = await asked.goal("list leads in Portugal")
    await thread.click("Something else")
    await thread.shows("Ask me in other words")
    assert "Approve" not in str([buttons(message) for message in thread.messages])


async def test_a_goal_is_planned_as_ever(asked: Office) -> None:
    thread = await asked.plan("find 20 CTOs in Berlin and get their emails")
    assert "Plan" in said(thread.plan)


async def test_a_question_under_an_open_plan_is_answered_and_feedback_is_none(asked: Office) -> None:
    thread = await asked.plan("find 20 CTOs in Berlin")
    await asked.dana.send("how many leads do I have?", thread_ts=thread.ts)
    await thread.shows("50 leads")
    await asked.dana.send("only 10 people", thread_ts=thread.ts)
    await thread.shows("version 2")


async def test_the_command_asks_in_the_persons_own_conversation(asked: Office) -> None:
    question = "how many leads do I have at Nowhere Inc?"
    told = await asked.whisper(
        asked.dana, lambda: asked.dana.command("/leadsmith", question, "sales"), "sales"
    )
    assert told == "I'm answering that in our conversation."
    shown = await asked.until(lambda: next((m for m in asked.dana.messages() if m["text"] == question), None))
    assert said(shown) == f"*Question:* {question}"
    await Thread(asked, asked.dana, shown["ts"]).shows("No leads at Nowhere Inc.")


async def test_another_person_neither_sees_nor_turns_pages(asked: Office) -> None:
    thread = await asked.says("@Leadsmith show my leads", channel="sales")
    await thread.offers("Next")
    told = await asked.whisper(asked.sam, lambda: thread.click("Next", asked.sam), "sales")
    assert "Only" in told
    mine = await asked.says("@Leadsmith how many leads do I have?", asked.sam, "sales")
    await mine.shows("No leads.")
