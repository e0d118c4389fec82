"""Whatever changes while a lead is being scored leaves it to be scored once more."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from storage.repositories import Repositories
from storage.repositories.import_undo import Origin
from storage.store import Store
from tests.storage import rows

FACT = {"field": "title", "value": "CTO", "source": "A.js", "seen_at": rows.NOW}
Change = Callable[[Repositories], Awaitable[object]]


async def learn(repos: Repositories) -> None:
    await repos.leads.put_facts("lead1", [FACT | {"seen_at": rows.NOW + timedelta(hours=1)}])


async def weigh_anew(repos: Repositories) -> None:
    await repos.scores.make_all_stale()


async def take_back(repos: Repositories) -> None:
    await repos.imports.take_back("import1", ["lead1"], Origin("file", rows.NOW, rows.NOW))


@pytest.mark.parametrize("change", [learn, weigh_anew, take_back])
async def test_what_comes_meanwhile_is_scored_afterwards(store: Store, change: Change) -> None:
    async def changes() -> None:
        async with store.transaction("T1") as repos:
            await change(repos)

    async with store.transaction("T1") as repos:
        await repos.leads.add(rows.lead())
        await repos.leads.put_facts("lead1", [FACT])
    async with store.transaction("T1") as repos:
        assert await repos.scores.take_stale(10) == ["lead1"]
        meanwhile = asyncio.create_task(changes())
        await asyncio.wait({meanwhile}, timeout=0.2)
        scored = {"key": "lead1", "new_score": 10, "new_tier": "low", "new_qualified": False}
        await repos.scores.put([scored], [])
    await meanwhile
    async with store.reading("T1") as repos:
        assert await repos.scores.stale_count() == 1
