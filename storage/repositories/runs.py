"""Runs, their steps, launches and rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from storage.models import Launch, Plan, ResultRow, Run, RunStatus, RunStep
from storage.repositories.base import Repository


class Runs(Repository):
    """The workspace's runs."""

    def add(self, run: Run, steps: Sequence[RunStep]) -> None:
        self.session.add(run)
        self.session.add_all(steps)

    async def get(self, run_id: str) -> Run | None:
        return await self.session.scalar(self._one(run_id))

    async def lock(self, run_id: str) -> Run | None:
        """The run, for change: others wait until this transaction ends."""
        statement = self._one(run_id).with_for_update()
        return await self.session.scalar(statement, execution_options={"populate_existing": True})

    def _one(self, run_id: str) -> Select[Run]:
        return select(Run).where(Run.workspace == self.workspace, Run.id == run_id)

    async def any_of(self, plan_id: str, *statuses: RunStatus) -> bool:
        """Whether a run of this plan is in one of these states."""
        found = await self.session.scalar(
            select(Run.id)
            .where(Run.workspace == self.workspace, Run.plan_id == plan_id, Run.status.in_(statuses))
            .limit(1)
        )
        return found is not None

    async def with_status(self, owner: str, *statuses: RunStatus, limit: int = 5) -> Sequence[Run]:
        """The owner's runs in one of these states, newest first."""
        found = await self.session.scalars(
            select(Run)
            .where(Run.workspace == self.workspace, Run.owner == owner, Run.status.in_(statuses))
            .order_by(Run.created_at.desc())
            .limit(limit)
        )
        return found.all()

    async def newest_of(self, plan_id: str) -> Run | None:
        """The newest run of a plan."""
        return await self.session.scalar(
            select(Run)
            .where(Run.workspace == self.workspace, Run.plan_id == plan_id)
            .order_by(Run.created_at.desc(), Run.id)
            .limit(1)
        )

    async def of(self, owner: str, limit: int = 100) -> Sequence[tuple[Run, Plan]]:
        """The owner's newest runs, started or not, each with its plan."""
        found = await self.session.execute(
            select(Run, Plan)
            .join(Plan, Plan.id == Run.plan_id)
            .where(Run.workspace == self.workspace, Run.owner == owner)
            .order_by(Run.created_at.desc(), Run.id)
            .limit(limit)
        )
        return [(run, plan) for run, plan in found]

    async def going_on(
        self, owner: str, channel: str, thread_ts: str | None, limit: int = 5
    ) -> Sequence[Run]:
        """The owner's runs at work whose plan stands in a thread, or anywhere in a channel; newest first."""
        wanted = (
            select(Run)
            .join(Plan, Plan.id == Run.plan_id)
            .where(
                Run.workspace == self.workspace,
                Run.owner == owner,
                Run.status == RunStatus.RUNNING,
                Plan.channel == channel,
            )
        )
        if thread_ts is not None:
            wanted = wanted.where(Plan.thread_ts == thread_ts)
        return (await self.session.scalars(wanted.order_by(Run.created_at.desc()).limit(limit))).all()

    async def goals(self, owner: str, limit: int = 500) -> Sequence[tuple[Run, Plan]]:
        """The owner's runs that were started, newest first, each with its plan."""
        found = await self.session.execute(
            select(Run, Plan)
            .join(Plan, Plan.id == Run.plan_id)
            .where(Run.workspace == self.workspace, Run.owner == owner, Run.started_at.is_not(None))
            .order_by(Run.started_at.desc(), Run.id)
            .limit(limit)
        )
        return [(run, plan) for run, plan in found]

    async def steps(self, run_id: str) -> Sequence[RunStep]:
        found = await self.session.scalars(
            select(RunStep)
            .join(Run, Run.id == RunStep.run_id)
            .where(Run.workspace == self.workspace, RunStep.run_id == run_id)
            .order_by(RunStep.position)
            .execution_options(populate_existing=True)
        )
        return found.all()

    async def launch(self, run_id: str, position: int, attempt: int) -> Launch | None:
        return await self.session.scalar(
            select(Launch)
            .join(Run, Run.id == Launch.run_id)
            .where(
                Run.workspace == self.workspace,
                Launch.run_id == run_id,
                Launch.position == position,
                Launch.attempt == attempt,
            )
        )

    def add_launch(self, launch: Launch) -> None:
        self.session.add(launch)

    async def rows(self, run_id: str) -> Sequence[ResultRow]:
        """Everything delivered so far, in the order of steps and attempts."""
        found = await self.session.scalars(
            select(ResultRow)
            .join(Run, Run.id == ResultRow.run_id)
            .where(Run.workspace == self.workspace, ResultRow.run_id == run_id)
            .order_by(ResultRow.position, ResultRow.attempt, ResultRow.number)
        )
        return found.all()

    async def count_rows(self, run_id: str, position: int) -> int:
        counted = await self.session.scalar(
            select(func.count())
            .select_from(ResultRow)
            .join(Run, Run.id == ResultRow.run_id)
            .where(
                Run.workspace == self.workspace,
                ResultRow.run_id == run_id,
                ResultRow.position == position,
            )
        )
        return counted or 0

    async def add_rows(self, rows: Sequence[ResultRow]) -> None:
        """Keep delivered rows; a row that is there already stays as it is."""
        columns = ("run_id", "position", "attempt", "number", "source", "line")
        values = [{column: getattr(row, column) for column in columns} for row in rows]
        for start in range(0, len(values), 500):
            await self._insert_new(ResultRow, values[start : start + 500])
