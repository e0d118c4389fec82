"""Runs: to the end, and what happens when they are stopped."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from agent.execution.executor import Failure
from agent.execution.pace import Fault, Pace
from agent.roles import Actor
from tests.support import GROUP_GOAL, GROUP_URL, Office, Thread, buttons, said

pytestmark = pytest.mark.long

SEARCH, FINDER, EMAILS = (
    "LinkedIn Search Export.js",
    "Professional Email Finder.js",
    "LinkedIn Search to Emails.js",
)
GROUP_EMAILS = "LinkedIn Group Members to Emails.js"
DANA = Actor("T0SANDBOX1", "U0DANAREP1")


def _csv(office: Office, thread: Thread) -> list[dict[str, str]]:
    """The lines of the file in the thread."""
    ids = [file["id"] for message in thread.messages for file in message.get("files", [])]
    assert len(ids) == 1
    text = office.sandbox.slack.workspace.files.content(ids[0]).decode()
    return list(csv.DictReader(io.StringIO(text)))


async def _delivered(office: Office, thread: Thread) -> list[dict[str, str]]:
    await office.until(lambda: thread.files)
    return _csv(office, thread)


def _slow(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runs take long enough to be cancelled."""
    executor: Any = office.services.execution._context.executor
    monkeypatch.setattr(executor, "_pace", Pace(seconds_per_row=0.03))


async def test_a_run_ends_with_a_summary_a_table_and_the_whole_csv(office: Office) -> None:
    thread = await office.plan()
    done = await thread.finished()
    assert "50 people" in said(done)
    assert "with an e-mail" in said(done)
    table = next(block for block in done["blocks"] if block["type"] == "table")
    assert len(table["rows"]) == 6
    assert len(await _delivered(office, thread)) == 50
    assert thread.files[0].endswith(".csv")


@pytest.mark.long
async def test_the_card_that_carried_run_is_edited_in_place(office: Office) -> None:
    thread = await office.plan()
    ready = await thread.ready()
    await thread.click("Run")
    done = await thread.offers("Run again")
    assert done["ts"] == ready["ts"]
    cards = [m for m in thread.messages if buttons(m) or m["ts"] == ready["ts"]]
    assert len(cards) == 1


async def test_a_step_works_on_the_rows_of_the_one_before(office: Office, plan_as: Any) -> None:
    plan_as(SEARCH, FINDER)
    thread = await office.plan("find 25 CTOs in Munich and get their emails")
    await thread.finished()
    rows = await _delivered(office, thread)
    assert len(rows) == 25
    found = [row for row in rows if row["E-mail"]]
    assert 0 < len(found) < 25
    assert all(row["LinkedIn profile"] for row in rows)


@pytest.mark.long
async def test_the_same_goal_again_knows_its_people(office: Office) -> None:
    first = await office.plan("find 12 CFOs in Zurich")
    await first.finished()
    await first.click("Run again")
    await first.click("Run")
    again = await first.shows("already known and updated")
    assert "12 were already known" in said(again)


async def test_run_again_waits_to_be_started_on_a_card_of_its_own(office: Office) -> None:
    thread = await office.plan("find 12 CFOs in Geneva")
    done = await thread.finished()
    await thread.click("Run again")
    ready = await thread.offers("Run")
    assert ready["ts"] != done["ts"]
    done_buttons = {"Run again"} & buttons(done).keys()
    assert done_buttons
    told = await office.whisper(office.dana, lambda: thread.click("Run again"))
    assert told == "Another run of this plan is under way; its card is below."


