"""Home: what waits, what runs, what was, and the accounts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from agent.execution.executor import Failure
from agent.execution.pace import Fault, Pace
from tests.support import GROUP_GOAL, Office, buttons, office_at, press, said

pytestmark = pytest.mark.long


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Office]:
    """An office of one's own, where nothing has happened."""
    async with office_at(tmp_path) as office:
        yield office


async def test_an_empty_home_says_what_would_fill_it(empty: Office) -> None:
    home = said(await empty.home(empty.dana))
    for hint in ("Send me a goal", "Nothing is running", "Your plans will be here", "not set"):
        assert hint in home


@pytest.mark.long
async def test_home_shows_what_waits_what_runs_and_what_was(empty: Office) -> None:
    proposed = await empty.plan("find 20 CTOs in Berlin")
    waiting = await empty.plan(GROUP_GOAL)
    await waiting.approved()
    home = await empty.home(empty.dana, "waits for your decision", "to add", "Recent plans")
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
    assert "CTO" not in said(await empty.home(empty.max))
