"""Plans, their versions and the inputs given for them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence

from sqlalchemy import Select, select

from storage.models import Plan, PlanInput, PlanStatus, PlanVersion
from storage.repositories.base import Repository


class Plans(Repository):
    """The workspace's plans."""

    def add(self, plan: Plan) -> None:
        self.session.add(plan)

    async def get(self, plan_id: str) -> Plan | None:
        return await self.session.scalar(self._one(plan_id))

    async def lock(self, plan_id: str) -> Plan | None:
        """The plan, for change: others wait until this transaction ends."""
        statement = self._one(plan_id).with_for_update()
        return await self.session.scalar(statement, execution_options={"populate_existing": True})

    def _one(self, plan_id: str) -> Select[Plan]:
        return select(Plan).where(Plan.workspace == self.workspace, Plan.id == plan_id)

    async def of_message(self, channel: str, goal_ts: str) -> Plan | None:
        """The plan that the message with this ts asked for, for change."""
        return await self.session.scalar(
            select(Plan)
            .where(Plan.workspace == self.workspace, Plan.channel == channel, Plan.goal_ts == goal_ts)
            .order_by(Plan.created_at.desc())
            .limit(1)
            .with_for_update()
            .execution_options(populate_existing=True)
        )

    async def newest_in_thread(self, channel: str, thread_ts: str) -> Plan | None:
        """The newest plan of a thread, for change."""
        return await self.session.scalar(
            select(Plan)
            .where(Plan.workspace == self.workspace, Plan.channel == channel, Plan.thread_ts == thread_ts)
            .order_by(Plan.created_at.desc())
            .limit(1)
            .with_for_update()
            .execution_options(populate_existing=True)
        )

    async def being_planned(self, author: str, channel: str, thread_ts: str | None) -> Sequence[Plan]:
        """The author's plans that are thought about in a thread, or anywhere in a channel; for change."""
        wanted = select(Plan).where(
            Plan.workspace == self.workspace,
            Plan.author == author,
            Plan.channel == channel,
            Plan.status == PlanStatus.PLANNING,
        )
        if thread_ts is not None:
            wanted = wanted.where(Plan.thread_ts == thread_ts)
        found = await self.session.scalars(
            wanted.order_by(Plan.created_at).with_for_update().execution_options(populate_existing=True)
        )
        return found.all()

    async def proposed_by_others(self, user: str, limit: int = 20) -> Sequence[Plan]:
        """Plans of other people that wait for a decision, oldest first."""
        found = await self.session.scalars(
            select(Plan)
            .where(
                Plan.workspace == self.workspace,
                Plan.author != user,
                Plan.status == PlanStatus.PROPOSED,
            )
            .order_by(Plan.created_at, Plan.id)
            .limit(limit)
        )
        return found.all()

    async def recent(self, author: str, limit: int = 5) -> Sequence[Plan]:
        found = await self.session.scalars(
            select(Plan)
            .where(Plan.workspace == self.workspace, Plan.author == author)
            .order_by(Plan.created_at.desc())
            .limit(limit)
        )
        return found.all()

    async def proposed(self, author: str, limit: int = 5) -> Sequence[Plan]:
        """Plans that wait for a decision, oldest first."""
        found = await self.session.scalars(
            select(Plan)
            .where(
                Plan.workspace == self.workspace, Plan.author == author, Plan.status == PlanStatus.PROPOSED
            )
            .order_by(Plan.created_at)
            .limit(limit)
        )
        return found.all()

    def add_version(self, version: PlanVersion) -> None:
        self.session.add(version)

    async def versions(self, plan_id: str) -> Sequence[PlanVersion]:
        """Every version, oldest first."""
        found = await self.session.scalars(
            select(PlanVersion)
            .join(Plan, Plan.id == PlanVersion.plan_id)
            .where(Plan.workspace == self.workspace, PlanVersion.plan_id == plan_id)
            .order_by(PlanVersion.number)
        )
        return found.all()

    async def approved(self) -> AsyncGenerator[tuple[Plan, list[PlanVersion]], None]:
        """Approved plans in the order of approval, each with its goal's versions up to the approved one.

        They are streamed: a workspace may have more than fit into memory.
        """
        rows = await self.session.stream(
            select(Plan, PlanVersion)
            .join(PlanVersion, PlanVersion.plan_id == Plan.id)
            .where(Plan.workspace == self.workspace, Plan.status == PlanStatus.APPROVED)
            .where(PlanVersion.number > Plan.since, PlanVersion.number <= Plan.version)
            .order_by(Plan.decided_at, Plan.id, PlanVersion.number)
            .execution_options(yield_per=100)
        )
        found: list[PlanVersion] = []
        async for plan, version in rows:
            found.append(version)
            if version.number == plan.version:
                yield plan, found
                found = []

    async def inputs(self, plan_id: str) -> dict[tuple[str, str], str]:
        """The values given so far, by (script, input name)."""
        found = await self.session.scalars(
            select(PlanInput)
            .join(Plan, Plan.id == PlanInput.plan_id)
            .where(Plan.workspace == self.workspace, PlanInput.plan_id == plan_id)
        )
        return {(row.script, row.name): row.value for row in found}

    async def give_inputs(self, plan_id: str, script: str, values: Mapping[str, str | None]) -> None:
        """Keep the values of one step's inputs; None takes one back."""
        if await self.get(plan_id) is None:
            return
        for name, value in values.items():
            if value is not None:
                await self.session.merge(PlanInput(plan_id=plan_id, script=script, name=name, value=value))
                continue
            row = await self.session.get(PlanInput, (plan_id, script, name))
            if row is not None:
                await self.session.delete(row)
