"""Searches over a real store and a small web, jobs done when a test says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from agent.clock import FixedClock
from agent.events import MilestoneReached
from agent.icp.intake import checked
from agent.prospecting.board import Budget
from agent.prospecting.card import SessionCard
from agent.prospecting.context import Context
from agent.prospecting.service import Asked, Prospecting
from agent.roles import Actor
from agent.telling import Telling
from storage.store import Store
from tests.lookalikes import CUSTOMERS, LOST, SmallWeb, small_web
from tests.migrated import newest_store
from tests.workshop import DANA, NOW, WORKSPACE, InlineDurable, Recorder

INTAKE = checked(
    "mine.example", "\n".join(CUSTOMERS), "\n".join(f"{domain} – too expensive" for domain in LOST)
).intake
assert INTAKE is not None
ASKED = Asked("Ev1", INTAKE, ("D1", "1.1"))


@dataclass
class Office:
    """Everything within reach."""

    web: SmallWeb
    store: Store
    durable: InlineDurable
    audience: Recorder
    clock: FixedClock
    prospecting: Prospecting
    context: Context

    async def begun(self) -> str:
        return await self.prospecting.begin(DANA, ASKED)

    async def listed(self) -> str:
        """The id of a search whose lookalikes are listed."""
        session_id = await self.begun()
        await self.prospecting.confirm(DANA, session_id)
        await self.durable.settle()
        return session_id

    async def at_once(self) -> None:
        """Do every job that waits, those of a moment at the same time."""
        while self.durable.waiting:
            now = [self.durable.waiting.pop(key) for key in list(self.durable.waiting)]
            await asyncio.gather(*(self.durable._jobs[job].body(*args) for job, args, _ in now))

    async def card(self, session_id: str) -> SessionCard:
        return await self.prospecting.card(WORKSPACE, session_id)

    async def events(self, session_id: str) -> list[str]:
        return [each["event"] for _, each in await self.prospecting.told(WORKSPACE, session_id)]

    @property
    def told(self) -> list[str]:
        return [each.number for each in self.audience.heard if isinstance(each, MilestoneReached)]

    async def leads(self, actor: Actor = DANA) -> list[Any]:
        async with self.store.reading(WORKSPACE) as repos:
            return list(await repos.leads.latest(actor.user, 100))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with small_web(others=3) as web, httpx2.AsyncClient() as http:
        store = await newest_store(f"sqlite:///{tmp_path / 'leadsmith.db'}")
        durable: Any = InlineDurable(store)
        audience, clock = Recorder(), FixedClock(NOW)
        context = Context(
            store, durable, Telling(store, durable, audience), clock, web.parts(http), Budget(searches=4)
        )
        yield Office(web, store, durable, audience, clock, Prospecting(context), context)
        await store.close()
