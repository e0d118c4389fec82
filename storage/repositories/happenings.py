"""What happened in a stretch of time, and what waits: of one person, or of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.filters import Bucket
from storage.models import Lead, Plan, PlanStatus, Run, RunLead, RunStatus, RunStep, StepStatus
from storage.repositories.base import Repository

RunRow = tuple[Run, Plan]
ENDED = (RunStatus.FINISHED, RunStatus.CANCELLED)


@dataclass(frozen=True)
class LeadState:
    """How many leads a person has, and of how many something is not known, or known twice."""

    people: int = 0
    without_email: int = 0
    unqualified: int = 0
    duplicates: int = 0


class Happenings(Repository):
    """What a briefing is told of. `owner` is one person, or None for everybody in the workspace."""

    async def plans(self, owner: str | None, time: Bucket) -> int:
        """How many plans were asked for."""
        made = self._within(Plan.created_at, time)
        return await self._count(select(func.count()).select_from(Plan).where(*self._plans(owner), *made))

    async def expired(self, owner: str | None, time: Bucket) -> int:
        """How many plans nobody decided on in time."""
        over = (Plan.status == PlanStatus.EXPIRED, *self._within(Plan.expires_at, time))
        return await self._count(select(func.count()).select_from(Plan).where(*self._plans(owner), *over))

    async def ended(self, owner: str | None, time: Bucket, limit: int = 50) -> Sequence[RunRow]:
        """Runs that ended, newest first."""
        over = self._runs(owner).where(Run.status.in_(ENDED), *self._within(Run.ended_at, time))
        found = await self.session.execute(over.order_by(Run.ended_at.desc(), Run.id).limit(limit))
        return [(run, plan) for run, plan in found]

    async def stopped(self, owner: str | None, limit: int = 50) -> Sequence[tuple[Run, Plan, RunStep]]:
        """Runs that stopped and wait for a decision, each with the step that failed, newest first."""
        failed = (
            self._runs(owner)
            .add_columns(RunStep)
            .join(RunStep, RunStep.run_id == Run.id)
            .where(Run.status == RunStatus.STOPPED, RunStep.status == StepStatus.FAILED)
        )
        found = await self.session.execute(failed.order_by(RunStep.ended_at.desc(), Run.id).limit(limit))
        return [(run, plan, step) for run, plan, step in found]

    async def waiting(self, owner: str | None, limit: int = 50) -> Sequence[RunRow]:
        """Runs that were approved and not started, oldest first."""
        open_ones = self._runs(owner).where(Run.status == RunStatus.WAITING)
        found = await self.session.execute(open_ones.order_by(Run.created_at, Run.id).limit(limit))
        return [(run, plan) for run, plan in found]

    async def undecided(self, owner: str | None, limit: int = 50) -> Sequence[Plan]:
        """Plans that wait for a decision, those that expire first before others."""
        open_ones = select(Plan).where(*self._plans(owner), Plan.status == PlanStatus.PROPOSED)
        return (await self.session.scalars(open_ones.order_by(Plan.expires_at, Plan.id).limit(limit))).all()

    async def leads_by_owner(self, time: Bucket) -> dict[str, int]:
        """How many leads each person's runs found for the first time."""
        found = await self.session.execute(
            select(Lead.owner, func.count())
            .where(Lead.workspace == self.workspace, *self._within(Lead.created_at, time))
            .group_by(Lead.owner)
        )
        return dict(found.all())

    async def lead_state(self, owner: str) -> LeadState:
        """What is known of all leads that this person's runs delivered."""
        lacking = or_(Lead.title.is_(None), Lead.company.is_(None))
        counted = await self.session.execute(
            select(func.count(), func.count(Lead.email), func.count().filter(lacking)).where(*self._of(owner))
        )
        people, emails, unqualified = counted.one()
        return LeadState(people, people - emails, unqualified, await self._duplicates(owner))

    async def _duplicates(self, owner: str) -> int:
        """How many leads have the name and the company of another that came before."""
        known = (Lead.name.is_not(None), Lead.company_words.is_not(None))
        same = (
            select(func.count().label("many"))
            .where(*self._of(owner), *known)
            .group_by(func.lower(Lead.name), Lead.company_words)
            .having(func.count() > 1)
            .subquery()
        )
        return await self._count(select(func.coalesce(func.sum(same.c.many - 1), 0)))

    def _of(self, owner: str) -> tuple[ColumnElement[bool], ...]:
        delivered = (
            select(RunLead.lead_id)
            .join(Run, Run.id == RunLead.run_id)
            .where(Run.workspace == self.workspace, Run.owner == owner)
        )
        return Lead.workspace == self.workspace, Lead.id.in_(delivered)

    def _plans(self, owner: str | None) -> tuple[ColumnElement[bool], ...]:
        mine = () if owner is None else (Plan.author == owner,)
        return Plan.workspace == self.workspace, *mine

    def _runs(self, owner: str | None) -> Select[Run, Plan]:
        runs = select(Run, Plan).join(Plan, Plan.id == Run.plan_id).where(Run.workspace == self.workspace)
        return runs if owner is None else runs.where(Run.owner == owner)

    @staticmethod
    def _within(
        column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None], time: Bucket
    ) -> tuple[ColumnElement[bool], ...]:
        since, until = time
        return column >= since, column < until

    async def _count(self, statement: Select[int]) -> int:
        return int(await self.session.scalar(statement) or 0)
