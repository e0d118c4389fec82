"""A lead is on its way while it is researched, and is as it was where nothing was found."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.research.moving import come_back, set_out
from storage.models import LeadState
from storage.store import Store
from tests.storage import rows
from tests.workshop import workshop_at

NEW, RESEARCHING, RESEARCHED = LeadState.NEW, LeadState.RESEARCHING, LeadState.RESEARCHED
EMAILED, BOUNCED = LeadState.EMAILED, LeadState.BOUNCED


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with workshop_at(tmp_path) as shop:
        yield shop.store


@pytest.mark.parametrize(
    ("state", "meanwhile", "found", "failed"),
    [
        (NEW, RESEARCHING, RESEARCHED, NEW),
        (RESEARCHED, RESEARCHING, RESEARCHED, RESEARCHED),
        (BOUNCED, RESEARCHING, RESEARCHED, BOUNCED),
        (EMAILED, EMAILED, EMAILED, EMAILED),
        (LeadState.UNSUBSCRIBED,) * 4,
    ],
)
async def test_a_lead_moves_where_it_may(
    store: Store, state: LeadState, meanwhile: LeadState, found: LeadState, failed: LeadState
) -> None:
    for ends, end in (("found", found), ("failed", failed)):
        async with store.transaction("T1") as repos:
            lead = rows.lead(id=ends, state=state)
            await repos.leads.add(lead)
            before = await set_out(repos, ends)
            assert lead.state is meanwhile
            for _ in range(2):
                await come_back(repos, ends, before, found=ends == "found")
            assert lead.state is end


async def test_of_two_researches_the_one_that_finds_something_counts(store: Store) -> None:
    async with store.transaction("T1") as repos:
        lead = rows.lead()
        await repos.leads.add(lead)
        first, second = await set_out(repos, lead.id), await set_out(repos, lead.id)
        await come_back(repos, lead.id, second, found=False)
        assert lead.state is RESEARCHING
        await come_back(repos, lead.id, first, found=False)
        assert lead.state is NEW
        first, second = await set_out(repos, lead.id), await set_out(repos, lead.id)
        await come_back(repos, lead.id, first, found=True)
        await come_back(repos, lead.id, second, found=False)
        assert lead.state is RESEARCHED


async def test_what_is_about_no_lead_moves_none(store: Store) -> None:
    async with store.transaction("T1") as repos:
        for nobody in (None, "gone"):
            assert await set_out(repos, nobody) is None
            await come_back(repos, nobody, None, found=True)
