"""What is learned of a lead elsewhere than in a run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from agent.leads.fact import Fact
from agent.leads.learning import learn
from storage.store import Store
from tests.storage import rows
from tests.workshop import workshop_at

LATER = rows.NOW + timedelta(hours=1)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with workshop_at(tmp_path) as shop:
        yield shop.store


async def test_the_newest_fact_stands_in_the_leads_row(store: Store) -> None:
    async with store.transaction("T1") as repos:
        lead = rows.lead(email=None)
        await repos.leads.add(lead)
        await learn(repos, lead, [Fact("email", "new@x.example", "hunter", LATER)], LATER)
        await learn(repos, lead, [Fact("email", "old@x.example", "apollo", rows.NOW)], LATER)
        assert (lead.email, lead.updated_at) == ("new@x.example", LATER)
        found = {(row.value, row.source) for row in await repos.leads.facts(lead.id)}
    assert found == {("new@x.example", "hunter"), ("old@x.example", "apollo")}


async def test_a_key_of_another_lead_stays_theirs(store: Store) -> None:
    key = ("email", "ada@x.example")
    async with store.transaction("T1") as repos:
        for number in ("lead1", "lead2"):
            lead = rows.lead(id=number, email=None)
            await repos.leads.add(lead)
            await learn(repos, lead, [Fact("company_email", "info@x.example", "web", LATER)], LATER, [key])
            assert lead.email is None
        assert [lead.id for lead in await repos.leads.by_keys([key])] == ["lead1"]
