"""Figures of what was planned and run: counts by state and by time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.filters import Bucket
from storage.models import Plan, PlanStatus, Run, RunStatus
from storage.repositories.base import Repository

S = TypeVar("S", bound=StrEnum)


class Figures(Repository):
    """Numbers of one person's plans and runs."""

    async def plans(
        self, author: str, since: datetime | None, until: datetime | None
    ) -> dict[PlanStatus, int]:
        """How many of the plans asked for in this time are in each state."""
        return await self._states(Plan.status, self._plans(author), Plan.created_at, (since, until))

    async def runs(self, owner: str, since: datetime | None, until: datetime | None) -> dict[RunStatus, int]:
        """How many of the runs made in this time are in each state."""
        return await self._states(Run.status, self._runs(owner), Run.created_at, (since, until))

    async def plans_by_time(self, author: str, buckets: Sequence[Bucket]) -> list[int]:
        return await self._by_time(self._plans(author), Plan.created_at, buckets)

    async def runs_by_time(self, owner: str, buckets: Sequence[Bucket]) -> list[int]:
        return await self._by_time(self._runs(owner), Run.created_at, buckets)

    async def first(self, person: str) -> datetime | None:
        """When this person asked for something first."""
        return await self.session.scalar(select(func.min(Plan.created_at)).where(*self._plans(person)))

    def _plans(self, author: str) -> tuple[ColumnElement[bool], ...]:
        return Plan.workspace == self.workspace, Plan.author == author

    def _runs(self, owner: str) -> tuple[ColumnElement[bool], ...]:
        return Run.workspace == self.workspace, Run.owner == owner

    async def _states(
        self,
        state: InstrumentedAttribute[S],
        scope: tuple[ColumnElement[bool], ...],
        at: InstrumentedAttribute[datetime],
        time: tuple[datetime | None, datetime | None],
    ) -> dict[S, int]:
        since, until = time
        statement = select(state, func.count()).where(*scope).group_by(state)
        if since is not None:
            statement = statement.where(at >= since)
        if until is not None:
            statement = statement.where(at < until)
        return dict((await self.session.execute(statement)).all())

    async def _by_time(
        self,
        scope: tuple[ColumnElement[bool], ...],
        at: InstrumentedAttribute[datetime],
        buckets: Sequence[Bucket],
    ) -> list[int]:
        if not buckets:
            return []
        numbers = [func.count().filter(at >= since, at < until) for since, until in buckets]
        return list((await self.session.execute(select(*numbers).where(*scope))).one())
