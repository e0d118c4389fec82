"""Plans in a conversation: proposed, decided on, planned again."""

from __future__ import annotations

import pytest

from tests.support import GOAL, Office, buttons, elements, press, said

pytestmark = pytest.mark.long


async def test_a_goal_gets_a_plan_with_reasons_asks_and_a_decision(office: Office) -> None:
    thread = await office.plan()
    text = said(thread.plan)
    for part in ("version 1", "Berlin", "50 people", "needs:", "gives:", "I'll ask you for", "About"):
        assert part in text
    assert "Planned with rules, since no model is connected." in text
    assert list(buttons(thread.plan))[-4:] == ["Approve", "Regenerate", "Edit", "Cancel"]


async def test_approving_says_who_and_takes_the_buttons(office: Office) -> None:
    thread = await office.plan()
    await thread.approved()
    shown = await thread.shows(f"Approved by <@{office.dana.id}>")
    assert shown["ts"] == thread.plan["ts"]
    assert buttons(shown) == {}


async def test_cancelling_says_who_and_takes_the_buttons(office: Office) -> None:
    thread = await office.plan()
    await thread.click("Cancel")
    shown = await thread.shows(f"Cancelled by <@{office.dana.id}>")
    assert shown["ts"] == thread.plan["ts"]
    assert buttons(shown) == {}


async def test_regenerating_with_feedback_makes_version_2_in_the_same_message(office: Office) -> None:
    thread = await office.plan()
    first = thread.plan
    view = await thread.opens("Regenerate")
    assert await office.dana.submit(view["id"], {"feedback": "use Sales Navigator"}) is None
    second = await thread.shows("version 2", "Changed:")
    assert second["ts"] == first["ts"]
    assert "Sales Navigator" in said(second)
    assert len(thread.messages) == 1


async def test_a_chip_is_feedback_too(office: Office) -> None:
    thread = await office.plan()
    view = await thread.opens("Regenerate")
    assert await office.dana.submit(view["id"], {"chips": ["Include outreach"]}) is None
    await thread.shows("version 2", "Added")


async def test_the_same_plan_is_never_shown_again_without_a_word(office: Office) -> None:
    thread = await office.plan()
    seen = {said(thread.plan)}
    for version in range(1, 20):
        view = await thread.opens("Regenerate")
        assert await office.dana.submit(view["id"], {}) is None
        shown = await office.until(lambda now=version: _settled(thread, now))
        if "no better plan" in said(shown):
            assert f"version {version}" in said(shown)
            return
        assert f"version {version + 1}" in said(shown)
        assert said(shown) not in seen
        seen.add(said(shown))
    raise AssertionError("there is always another plan")


def _settled(thread, before: int):  # noqa: ANN001 - a message once it shows another version, or a word
    text = said(thread.plan)
    done = "Approve" in buttons(thread.plan) and (f"version {before + 1}" in text or "no better plan" in text)
    return thread.plan if done else None


async def test_an_answer_in_the_thread_is_feedback(office: Office) -> None:
    thread = await office.plan()
    await office.dana.send("with sales navigator please", thread_ts=thread.ts)
    await thread.shows("version 2", "Sales Navigator")


async def test_an_old_version_cannot_be_decided_on(office: Office) -> None:
    thread = await office.plan()
    old = buttons(thread.plan)["Approve"]["value"]
    plan_id = old.partition(":")[0]
    await office.dana.send("with sales navigator please", thread_ts=thread.ts)
    await thread.shows("version 2")
    # The person's client still shows version 1: the click carries its value.
    stored = thread.plan
    approve = next(e for e in elements(stored["blocks"]) if e["action_id"] == "plan_approve")
    approve["value"] = old
    office.dana.channel().messages.put(stored)
    told = await office.whisper(office.dana, lambda: thread.click("Approve"))
    assert told == "That was version 1; version 2 is above."
    assert (await office.services.planning.card("T0SANDBOX1", plan_id)).status.value == "proposed"


async def test_a_second_click_is_told_who_decided(office: Office) -> None:
    thread = await office.plan()
    before = thread.plan
    await thread.approved()
    await thread.shows("Approved by")
    office.dana.channel().messages.put(before)
    told = await office.whisper(office.dana, lambda: thread.click("Cancel"))
    assert told == f"That plan was approved by <@{office.dana.id}>."
    assert len(thread.messages) == 2


async def test_a_stranger_may_not_decide_and_an_admin_may(office: Office) -> None:
    thread = await office.says("@Leadsmith find 20 CTOs in Paris", channel="sales")
    await thread.offers("Approve")
    told = await office.whisper(office.sam, lambda: thread.click("Approve", office.sam), "sales")
    assert told == f"Only <@{office.dana.id}>, a manager or an admin of this workspace can approve that."
    assert "Approve" in buttons(thread.plan)
    await thread.click("Approve", office.max)
    await thread.shows(f"Approved by <@{office.max.id}>")


async def test_a_stranger_cannot_even_open_the_regenerate_modal(office: Office) -> None:
    thread = await office.says("@Leadsmith find 20 CTOs in Madrid", channel="sales")
    await thread.offers("Regenerate")
    await office.whisper(office.sam, lambda: thread.click("Regenerate", office.sam), "sales")
    assert office.sam.views() == []


async def test_what_no_phantom_serves_is_refused_with_something_near(office: Office) -> None:
    thread = await office.goal("find people in whatsapp groups")
    assert "WhatsApp" in said(thread.plan)
    assert "I could plan this instead" in said(thread.plan)
    await thread.click("Plan that")
    shown = await thread.shows("Plan:", "version 2")
    assert shown["ts"] == thread.plan["ts"]
    assert "Approve" in buttons(shown)


async def test_a_goal_that_says_too_little_gets_one_question_with_answers(office: Office) -> None:
    thread = await office.goal("find people")
    assert "Whom are you looking for?" in said(thread.plan)
    answers = [each for each in elements(thread.plan) if each["action_id"] == "plan_answer"]
    assert len(answers) == 5
    await press(office.dana, thread.plan["ts"], answers[1])
    shown = await thread.shows("Plan:", "Lyon", "version 2")
    assert shown["ts"] == thread.plan["ts"]
    assert "Approve" in buttons(shown)


async def test_what_is_no_lead_generation_is_refused_kindly(office: Office) -> None:
    thread = await office.goal("write a poem about the sea")
    assert "outside what I do" in said(thread.plan)
    assert "Approve" not in buttons(thread.plan)


async def test_an_edited_goal_is_planned_again_while_nothing_is_decided(office: Office) -> None:
    thread = await office.plan()
    await office.dana.edit(thread.ts, "find 30 lawyers in hamburg")
    shown = await thread.shows("version 2", "Hamburg")
    assert shown["ts"] == thread.plan["ts"]


async def test_an_edit_after_the_decision_changes_nothing_and_is_answered(office: Office) -> None:
    thread = await office.plan()
    await thread.approved()
    await office.dana.edit(thread.ts, "find 30 lawyers in hamburg")
    await thread.shows("You changed that goal after its plan was decided")
    assert "Hamburg" not in said(thread.plan)


async def test_a_deleted_goal_cancels_its_undecided_plan(office: Office) -> None:
    thread = await office.plan(f"{GOAL} now")
    await office.dana.delete(thread.ts)
    shown = await thread.shows("Cancelled by")
    assert buttons(shown) == {}
