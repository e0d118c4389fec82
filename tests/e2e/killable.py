"""Leadsmith as a process that dies, as by `kill -9`, at an instant that a test chooses."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

import agent.durable
import agent.imports.job
import agent.prospecting.adapters.hunting
import bot.app
import bot.wiring.leads
import bot.wiring.services
from agent.assistant.inbox import Inbox
from agent.durable import Durable
from agent.enrichment.hunting import Hunt
from agent.enrichment.wanted import Wanted
from agent.enrichment.waterfall import Ask, Verify
from agent.market.web.server import MarketServer
from agent.pages.resolver import FictionalResolver, nowhere
from agent.prospecting.board import Budget
from agent.prospecting.context import Context as ProspectingContext
from bot.finding import in_market
from bot.posting import Posting
from bot.process import until_stopped
from bot.settings import Settings
from bot.wiring.ground import Outside
from storage.letterbox import Letter
from tests.e2e import market
from tests.e2e.fuses import Fuse, fuse_of
from tests.e2e.talk import STEPS
from tests.support import FixedPlanner

T = TypeVar("T")


class FusedDurable(Durable):
    """Every boundary of durable work is an instant: before it, when its body is done, when that is kept."""

    def __init__(self, fuse: Fuse, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._fuse = fuse

    async def step(self, name: str, body: Callable[[], Coroutine[Any, Any, T]]) -> T:
        async def work() -> T:
            result = await body()
            self._fuse.passes(f"done: {name}")
            return result

        self._fuse.passes(f"before: {name}")
        result = await super().step(name, work)
        self._fuse.passes(f"kept: {name}")
        return result

    async def transaction(self, name: str, body: Callable[[AsyncSession], Coroutine[Any, Any, T]]) -> T:
        async def work(session: AsyncSession) -> T:
            result = await body(session)
            self._fuse.passes(f"done: {name}")
            return result

        self._fuse.passes(f"before: {name}")
        result = await super().transaction(name, work)
        self._fuse.passes(f"kept: {name}")
        return result

    async def enqueue(
        self, session: AsyncSession, job: str, *args: str, key: str, delay: timedelta | None = None
    ) -> None:
        self._fuse.passes(f"before: enqueue {job}")
        await super().enqueue(session, job, *args, key=key, delay=delay)
        self._fuse.passes(f"done: enqueue {job}")


class FusedPosting(Posting):
    """Between Slack's answer and our commit is an instant, too."""

    def __init__(self, fuse: Fuse, *args: Any) -> None:
        super().__init__(*args)
        self._fuse = fuse

    async def _answered(self, workspace: str, key: str, *answer: Any) -> None:
        self._fuse.passes(f"answered: {key.partition(':')[0]}")
        await super()._answered(workspace, key, *answer)


class FusedInbox(Inbox):
    """Between the acknowledgement of a message and what is made of it is an instant."""

    def __init__(self, fuse: Fuse, *args: Any) -> None:
        super().__init__(*args)
        self._fuse = fuse

    async def _take_in(self, letter: Letter) -> None:
        self._fuse.passes("kept: letter")
        await super()._take_in(letter)


@dataclass(frozen=True)
class FusedHunt(Hunt):
    """Between what is asked of a vendor, its answer, and that answer kept are instants."""

    fuse: ClassVar[Fuse]

    async def _ask(self, person: Wanted, move: Ask | Verify, key: dict[str, str]) -> None:
        self.fuse.passes(f"intended: {key['provider']}")
        await super()._ask(person, move, key)

    async def _keep(self, key: dict[str, str], found: dict[str, Any]) -> None:
        self.fuse.passes(f"told: {key['provider']}")
        await super()._keep(key, found)
        self.fuse.passes(f"noted: {key['provider']}")


def outside(fuse: Fuse) -> Outside:
    """What is outside where there is a market in another process, beside fewer candidates."""
    told = json.loads(os.environ.get(market.VARIABLE, "{}"))
    if not told:
        return Outside()
    FusedHunt.fuse = fuse
    agent.prospecting.adapters.hunting.Hunt = FusedHunt  # type: ignore[misc]
    budget = Budget(searches=told["searches"], candidates=told["candidates"])
    bot.wiring.leads.ProspectingContext = partial(ProspectingContext, budget=budget)  # type: ignore[misc]
    hosts = FictionalResolver(MarketServer(port=told["web"]).resolve, FictionalResolver(nowhere))
    return Outside(resolver=hosts, provider_urls=told["vendors"], parts=in_market(told["web"]))


async def _run(fuse: Fuse) -> None:
    agent.durable.POLL_SECONDS = float(os.environ.get("LEADSMITH_TEST_POLL", "0.1"))
    agent.imports.job.ROWS_AT_ONCE = 25
    bot.wiring.services.planner_of = lambda *_: FixedPlanner(*STEPS)  # type: ignore[assignment,return-value]
    bot.app.Durable = partial(FusedDurable, fuse)  # type: ignore[misc]
    bot.app.Posting = partial(FusedPosting, fuse)  # type: ignore[misc]
    bot.wiring.services.Inbox = partial(FusedInbox, fuse)  # type: ignore[misc]
    leadsmith = bot.app.Application(Settings(), outside(fuse), only_demo=True)
    await leadsmith.start()
    fuse.passes("listening")
    await until_stopped()
    await leadsmith.stop()


def main(environment: Mapping[str, str], folder: Path, at: str | None) -> None:
    """Run until killed; `folder` takes the trace and the log."""
    os.environ.update(environment)
    logging.basicConfig(filename=folder / "leadsmith.log", level=logging.INFO)
    asyncio.run(_run(fuse_of(folder, at)))