async def test_cancelling_while_it_runs_keeps_the_rows(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    _slow(office, monkeypatch)
    thread = await office.plan("find 200 CTOs in Cologne")
    await thread.ready()
    await thread.click("Run")
    await office.until(lambda: _progress(thread))
    await thread.click("Cancel run")
    done = await thread.shows(f"Run cancelled by <@{office.dana.id}>", "kept")
    kept = len(await _delivered(office, thread))
    assert 0 < kept < 200
    assert f"{kept} people" in said(done) or kept == 1
    assert list(buttons(done)) == ["See leads", "Review", "Run again"]


def _progress(thread: Thread) -> bool:
    return any(
        " of " in task["title"] for m in thread.messages for b in m["blocks"] for task in b.get("tasks", ())
    )


async def test_cancelling_before_it_starts_keeps_nothing(office: Office) -> None:
    thread = await office.plan()
    await thread.approved()
    await thread.click("Cancel run")
    done = await thread.shows("Run cancelled by")
    assert "See leads" not in buttons(done)
    assert thread.files == []


async def test_a_partial_failure_can_be_retried_and_goes_on_where_it_stopped(office: Office) -> None:
    office.failures[EMAILS] = Fault(Failure.RATE_LIMIT, 20)
    thread = await office.plan()
    await thread.ready()
    await thread.click("Run")
    stopped = await thread.offers("Retry")
    assert "stopped after 20 people: the daily limit was reached" in said(stopped)
    assert "The 20 are kept." in said(stopped)
    await thread.click("Retry")
    done = await thread.offers("Run again")
    assert done["ts"] == stopped["ts"]
    rows = await _delivered(office, thread)
    assert len(rows) == 50
    assert len({row["LinkedIn profile"] for row in rows}) == 50


@pytest.mark.long
async def test_a_partial_failure_can_be_accepted(office: Office) -> None:
    office.failures[EMAILS] = Fault(Failure.RATE_LIMIT, 20)
    thread = await office.plan()
    await thread.ready()
    await thread.click("Run")
    await thread.click("Go on with 20")
    done = await thread.offers("Run again")
    assert "20 people" in said(done)
    assert "skipped, 20 kept" in str(done["blocks"])
    assert len(await _delivered(office, thread)) == 20


@pytest.mark.long
async def test_a_second_step_that_stops_goes_on_with_all_rows(office: Office, plan_as: Any) -> None:
    plan_as(SEARCH, FINDER)
    office.failures[FINDER] = Fault(Failure.UNAVAILABLE, 7)
    thread = await office.plan("find 25 CTOs in Bremen and get their emails")
    await thread.ready()
    await thread.click("Run")
    await thread.click("Retry")
    await thread.offers("Run again")
    assert len(await _delivered(office, thread)) == 25


async def test_an_expired_cookie_asks_for_the_account_and_goes_on(office: Office) -> None:
    office.failures[EMAILS] = Fault(Failure.EXPIRED_COOKIE, 20)
    thread = await office.plan()
    await thread.ready()
    await thread.click("Run")
    stopped = await thread.offers("Update cookie and go on")
    assert "the session cookie expired" in said(stopped)
    await thread.opens("Update cookie and go on")
    view = await office.use_demo(office.dana)
    assert "is set" in said(view)
    await thread.offers("Run again")
    assert len(await _delivered(office, thread)) == 50


@pytest.mark.long
async def test_an_account_removed_before_the_run_is_asked_for_again(office: Office) -> None:
    thread = await office.plan()
    await thread.ready()
    await office.services.connections.remove(DANA, "linkedin")
    told = await office.whisper(office.dana, lambda: thread.click("Run"))
    assert told == "1 thing(s) are still missing: open Inputs first."


@pytest.mark.long
async def test_nothing_found_offers_other_inputs(office: Office) -> None:
    office.failures[GROUP_EMAILS] = Fault(Failure.EMPTY)
    thread = await office.plan(GROUP_GOAL)
    await thread.ready({"1:linkedingroupurl": GROUP_URL})
    await thread.click("Run")
    stopped = await thread.shows("found nothing to work on")
    assert list(buttons(stopped)) == ["Change inputs", "Retry", "Skip this step", "Cancel run"]
    view = await thread.opens("Change inputs")
    other = {"1:linkedingroupurl": "https://www.linkedin.com/groups/999/"}
    assert await office.dana.submit(view["id"], other) is None
    await thread.click("Retry")
    done = await thread.offers("Run again")
    assert "30 people" in said(done)


@pytest.mark.long
async def test_a_skipped_step_leaves_what_came_before(office: Office, plan_as: Any) -> None:
    plan_as(SEARCH, FINDER)
    office.failures[FINDER] = Fault(Failure.UNAVAILABLE)
    thread = await office.plan("find 15 CTOs in Bonn and get their emails")
    await thread.ready()
    await thread.click("Run")
    await thread.click("Skip this step")
    done = await thread.offers("Run again")
    assert "15 people" in said(done)
    assert "skipped" in str(done["blocks"])


@pytest.mark.long
async def test_a_stopped_run_can_be_cancelled_and_keeps_its_rows(office: Office) -> None:
    office.failures[EMAILS] = Fault(Failure.RATE_LIMIT, 20)
    thread = await office.plan()
    await thread.ready()
    await thread.click("Run")
    await thread.offers("Retry")
    await thread.click("Cancel run")
    await thread.shows("Run cancelled by")
    assert len(await _delivered(office, thread)) == 20


@pytest.mark.long
async def test_a_decision_on_an_earlier_stretch_changes_nothing(office: Office) -> None:
    office.failures[EMAILS] = Fault(Failure.RATE_LIMIT, 20)
    thread = await office.plan()
    await thread.ready()
    await thread.click("Run")
    stopped = await thread.offers("Retry")
    await thread.click("Retry")
    await thread.offers("Run again")
    office.dana.channel().messages.put(stopped)
    told = await office.whisper(office.dana, lambda: thread.click("Go on with 20"))
    assert told == "That was decided already; the card shows where the run is."


async def test_only_the_owner_and_admins_may_decide_on_a_run(office: Office) -> None:
    thread = await office.says("@Leadsmith find 20 CTOs in Riga", channel="sales")
    await thread.click("Approve")
    await thread.offers("Cancel run")
    told = await office.whisper(office.sam, lambda: thread.click("Cancel run", office.sam), "sales")
    assert told == f"Only <@{office.dana.id}>, a manager or an admin of this workspace can decide that."
    await thread.click("Cancel run", office.max)
    await thread.shows(f"Run cancelled by <@{office.max.id}>")


async def test_one_card_shows_a_run_and_nothing_it_sends_breaks_slacks_rules(office: Office) -> None:
    thread = await office.plan("find 15 CTOs in Graz")
    await thread.finished()
    await _delivered(office, thread)
    assert [bool(m.get("files")) for m in thread.messages] == [False, False, True]
    assert office.sandbox.violations == []
