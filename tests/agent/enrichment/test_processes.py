"""Processes on one database: killed at any moment nothing is paid twice, and several share a search."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from agent.clock import SystemClock
from agent.credentials import Vault
from agent.enrichment.card import SearchStatus
from agent.enrichment.context import Context
from agent.enrichment.job import LANES
from agent.enrichment.line import new_http
from agent.enrichment.service import Contacts
from agent.enrichment.vendors import Vendors
from agent.leads.fact import Fact
from agent.leads.learning import learn
from agent.market.providers.server import ProviderServer
from agent.telling import Telling
from storage.migrations import migrate
from storage.models import ContactLookup, Lead, LookupOutcome
from storage.store import Store
from tests.agent.enrichment.seeking import people
from tests.workshop import ADMIN, DANA, NOW, WORKSPACE, InlineDurable, Recorder, message

pytestmark = [pytest.mark.soak, pytest.mark.timeout(240)]  # in CI, searches are killed whole
ROOT = Path(__file__).parents[3]
LEADS = 8
AGAIN_FREE = {"hunter", "prospeo"}
"""Who documents that asking again is free."""


@dataclass
class Scene:
    """A search that waits to be started, the vendors, and how to start a process that looks."""

    url: str
    key: str
    server: ProviderServer
    store: Store
    contacts: Contacts

    @asynccontextmanager
    async def worker(self, name: str) -> AsyncIterator[asyncio.subprocess.Process]:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.agent.enrichment.worker", self.url, name, json.dumps(self.server.urls), self.key),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def status(self) -> SearchStatus:
        return (await self.contacts.card(WORKSPACE, "s1")).status

    async def ended(self, within: float = 90) -> bool:
        try:
            async with asyncio.timeout(within):
                while await self.status() is not SearchStatus.FINISHED:  # noqa: ASYNC110 - another process ends it
                    await asyncio.sleep(0.05)
        except TimeoutError:
            return False
        return True

    async def expect_nothing_paid_twice(self) -> None:
        """Every lead is done; what costs was asked once; what was answered is kept."""
        card = await self.contacts.card(WORKSPACE, "s1")
        assert card.settled == LEADS
        twice = {
            name
            for (name, what), count in self.server.asked.items()
            if count > 1 and not (name == "snov" and "start" not in what)
        }
        assert twice <= AGAIN_FREE
        async with self.store.reading(WORKSPACE) as repos:
            rows = list(await repos.session.scalars(select(ContactLookup)))
        assert LookupOutcome.ASKED not in {row.outcome for row in rows}
        assert sum(row.millicents for row in rows) == card.spent


def begin(process: asyncio.subprocess.Process) -> None:
    assert process.stdin is not None
    process.stdin.write(b"s1\n")


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Scene]:
    store, key = Store.at(database_url), Vault.new_key()
    await migrate(store.engine)
    inline: Any = InlineDurable(store)
    telling = Telling(store, inline, Recorder())
    async with AsyncExitStack() as opened:
        server = await opened.enter_async_context(ProviderServer(seconds=0.03))
        http = await opened.enter_async_context(new_http())
        opened.push_async_callback(store.close)
        context = Context(
            store=store,
            durable=inline,
            telling=telling,
            clock=SystemClock(),
            vault=Vault.of(key),
            http=http,
            urls=server.urls,
        )
        await Vendors(context).use_demo(ADMIN)
        contacts = Contacts(context)
        async with store.transaction(WORKSPACE) as repos:
            leads = []
            for number, person in enumerate(people(LEADS)):
                lead = Lead(
                    id=f"lead{number}",
                    workspace=WORKSPACE,
                    owner=DANA.user,
                    created_at=NOW,
                    updated_at=NOW,
                )
                await repos.leads.add(lead)
                told = {"name": person.name, "company": person.company.name}
                await learn(repos, lead, [Fact(each, told[each], "test", NOW) for each in told], NOW)
                leads.append(lead)
            await contacts.propose(repos, "s1", message("find them"), leads)
        yield Scene(database_url, key, server, store, contacts)


async def test_killed_again_and_again_nothing_is_lost_or_paid_twice(scene: Scene) -> None:
    kills = 0
    async with scene.worker("one") as first:
        begin(first)
        assert not await scene.ended(within=0.6)
    while not await scene.ended(within=0.0):
        kills += 1
        async with scene.worker("one"):
            if await scene.ended(within=0.3 + 0.5 * kills):
                break
    assert kills > 0
    await scene.expect_nothing_paid_twice()


async def test_four_processes_share_a_search_two_leads_at_once(scene: Scene) -> None:
    async with AsyncExitStack() as opened:
        workers = [await opened.enter_async_context(scene.worker(name)) for name in ("a", "b", "c", "d")]
        for each in workers:
            begin(each)
        assert await scene.ended()
    await scene.expect_nothing_paid_twice()
    assert scene.server.peak <= LANES
    assert {count for (name, _), count in scene.server.asked.items() if name != "snov"} == {1}
