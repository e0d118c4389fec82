"""Four processes that brief people across a weekend, with kills and with clocks that jump."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import text

from agent.briefings.service import briefing_id
from agent.durable import Durable
from agent.scheduling.asking import BRIEFED, BRIEFING
from agent.scheduling.days import Daily
from agent.scheduling.occurrences import following
from agent.scheduling.schedule import SCHEDULE, Calendar
from agent.scheduling.work import key_of
from agent.tasks import USUAL
from storage.migrations import migrate
from storage.models import ExecutionOutcome
from storage.store import Store
from tests.storage import rows

ROOT = Path(__file__).parents[3]
BERLIN = ZoneInfo("Europe/Berlin")
NAMES = ("one", "two", "three", "four")
NIGHTLY = Calendar(days=Daily(), times=(time(2, 30), time(9)))
"""Clocks change at this hour of the night: it is missing in spring, and comes twice in autumn."""
SPRING = datetime(2027, 3, 27, 19, 0, tzinfo=UTC)
AUTUMN = datetime(2027, 10, 30, 18, 0, tzinfo=UTC)
"""The evenings before."""
FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)


@dataclass
class Worker:
    """One process under a name, which may be killed and begun again."""

    url: str
    name: str
    false_clock: Path | None = None
    process: asyncio.subprocess.Process | None = None

    async def begin(self, ahead: timedelta) -> None:
        extra = {"TZ": "UTC"}
        if self.false_clock is not None:
            extra |= {
                "LD_PRELOAD": str(FAKETIME),
                "FAKETIME_TIMESTAMP_FILE": str(self.false_clock),
                "FAKETIME_NO_CACHE": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "DONT_FAKE_MONOTONIC": "1",
            }
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.agent.briefings.worker", self.url, self.name, str(ahead.total_seconds())),
            cwd=ROOT,
            env=os.environ | extra,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        await self.hears("ready")

    async def hears(self, word: str) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        assert await self.process.stdout.readline() == f"{word}\n".encode()

    async def jump(self, minutes: int) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write(f"{minutes}\n".encode())
        await self.hears("beat")

    async def kill(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


@dataclass
class Shift:
    """The processes at work on one database, and the people whom they brief."""

    store: Store
    url: str
    begun: datetime
    tasks: list[str]
    workers: list[Worker] = field(default_factory=list)
    ahead: timedelta = timedelta(0)
    kills: int = 0

    async def together(self, minutes: int) -> None:
        self.ahead += timedelta(minutes=minutes)
        await asyncio.gather(*(worker.jump(minutes) for worker in self.workers))

    async def kill_one(self, chance: random.Random) -> None:
        """Kill a process, whatever it is doing, and begin it again."""
        worker = chance.choice(self.workers)
        await worker.kill()
        self.kills += 1
        await worker.begin(self.ahead)

    async def outcomes(self) -> dict[str, ExecutionOutcome]:
        """What became of every time of every task, by its key."""
        found = {}
        async with self.store.reading("T1") as repos:
            for task_id in self.tasks:
                for row in await repos.tasks.executions(task_id, limit=10_000):
                    found[key_of(task_id, row.due_at)] = row.outcome
        return found

    async def settled(self, seconds: float = 60, *, at_least: int = 0) -> dict[str, ExecutionOutcome]:
        """Everything that was due, once all of it has an outcome and nothing new comes.

        `at_least` so many times must have come: a process that is busy may not have looked yet. What it took
        may still be in the queue, which shows as a gap.
        """
        before: dict[str, ExecutionOutcome] | None = None
        async with asyncio.timeout(seconds):
            while True:
                now = await self.outcomes()
                over = ExecutionOutcome.RUNNING not in now.values()
                if now == before and over and len(now) >= at_least and not await self._gaps():
                    return now
                before = now
                await asyncio.sleep(1.0)

    async def notes(self) -> Counter[str]:
        async with self.store.reading("T1") as repos:
            return Counter(await repos.session.scalars(text("SELECT word FROM ls_note")))

    async def expect_each_once(self) -> Counter[ExecutionOutcome]:
        """No time is missing, what was not skipped was posted once, and nothing else was."""
        found = await self.settled()
        done = {
            briefing_id(key)
            for key, outcome in found.items()
            if outcome is ExecutionOutcome.DONE and "check" not in key
        }
        assert await self.notes() == dict.fromkeys(done, 1)
        assert ExecutionOutcome.FAILED not in found.values()
        assert await self._gaps() == {}
        return Counter(found.values())

    async def _gaps(self) -> dict[str, tuple[list[datetime], list[datetime]]]:
        """Tasks whose times are not those of their schedule up to the next: what is, what should be."""
        gaps = {}
        async with self.store.reading("T1") as repos:
            for task_id in self.tasks:
                task = await repos.tasks.get(task_id)
                assert task is not None
                assert task.next_at is not None
                times = sorted(row.due_at for row in await repos.tasks.executions(task_id, limit=10_000))
                schedule = SCHEDULE.validate_python(task.schedule)
                expected = following(schedule, self.begun, BERLIN, len(times) + 1)
                if [*times, task.next_at] != expected:
                    gaps[task_id] = ([*times, task.next_at], expected)
        return gaps


async def prepared(url: str, begun: datetime, people: int) -> list[str]:
    """A database with people who are briefed by night and by day, and whose leads are checked."""
    store = Store.at(url)
    await migrate(store.engine)
    durable = Durable(store.engine)
    await durable.launch()
    await durable.close()
    async with store.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE ls_note (word varchar(80), process varchar(8))"))
    nightly = (BRIEFING, BRIEFED, NIGHTLY)
    check = (USUAL[1].kind, USUAL[1].what, USUAL[1].schedule(begun))
    made = []
    async with store.transaction("T1") as repos:
        for number in range(people):
            for kind, what, schedule in (nightly, check):
                task_id = f"{kind}{number}"
                row = rows.task(
                    id=task_id,
                    owner=f"U{number}",
                    kind=kind,
                    what=what,
                    zone=BERLIN.key,
                    schedule=SCHEDULE.dump_python(schedule, mode="json"),
                    next_at=following(schedule, begun, BERLIN, 1)[0],
                )
                await repos.tasks.add(row)
                made.append(task_id)
    await store.close()
    return made


@asynccontextmanager
async def shift(
    url: str, begun: datetime, *, people: int = 2, false_clock: Path | None = None
) -> AsyncIterator[Shift]:
    """Four processes whose clocks begin then."""
    tasks = await prepared(url, begun, people)
    ahead = begun - datetime.now(UTC)
    async with AsyncExitStack() as stack:
        store = Store.at(url)
        stack.push_async_callback(store.close)
        workers = [Worker(url, name, false_clock) for name in NAMES]
        for worker in workers:
            stack.push_async_callback(worker.kill)
        await asyncio.gather(*(worker.begin(ahead) for worker in workers))
        yield Shift(store, url, begun, tasks, workers, ahead)
