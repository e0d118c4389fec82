"""Scheduled tasks and the times that they were due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Execution, ExecutionOutcome, Task, TaskStatus
from storage.repositories.base import Repository

SHOWN = (TaskStatus.ACTIVE, TaskStatus.PAUSED, TaskStatus.ENDED)


class Tasks(Repository):
    """The workspace's tasks."""

    async def add(self, task: Task) -> None:
        self.session.add(task)
        await self.session.flush()

    async def begin_default(self, row: Mapping[str, Any]) -> bool:
        """Add a task (its columns by name) that nobody asked for; false when it was there once."""
        return await self._insert_new(Task, [{"workspace": self.workspace, **row}]) == 1

    async def get(self, task_id: str) -> Task | None:
        return await self.session.scalar(self._one(task_id))

    async def lock(self, task_id: str) -> Task | None:
        """The task, for change: others wait until this transaction ends."""
        statement = self._one(task_id).with_for_update()
        return await self.session.scalar(statement, execution_options={"populate_existing": True})

    def _one(self, task_id: str) -> Select[Task]:
        return select(Task).where(Task.workspace == self.workspace, Task.id == task_id)

    async def of(self, owner: str, limit: int = 100) -> Sequence[Task]:
        """What a person has saved, newest first, and after it what is over."""
        found = await self.session.scalars(
            select(Task)
            .where(Task.workspace == self.workspace, Task.owner == owner, Task.status.in_(SHOWN))
            .order_by(Task.status == TaskStatus.ENDED, Task.created_at.desc(), Task.id)
            .limit(limit)
        )
        return found.all()

    async def going_on(self, owner: str, *kinds: str) -> Sequence[Task]:
        """A person's tasks of these kinds (all, without any) that are not over, by what is due first."""
        statement = select(Task).where(
            Task.workspace == self.workspace,
            Task.owner == owner,
            Task.status.in_((TaskStatus.ACTIVE, TaskStatus.PAUSED)),
        )
        if kinds:
            statement = statement.where(Task.kind.in_(kinds))
        return (await self.session.scalars(statement.order_by(Task.next_at, Task.id))).all()

    async def begin(
        self, task_id: str, due_at: datetime, outcome: ExecutionOutcome, sentence: str, at: datetime
    ) -> bool:
        """Note a time that a task is due; false when it was noted before. Others wait, as for `lock`."""
        if await self.lock(task_id) is None or await self.execution(task_id, due_at) is not None:
            return False
        self.session.add(Execution(task_id=task_id, due_at=due_at, outcome=outcome, sentence=sentence, at=at))
        await self.session.flush()
        return True

    async def execution(self, task_id: str, due_at: datetime) -> Execution | None:
        return await self.session.scalar(self._executions(task_id).where(Execution.due_at == due_at))

    async def executions(self, task_id: str, limit: int = 20) -> Sequence[Execution]:
        """The newest times that a task was due, newest first."""
        newest = self._executions(task_id).order_by(Execution.due_at.desc()).limit(limit)
        return (await self.session.scalars(newest)).all()

    async def untold(self, task_id: str) -> Sequence[Execution]:
        """Skipped times of which nobody was told, oldest first."""
        skipped = Execution.outcome == ExecutionOutcome.SKIPPED
        found = self._executions(task_id).where(skipped, Execution.told.is_(False))
        return (await self.session.scalars(found.order_by(Execution.due_at))).all()

    async def told(self, task_id: str, until: datetime) -> None:
        """Its owner knows of what was skipped until then."""
        if await self.get(task_id) is not None:
            await self.session.execute(
                update(Execution)
                .where(Execution.task_id == task_id, Execution.due_at <= until)
                .values(told=True)
                .execution_options(synchronize_session=False)
            )

    def _executions(self, task_id: str) -> Select[Execution]:
        return (
            select(Execution)
            .join(Task, Task.id == Execution.task_id)
            .where(Task.workspace == self.workspace, Execution.task_id == task_id)
        )


Due = tuple[str, str, datetime]


async def due_tasks(session: AsyncSession, until: datetime, limit: int = 500) -> list[Due]:
    """Workspace, id and time of what is due until then, in every workspace: the clock is one for all."""
    found = await session.execute(
        select(Task.workspace, Task.id, Task.next_at)
        .where(Task.status == TaskStatus.ACTIVE, Task.next_at <= until)
        .order_by(Task.next_at)
        .limit(limit)
    )
    return [(workspace, task_id, at) for workspace, task_id, at in found if at is not None]
