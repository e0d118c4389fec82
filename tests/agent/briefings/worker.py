"""A process that briefs people over a shared database: it notes what it posts, and its clock jumps when told.

Its clock begins so many seconds from the machine's, which may itself be a false one (libfaketime).
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
import time
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from agent import durable as durable_module
from agent.alerts.service import Alerts
from agent.briefings.gathering import Reader
from agent.briefings.lead_check import LeadCheck
from agent.briefings.service import Briefings
from agent.clock import JumpingClock
from agent.credentials import Connections, Vault
from agent.durable import Durable
from agent.events import Briefed, Event
from agent.execution.context import Context
from agent.execution.journal import MemoryJournal
from agent.execution.mock import MockExecutor
from agent.execution.pace import Faults, Pace
from agent.execution.service import Execution
from agent.market.market import Market
from agent.planner.catalogue import catalogue
from agent.roles import Actor
from agent.scheduling import clockwork as clockwork_module
from agent.scheduling.asking import BRIEFING, LEAD_CHECK
from agent.scheduling.clockwork import Clockwork
from agent.scheduling.executing import Executing
from agent.scheduling.proposal import Zone
from agent.scheduling.routine import Routine
from agent.tasks import USUAL
from agent.telling import Telling
from storage.store import Store

NOTE = text("INSERT INTO ls_note (word, process) VALUES (:word, :process)")


class Notebook:
    """An audience that posts as Slack's does: a key is claimed, and what is claimed first is posted."""

    def __init__(self, store: Store, clock: JumpingClock, name: str) -> None:
        self._store = store
        self._clock = clock
        self._name = name

    async def hear(self, event: Event) -> None:
        if not isinstance(event, Briefed):
            return
        async with self._store.transaction(event.workspace) as repos:
            if await repos.posts.claim(event.briefing_id, "D1", None, self._clock.now()):
                noted = {"word": event.briefing_id, "process": self._name}
                await repos.session.execute(NOTE, noted)


async def berlin(_user: str) -> Zone:
    return Zone("Europe/Berlin")


async def reader(_workspace: str, user: str, zone: ZoneInfo) -> Reader:
    return Reader(user, zone)


async def awake(_actor: Actor) -> timedelta:
    return timedelta(0)


def never(_channel: str) -> bool:
    return False


def doing(store: Store, durable: Durable, telling: Telling, clock: JumpingClock) -> None:
    """Make known what briefs and checks leads."""
    alerts = Alerts(store, durable, telling, clock, awake, never)
    connections = Connections(store, Vault.of(Vault.new_key()), clock)
    executor = MockExecutor(catalogue(), Market(), MemoryJournal(), clock, Pace(), Faults({}))
    context = Context(store, durable, executor, connections, catalogue(), telling, alerts, clock)
    routine = Routine(store, telling, clock, USUAL)
    execution = Execution(context)
    briefings = Briefings(
        store, durable, telling, clock, execution, catalogue(), routine, zone_of=berlin, reader_of=reader
    )
    check = LeadCheck(store, durable, alerts, clock)
    handlers: dict[str, Any] = {BRIEFING: briefings.brief, LEAD_CHECK: check.check}
    Executing(store, durable, telling, clock, handlers)


async def main(url: str, name: str, ahead: str) -> None:
    store, clock = Store.at(url), JumpingClock()
    clock.ahead = timedelta(seconds=float(ahead))
    durable = Durable(store.engine, executor=name)
    telling = Telling(store, durable, Notebook(store, clock, name))
    doing(store, durable, telling, clock)
    clockwork = Clockwork(store, durable, telling, clock)
    await durable.launch()
    await clockwork.start()
    say("ready")
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        clock.ahead += timedelta(minutes=int(line))
        await clockwork.beat()
        say("beat")
    await clockwork.stop()
    await durable.close()
    await store.close()


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def sleep(seconds: float) -> None:
    """As `time.sleep`, which libfaketime refuses when it leaves the monotonic clock alone."""
    threading.Event().wait(seconds)


if __name__ == "__main__":
    if "libfaketime" in os.environ.get("LD_PRELOAD", ""):
        time.sleep = sleep
    logging.basicConfig(level=logging.ERROR)
    durable_module.POLL_SECONDS = 0.15
    clockwork_module.HEARTBEAT = timedelta(seconds=1)
    asyncio.run(main(*sys.argv[1:]))
