"""What counts of several leads: what people said of them first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from agent.leads.counting import values_of
from agent.leads.fact import Fact, said_by
from agent.leads.learning import learn
from storage.store import Store
from tests.storage import rows
from tests.workshop import workshop_at

LATER = rows.NOW + timedelta(hours=1)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with workshop_at(tmp_path) as shop:
        yield shop.store


async def test_a_persons_word_outweighs_what_is_found_later(store: Store) -> None:
    facts = [
        Fact("title", "CTO", said_by("U1"), rows.NOW),
        Fact("title", "Intern", "A.js", LATER),
        Fact("email", "", said_by("U1"), rows.NOW),
        Fact("email", "old@x.example", "A.js", LATER),
        Fact("company", "Old AG", "A.js", rows.NOW),
        Fact("company", "New AG", "A.js", LATER),
    ]
    async with store.transaction("T1") as repos:
        for each in ("lead1", "lead2"):
            await repos.leads.add(rows.lead(id=each, email=None))
        (lead,) = await repos.leads.among(["lead1"], None)
        await learn(repos, lead, facts, LATER)
        known = await values_of(repos, ["lead1", "lead2"])
    assert known == {"lead1": {"title": "CTO", "email": "", "company": "New AG"}}
