"""The durable job that does a task at one of its times, and notes what became of it."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from agent.clock import Clock
from agent.durable import Durable, Job, interrupted
from agent.errors import AgentError
from agent.events import HomeChanged, Noticed, TaskChanged
from agent.scheduling.words import lateness, listed, local
from agent.scheduling.work import GRACE, PUNCTUAL, TASK_JOB, Handler, Work, key_of
from agent.telling import Telling
from storage.models import ExecutionOutcome, Task, TaskStatus
from storage.repositories import Repositories
from storage.store import Store

NAMED = 3
"""As many skipped times are named; of more it is told how many."""
TOO_LATE = "Skipped: it was late by more than an hour."
_log = logging.getLogger(__name__)


class Executing:
    """Does what is due. It knows no kind of task: handlers are given to it, by kind."""

    def __init__(
        self,
        store: Store,
        durable: Durable,
        telling: Telling,
        clock: Clock,
        handlers: Mapping[str, Handler],
    ) -> None:
        self._store = store
        self._durable = durable
        self._telling = telling
        self._clock = clock
        self._handlers = handlers
        durable.add(Job(TASK_JOB, self._execute, at_once=10))

    async def _execute(self, workspace: str, task_id: str, due: str, why: str) -> None:
        at = datetime.fromisoformat(due)
        fields: dict[str, Any] | None = await self._durable.transaction(
            "begin", lambda session: self._begin(workspace, task_id, at, why, session)
        )
        if fields is None:
            return
        work = Work(**fields)
        outcome, sentence = await self._done(work)
        await self._durable.transaction(
            "keep", lambda session: self._keep(workspace, task_id, at, outcome, sentence, session)
        )
        if outcome is ExecutionOutcome.FAILED:
            text = f"I could not do “{work.what}”: {sentence}"
            notice = Noticed(workspace, work.owner, "", f"{work.key}:failed", text, work.note)
            await self._telling.in_job("fail", notice)
        await self._telling.in_job("show", TaskChanged(workspace, task_id))
        await self._telling.in_job("home", HomeChanged(workspace, work.owner))

    async def _done(self, work: Work) -> tuple[ExecutionOutcome, str]:
        handler = self._handlers.get(work.kind)
        if handler is None:
            return ExecutionOutcome.FAILED, f"Nobody here knows how to do “{work.kind}”."
        try:
            return ExecutionOutcome.DONE, await handler(work)
        except Exception as error:
            if interrupted(error):
                raise
            if isinstance(error, AgentError):
                return ExecutionOutcome.FAILED, str(error)
            _log.exception("task %s broke", work.key)
            return ExecutionOutcome.FAILED, "Something broke on my side."

    async def _begin(
        self, workspace: str, task_id: str, due: datetime, why: str, session: Any
    ) -> dict[str, Any] | None:
        """Note that this time is being done; None when it is not, since it was, or is too late or gone."""
        now = self._clock.now()
        async with self._store.transaction(workspace, session) as repos:
            row = await repos.tasks.lock(task_id)
            if row is None or row.status in {TaskStatus.DELETED, TaskStatus.DISCARDED}:
                return None
            late = now - due if why != "asked" else timedelta(0)
            if late > GRACE:
                await skip(repos, self._telling, row, due, now)
                return None
            if not await repos.tasks.begin(task_id, due, ExecutionOutcome.RUNNING, "", now):
                return None
            work = Work(
                workspace=workspace,
                owner=row.owner,
                task_id=task_id,
                kind=row.kind,
                what=row.what,
                target=row.target,
                channel=row.channel,
                key=key_of(task_id, due),
                note=" ".join([*_late(late, due, row), *await _skipped(repos, row, due)]),
                asked=why == "asked",
            )
            return dataclasses.asdict(work)

    async def _keep(
        self,
        workspace: str,
        task_id: str,
        due: datetime,
        outcome: ExecutionOutcome,
        sentence: str,
        session: Any,
    ) -> None:
        async with self._store.transaction(workspace, session) as repos:
            row = await repos.tasks.execution(task_id, due)
            if row is not None:
                row.outcome, row.sentence, row.at = outcome, sentence, self._clock.now()


async def skip(repos: Repositories, telling: Telling, row: Task, due: datetime, now: datetime) -> None:
    """Note that a time was too late; it is said with the next one, or at once when there is none."""
    if not await repos.tasks.begin(row.id, due, ExecutionOutcome.SKIPPED, TOO_LATE, now):
        return
    if row.next_at is None or row.status is not TaskStatus.ACTIVE:
        at = local(due, ZoneInfo(row.zone))
        text = f"“{row.what}” was due {at}, when I was not running. I did not do it that late."
        key = f"{key_of(row.id, due)}:skipped"
        await telling.later(repos, Noticed(row.workspace, row.owner, "", key, text, ""))
        await repos.tasks.told(row.id, due)


def _late(late: timedelta, due: datetime, row: Task) -> list[str]:
    if late < PUNCTUAL:
        return []
    return [f"Due {local(due, ZoneInfo(row.zone))}; {lateness(late)} late, since I was not running."]


async def _skipped(repos: Repositories, row: Task, due: datetime) -> list[str]:
    """What was skipped before and not said yet; it is said now."""
    missed = [local(each.due_at, ZoneInfo(row.zone)) for each in await repos.tasks.untold(row.id)]
    if not missed:
        return []
    await repos.tasks.told(row.id, due)
    more = [f"{len(missed) - NAMED} more"] if len(missed) > NAMED else []
    return [f"Skipped while I was not running: {'; '.join(missed[:NAMED])}{_and(more)}."]


def _and(more: list[str]) -> str:
    return f" and {listed(more)}" if more else ""
