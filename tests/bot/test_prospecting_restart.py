"""Leadsmith stops in the middle of a search and comes back: no list is lost, and nothing is done anew."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from agent.errors import StaleError
from agent.icp.intake import checked
from agent.prospecting.card import SessionState
from agent.prospecting.milestones import (
    CANDIDATES_FOUND,
    CONFIRM_PENDING,
    INTAKE_SAVED,
    NEXT40,
    PLANNING,
    PROFILE_READY,
    PROGRESS,
    SEEDS_MAPPED,
    START_TOP10,
    SUMMARY,
    TOPLIKES_READY,
)
from agent.prospecting.reflecting import LANES_READ
from agent.prospecting.service import Asked, Prospecting
from agent.roles import Actor
from tests.lookalikes import CUSTOMERS, SmallWeb, small_web
from tests.support import Office, office_at

pytestmark = [pytest.mark.soak, pytest.mark.timeout(180)]
DANA = Actor("T0SANDBOX1", "U0DANAREP1")
ONCE = dict.fromkeys(
    (INTAKE_SAVED, SEEDS_MAPPED, CONFIRM_PENDING, PLANNING, TOPLIKES_READY, PROFILE_READY), 1
) | {
    CANDIDATES_FOUND: 1,
    PROGRESS: 2,
    START_TOP10: 1,
    SUMMARY: 1,
    NEXT40: 1,
}
INTAKE = checked("mine.example", "\n".join(CUSTOMERS)).intake


@pytest.fixture
async def web() -> AsyncIterator[SmallWeb]:
    async with small_web(alike=14, others=4) as web:
        web.delay = 0.02
        yield web


def of(office: Office) -> Prospecting:
    assert office.services.prospecting is not None
    return office.services.prospecting


async def over(office: Office, session_id: str) -> list[str]:
    """Wait until a search is over, the background too; what happened in it."""
    async with asyncio.timeout(60):
        while True:
            told = await of(office).told(DANA.workspace, session_id)
            events = [each["event"] for _, each in told]
            if events.count("icp:progress_summary") > 1:
                return events
            await asyncio.sleep(0.05)


async def after(web: SmallWeb, reads: int, finds: int) -> None:
    """Wait until so many sites were read and so many contacts asked for."""
    async with asyncio.timeout(60):
        while web.reads.total() < reads or web.finds.total() < finds:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)


async def test_stops_in_every_stretch_lose_nothing_and_repeat_at_most_what_was_under_way(
    web: SmallWeb, tmp_path: Path
):
    assert INTAKE is not None
    session_id = ""
    stops = ((3, 0), (6, 0), (12, 0), (20, 0), (26, 0), (0, 3), (0, 9), (0, 12))
    async with httpx2.AsyncClient() as http:
        for reads, finds in stops:
            async with office_at(tmp_path, parts=web.parts(http)) as office:
                if not session_id:
                    session_id = await of(office).begin(DANA, Asked("k", INTAKE))
                    await of(office).confirm(DANA, session_id)
                if finds:
                    await reaches_list(office, session_id)
                await after(web, reads, finds)
        async with office_at(tmp_path, parts=web.parts(http)) as office:
            events = await over(office, session_id)
            card = await of(office).card(DANA.workspace, session_id)
    assert len(card.lookalikes) == 16, "the lost ones were not told, so they are like the customers, too"
    assert len(card.enriched) == 16
    assert events.count("enrich:company_tick") == 16
    assert {event: events.count(event) for event in set(events) - {"enrich:company_tick"}} == ONCE
    again = sum(count - 1 for each in (web.reads, web.finds, web.searches) for count in each.values())
    assert again <= LANES_READ * len(stops), "a lane repeats what it was doing, and no more"


async def reaches_list(office: Office, session_id: str) -> None:
    """Go on with contacts as soon as the list is there; a second time changes nothing."""
    async with asyncio.timeout(60):
        while True:
            try:
                await of(office).enrich(DANA, session_id)
            except StaleError:
                card = await of(office).card(DANA.workspace, session_id)
                if card.state is SessionState.SUMMARY_EMITTED:
                    return
                await asyncio.sleep(0.05)
            else:
                return
