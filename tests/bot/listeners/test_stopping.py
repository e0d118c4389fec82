"""Stop: in words and by the button; what is planned ends, what runs is asked about."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.execution.pace import Pace
from agent.planner.plan import Outcome
from tests.support import FixedPlanner, Office, Thread, buttons, office_at, said

pytestmark = pytest.mark.long


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as own:
        yield own


class Thinker(FixedPlanner):
    """Thinks until it is told to end."""

    def __init__(self) -> None:
        super().__init__("LinkedIn Search Export.js")
        self.begun, self.done = asyncio.Event(), asyncio.Event()

    async def plan(self, text: str, revision: object, progress: Any) -> Outcome:
        await progress("Thinking hard…")
        self.begun.set()
        await self.done.wait()
        return await super().plan(text, revision, progress)


@pytest.fixture
def thinker(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Thinker]:
    thinking = Thinker()
    monkeypatch.setattr(office.services.planning, "_planner", thinking)
    yield thinking
    thinking.done.set()


def _status(office: Office, thread: Thread) -> str | None:
    channel = office.dana.channel()
    found: str | None = channel.sessions.get(thread.ts, {}).get("status")
    return found


async def _thinking(office: Office, thinker: Thinker) -> Thread:
    thread = await office.says("find 20 CTOs in Berlin")
    await asyncio.wait_for(thinker.begun.wait(), 10)
    await office.until(lambda: _status(office, thread) == "processing")
    return thread


@pytest.mark.parametrize("where", ["thread", "conversation", "button"])
async def test_planning_is_stopped(office: Office, thinker: Thinker, where: str) -> None:
    thread = await _thinking(office, thinker)
    if where == "button":
        await office.dana.stop(thread.ts)
        await thread.shows("Stopped.")
    elif where == "thread":
        await office.dana.send("stop", thread_ts=thread.ts)
        await thread.shows("Stopped.")
    else:
        other = await office.says("stop!")
        await other.shows("Stopped.")
    await office.until(lambda: _status(office, thread) == "active")
    thinker.done.set()
    await office.sandbox.idle()
    await office.goal("hello")
    assert not any("Approve" in buttons(m) for m in thread.messages)


async def test_a_version_that_was_shown_stands(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    thread = await office.plan("find 20 CTOs in Berlin")
    thinking = Thinker()
    monkeypatch.setattr(office.services.planning, "_planner", thinking)
    await office.dana.send("use Sales Navigator", thread_ts=thread.ts)
    await asyncio.wait_for(thinking.begun.wait(), 10)
    await office.dana.send("stop", thread_ts=thread.ts)
    await thread.shows("Version 1 stands")
    thinking.done.set()
    assert "Approve" in buttons(await thread.shows("version 1"))


async def test_only_ones_own_work_is_stopped(office: Office, thinker: Thinker) -> None:
    thread = await _thinking(office, thinker)
    await office.says("stop", office.max)
    await office.goal("hello", office.max)
    thinker.done.set()
    await thread.offers("Approve")


@pytest.fixture
async def running(office: Office) -> AsyncIterator[Thread]:
    thread = await office.plan("find 20 CTOs in Berlin")
    await thread.ready()
    executor: Any = office.services.execution._context.executor
    executor._pace = Pace(seconds_per_row=2.0)
    await thread.click("Run")
    await thread.shows("Running · 1 of 1")
    yield thread
    executor._pace = Pace()


async def test_a_run_is_asked_about_and_cancelled(office: Office, running: Thread) -> None:
    await office.until(lambda: _status(office, running) == "processing")
    await office.dana.send("please stop", thread_ts=running.ts)
    ask = await running.offers("Let it go on")
    assert "is running: LinkedIn Search Export" in said(ask)
    assert "Cancel run" in buttons(await running.shows("Running · 1 of 1"))
    await running.click("Cancel run")
    await running.shows("Run cancelled by")
    await running.shows("The card above shows what is kept")
    await office.until(lambda: _status(office, running) == "active")


async def test_a_run_that_is_to_go_on_goes_on(office: Office, running: Thread) -> None:
    await office.dana.stop(running.ts)
    await running.click("Let it go on")
    await running.shows("it goes on")
    assert "Running · 1 of 1" in said(await running.shows("Running"))
    await running.click("Cancel run")


async def test_stop_where_nothing_goes_on_is_answered_as_before(office: Office) -> None:
    thread = await office.goal("stop")
    assert "Decisions are made with the buttons" in said(thread.plan)


async def test_a_stop_that_is_delivered_twice_is_one(office: Office, running: Thread) -> None:
    office.sandbox.faults.copies = 2
    try:
        await office.dana.send("stop", thread_ts=running.ts)
        await running.offers("Let it go on")
        await office.sandbox.idle()
    finally:
        office.sandbox.faults.copies = 1
    await office.goal("hello")
    assert sum("Let it go on" in buttons(m) for m in running.messages) == 1
    await running.click("Cancel run")
