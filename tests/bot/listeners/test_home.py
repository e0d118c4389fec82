"""Home: what waits, what runs, what was, and the accounts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from agent.execution.executor import Failure
from agent.execution.pace import Fault, Pace
from agent.roles import Actor
from bot.sandbox import Person
from bot.sandbox.faults import FaultKind
from bot.sandbox.identity import TEAM_ID
from tests.support import GROUP_GOAL, Office, buttons, office_at, press, said

pytestmark = pytest.mark.long


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Office]:
    """An office of one's own, where nothing has happened."""
    async with office_at(tmp_path) as office:
        yield office


async def test_an_empty_home_says_what_would_fill_it(empty: Office) -> None:
    home = said(await empty.home(empty.dana))
    for hint in (
        "Send me a goal",
        "Nothing is running",
        "Your plans will be here",
        "The leads of your first run",
        "Each plan that you approve is kept here",
        "Briefing",
        "not set",
    ):
        assert hint in home


async def test_a_goal_typed_at_home_is_planned_in_the_conversation(empty: Office) -> None:
    home = await empty.home(empty.dana)
    await press(empty.dana, home["id"], buttons(home)["New goal"])
    view = (await empty.until(empty.dana.views))[-1]
    assert "goal" in (await empty.dana.submit(view["id"], {"goal": "x" * 2_001}) or {"goal": ""})
    assert await empty.dana.submit(view["id"], {"goal": "find 20 CTOs in Berlin"}) is None
    await empty.until(lambda: any("Approve" in buttons(m) for m in empty.dana.messages()))


async def test_home_offers_help(empty: Office) -> None:
    home = await empty.home(empty.dana)
    await press(empty.dana, home["id"], buttons(home)["What can you do?"])
    view = (await empty.until(empty.dana.views))[-1]
    assert "/leadsmith playbooks" in said(view)


async def test_the_leads_at_home_are_listed_and_exported(empty: Office) -> None:
    thread = await empty.plan("find 30 CTOs in Berlin")
    await thread.finished()
    home = await empty.home(empty.dana, "Leads · 30", "30* new leads", "▲ 30 more")
    await press(empty.dana, home["id"], buttons(home)["See all"])
    view = (await empty.until(empty.dana.views))[-1]
    assert "30 leads · page 1 of 2" in said(view)
    await press(empty.dana, view["id"], buttons(view)["Next"])
    await empty.until(lambda: "page 2 of 2" in said(empty.dana.views()[-1]))
    await press(empty.dana, home["id"], buttons(home)["Export"])
    names = lambda: [f["name"] for m in empty.dana.messages() for f in m.get("files", [])]  # noqa: E731
    await empty.until(lambda: "leads.csv" in names())


def _published(office: Office, person: Person) -> int:
    calls = [entry for entry in office.sandbox.calls.entries if entry.name == "views.publish"]
    return sum(entry.request.get("user_id") == person.id for entry in calls)


async def test_home_follows_what_happens_without_being_opened(empty: Office) -> None:
    await empty.home(empty.dana)
    await empty.plan("find 20 CTOs in Berlin")
    await empty.until(lambda: "waits for your decision" in said(empty.dana.home()))


async def test_several_changes_are_published_once(empty: Office) -> None:
    await empty.home(empty.dana)
    before, dana = _published(empty, empty.dana), Actor(TEAM_ID, empty.dana.id)
    for _ in range(5):
        await empty.leadsmith.homes.changed(dana)
    await empty.until(lambda: _published(empty, empty.dana) > before)
    while empty.leadsmith.homes.busy:  # noqa: ASYNC110 - it ends when Slack has answered
        await asyncio.sleep(0.01)
    assert _published(empty, empty.dana) == before + 1


async def test_what_slack_refuses_for_a_while_is_published_later(
    empty: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.homes.PAUSES", (0.01, 0.01, 0.01))
    await empty.home(empty.dana)
    empty.sandbox.faults.fail("views.publish", FaultKind.SERVER_ERROR)
    before, dana = _published(empty, empty.dana), Actor(TEAM_ID, empty.dana.id)
    await empty.leadsmith.homes.changed(dana)
    await empty.until(lambda: _published(empty, empty.dana) == before + 2)


async def test_nothing_is_published_for_who_never_looked(empty: Office) -> None:
    await empty.plan("find 20 CTOs in Berlin", empty.max)
    await empty.leadsmith.homes.changed(Actor(TEAM_ID, empty.max.id))
    assert not empty.leadsmith.homes.busy
    assert _published(empty, empty.max) == 0
    await empty.max.open_messages()
    await empty.until(lambda: any("Hi <@" in m["text"] for m in empty.max.messages()))
    await empty.leadsmith.homes.changed(Actor(TEAM_ID, empty.max.id))
    await empty.until(lambda: _published(empty, empty.max))


@pytest.mark.long
async def test_home_shows_what_waits_what_runs_and_what_was(empty: Office) -> None:
    proposed = await empty.plan("find 20 CTOs in Berlin")
    waiting = await empty.plan(GROUP_GOAL)
    await waiting.approved()
    home = await empty.home(empty.dana, "waits for your decision", "to add", "This week", "Latest plans")
    assert f"/archives/{empty.dana.channel().id}/p{proposed.plan['ts'].replace('.', '')}|" in said(home)
    await press(empty.dana, home["id"], buttons(home)["Inputs"])
    await empty.until(empty.dana.views)
    executor: Any = empty.services.execution._context.executor
    executor._pace = Pace(seconds_per_row=0.1)
    await proposed.ready()
    await proposed.click("Run")
    await proposed.shows("Running · 1 of 1")
    await empty.home(empty.dana, "LinkedIn Search Export · ")
    executor._pace = Pace()
    await proposed.offers("Run again")
    await empty.home(empty.dana, "Leads · 20", "Nothing is running.", "approved")


async def test_home_says_which_step_stopped(empty: Office) -> None:
    empty.failures["LinkedIn Search Export.js"] = Fault(Failure.UNAVAILABLE)
    thread = await empty.plan("find 20 CTOs in Berlin")
    await thread.ready()
    await thread.click("Run")
    await thread.offers("Retry")
    await empty.home(empty.dana, "LinkedIn Search Export stopped")


async def test_home_is_ones_own(empty: Office) -> None:
    await empty.plan("find 20 CTOs in Berlin")
    await empty.home(empty.max, without="CTO")
