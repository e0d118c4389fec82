"""The clock: timers in memory that bring what is due into the durable queue, each time once."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.date import DateTrigger  # type: ignore[import-untyped]

from agent.clock import Clock, SystemClock
from agent.durable import Durable
from agent.scheduling.executing import skip
from agent.scheduling.occurrences import occurrences
from agent.scheduling.schedule import SCHEDULE
from agent.scheduling.states import move
from agent.scheduling.work import GRACE, TASK_JOB, key_of
from agent.telling import Telling
from storage.models import Task, TaskStatus
from storage.repositories import Repositories
from storage.repositories.tasks import due_tasks
from storage.store import Store

HEARTBEAT = timedelta(seconds=30)
"""How often the table is read: what other processes saved, and what a clock that jumped has made due."""
AT_ONCE = 200
"""Times of one task taken in one transaction, after a long absence."""
_log = logging.getLogger(__name__)


class Clockwork:
    """One a process; any number of them on one database do each time once.

    A time is taken in the transaction that moves its task to the next one and enqueues the job, under the key
    of task and time. Whoever comes second finds the task moved on.
    """

    def __init__(self, store: Store, durable: Durable, telling: Telling, clock: Clock) -> None:
        self._store = store
        self._durable = durable
        self._telling = telling
        self._clock = clock
        # Timers that are late are fired all the same: what is too late is decided here, by the table.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._timers: Any = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        self._beating: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take what is due, and keep looking."""
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        self._timers.start()
        await self._beat_safely()
        self._beating = asyncio.create_task(self._keep_beating())

    async def stop(self) -> None:
        """Look no more; what was taken is in the queue."""
        if self._beating is not None:
            self._beating.cancel()
            with suppress(asyncio.CancelledError):
                await self._beating
        if self._timers.running:
            self._timers.shutdown(wait=False)

    async def beat(self) -> None:
        """Take everything that is due, and set a timer for what will be before the next beat."""
        now = self._clock.now()
        async with self._store.reading("") as repos:
            found = await due_tasks(repos.session, now + HEARTBEAT)
        for workspace, task_id, due in found:
            if due <= now:
                await self.take(workspace, task_id)
            else:
                self._set(workspace, task_id, due - now)

    def _set(self, workspace: str, task_id: str, wait: timedelta) -> None:
        if self._timers.running:
            # Timers count on the machine's own clock, whatever ours says.
            at = SystemClock().now() + wait
            arguments = (workspace, task_id)
            self._timers.add_job(
                self._take_safely, DateTrigger(at), args=arguments, id=task_id, replace_existing=True
            )

    async def take(self, workspace: str, task_id: str) -> None:
        """Bring every time that a task was due into the queue, or note that it is too late for it."""
        while await self._some(workspace, task_id):
            pass

    async def _some(self, workspace: str, task_id: str) -> bool:
        """Take at most so many of them; whether there may be more."""
        now = self._clock.now()
        async with self._store.transaction(workspace) as repos:
            row = await repos.tasks.lock(task_id)
            if row is None or row.status is not TaskStatus.ACTIVE or row.next_at is None:
                return False
            past = [due for due in islice(self._times(row), AT_ONCE) if due <= now]
            if not past:
                return False
            await self._move_on(repos, row, past[-1])
            for due in past:
                await self._queue(repos, row, due, now)
        return len(past) == AT_ONCE

    def _times(self, row: Task) -> Any:
        schedule = SCHEDULE.validate_python(row.schedule)
        first = row.next_at or self._clock.now()
        return occurrences(schedule, first - timedelta(minutes=1), ZoneInfo(row.zone))

    async def _move_on(self, repos: Repositories, row: Task, last: datetime) -> None:
        schedule = SCHEDULE.validate_python(row.schedule)
        row.next_at = next(occurrences(schedule, last, ZoneInfo(row.zone)), None)
        if row.next_at is None:
            move(row, TaskStatus.ENDED)
        await repos.session.flush()

    async def _queue(self, repos: Repositories, row: Task, due: datetime, now: datetime) -> None:
        if now - due > GRACE:
            await skip(repos, self._telling, row, due, now)
            return
        arguments = (row.workspace, row.id, due.isoformat(), "due")
        await self._durable.enqueue(repos.session, TASK_JOB, *arguments, key=key_of(row.id, due))

    async def _keep_beating(self) -> None:
        # Not a timer of the scheduler's: a machine's clock set back by two hours would let it wait that long.
        while True:
            await asyncio.sleep(HEARTBEAT.total_seconds())
            await self._beat_safely()

    async def _beat_safely(self) -> None:
        try:
            await self.beat()
        except Exception:  # noqa: BLE001 - a database that is away must not stop the clock: the next beat tries
            _log.exception("the clock missed a beat")

    async def _take_safely(self, workspace: str, task_id: str) -> None:
        try:
            await self.take(workspace, task_id)
        except Exception:  # noqa: BLE001 - as above, the next beat finds it still due
            _log.exception("task %s could not be taken", task_id)
