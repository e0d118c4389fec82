"""Two processes on one database: each time of a task is done once, though clocks jump or one is killed."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from agent.durable import Durable
from agent.scheduling.occurrences import following
from agent.scheduling.schedule import SCHEDULE, Interval
from agent.scheduling.work import key_of
from storage.models import ExecutionOutcome
from storage.store import Store
from tests.migrated import newest_store
from tests.storage import rows

pytestmark = [pytest.mark.long, pytest.mark.timeout(150), pytest.mark.sampled("postgres")]
ROOT = Path(__file__).parents[3]
TASKS = 2
STEP = 5
"""Minutes between two runs of a task."""


class Worker:
    """One such process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def says(self, word: str) -> None:
        assert self.process.stdout is not None
        assert await self.process.stdout.readline() == f"{word}\n".encode()

    def jump(self, minutes: int) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{minutes}\n".encode())

    async def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def worker(url: str, name: str) -> AsyncIterator[Worker]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.agent.scheduling.worker", url, name),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    begun = Worker(process)
    try:
        yield begun
    finally:
        await begun.kill()


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """A database with tasks that were due for two hours, every five minutes."""
    opened = await newest_store(database_url)
    durable = Durable(opened.engine)
    await durable.launch()
    await durable.close()
    async with opened.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE ls_note (word varchar(80), process varchar(8))"))
    begun = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=2)
    schedule = Interval(minutes=STEP, start=begun)
    async with opened.transaction("T1") as repos:
        for number in range(TASKS):
            document = SCHEDULE.dump_python(schedule, mode="json")
            due = begun + timedelta(minutes=STEP)
            row = rows.task(id=f"task{number}", kind="note", zone="UTC", schedule=document, next_at=due)
            await repos.tasks.add(row)
    yield opened
    await opened.close()


async def outcomes(store: Store) -> dict[str, ExecutionOutcome]:
    """What became of every time of every task, by its key."""
    found = {}
    async with store.reading("T1") as repos:
        for number in range(TASKS):
            for row in await repos.tasks.executions(f"task{number}", limit=1_000):
                found[key_of(row.task_id, row.due_at)] = row.outcome
    return found


async def notes(store: Store) -> Counter[str]:
    async with store.reading("T1") as repos:
        return Counter(await repos.session.scalars(text("SELECT word FROM ls_note")))


async def settled(store: Store) -> dict[str, ExecutionOutcome]:
    """Everything that was due, once all of it has an outcome and nothing new comes."""
    before: dict[str, ExecutionOutcome] = {}
    async with asyncio.timeout(100):
        while True:
            now = await outcomes(store)
            if now and now == before and ExecutionOutcome.RUNNING not in now.values():
                return now
            before = now
            await asyncio.sleep(1.5)


async def expect_each_once(store: Store) -> None:
    """No time is missing from the first to the last, and what was not skipped was done once."""
    found = await settled(store)
    done = {key for key, outcome in found.items() if outcome is ExecutionOutcome.DONE}
    assert set(found.values()) == {ExecutionOutcome.DONE, ExecutionOutcome.SKIPPED}
    assert await notes(store) == dict.fromkeys(done, 1)
    async with store.reading("T1") as repos:
        for number in range(TASKS):
            task = await repos.tasks.get(f"task{number}")
            assert task is not None
            times = sorted(row.due_at for row in await repos.tasks.executions(task.id, limit=1_000))
            schedule = SCHEDULE.validate_python(task.schedule)
            first = times[0] - timedelta(minutes=1)
            assert times == following(schedule, first, ZoneInfo("UTC"), len(times))
            assert task.next_at == times[-1] + timedelta(minutes=STEP)


async def test_two_processes_do_each_time_once_across_jumps_of_their_clocks(
    store: Store, database_url: str
) -> None:
    async with worker(database_url, "one") as one, worker(database_url, "two") as two:
        await asyncio.gather(one.says("ready"), two.says("ready"))
        for minutes in (10, 125, 0):
            one.jump(minutes)
            two.jump(minutes)
            await asyncio.gather(one.says("beat"), two.says("beat"))
        await expect_each_once(store)


async def test_a_process_that_is_killed_takes_up_what_it_took(store: Store, database_url: str) -> None:
    async with worker(database_url, "two") as two:
        async with worker(database_url, "one") as one:
            await one.says("ready")
            await one.kill()
        await two.says("ready")
        async with worker(database_url, "one") as again:
            await again.says("ready")
            again.jump(10)
            await again.says("beat")
            await expect_each_once(store)
