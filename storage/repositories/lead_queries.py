"""Questions about leads: pages, counts and counts by group, every value a bound parameter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.filters import Bucket, LeadFilter, LeadGroup, LeadOrder, Words
from storage.models import Lead, Run, RunLead
from storage.repositories.base import Repository

Ts = TypeVarTuple("Ts")
FARTHEST = 10_000
"""Leads that one can page to, and the most that a file holds: beyond, a narrower question is the way."""
_ORDERS: dict[LeadOrder, tuple[ColumnElement[Any], InstrumentedAttribute[str]]] = {
    LeadOrder.NEWEST: (Lead.created_at.desc(), Lead.id),
    LeadOrder.OLDEST: (Lead.created_at.asc(), Lead.id),
    LeadOrder.NAME: (func.lower(Lead.name).asc().nulls_last(), Lead.id),
    LeadOrder.COMPANY: (Lead.company_words.asc().nulls_last(), Lead.id),
}
_GROUPS: dict[LeadGroup, tuple[InstrumentedAttribute[str | None], InstrumentedAttribute[str | None]]] = {
    LeadGroup.COMPANY: (Lead.company_words, Lead.company),
    LeadGroup.LOCATION: (Lead.location_words, Lead.location),
    LeadGroup.TITLE: (Lead.title_words, Lead.title),
    LeadGroup.INDUSTRY: (Lead.industry_words, Lead.industry),
    LeadGroup.SOURCE: (Lead.source, Lead.source),
}
"""What makes leads of one group, and how the group is named."""


class LeadQueries(Repository):
    """The workspace's leads, as somebody asks for them."""

    async def page(
        self, wanted: LeadFilter, order: LeadOrder = LeadOrder.NEWEST, *, limit: int, offset: int = 0
    ) -> Sequence[Lead]:
        """One page; nothing lies beyond `FARTHEST`."""
        size = min(limit, FARTHEST - offset)
        if size <= 0 or offset < 0:
            return []
        statement = self._leads(select(Lead), wanted).order_by(*_ORDERS[order])
        found = await self.session.scalars(statement.limit(size).offset(offset))
        return found.all()

    async def count(self, wanted: LeadFilter) -> tuple[int, int]:
        """How many there are, and how many of them have an e-mail."""
        counted = select(func.count(), func.count(Lead.email)).select_from(Lead)
        people, emails = (await self.session.execute(self._leads(counted, wanted))).one()
        return people, emails

    async def groups(
        self, wanted: LeadFilter, by: LeadGroup, *, limit: int
    ) -> Sequence[tuple[str | None, int]]:
        """The biggest groups and how many leads each has; None is of those that nothing is known of."""
        same, name = _GROUPS[by]
        number = func.count()
        statement = self._leads(select(func.min(name), number).select_from(Lead), wanted)
        found = await self.session.execute(
            statement.group_by(same).order_by(number.desc(), same.asc().nulls_last()).limit(limit)
        )
        return [(group, counted) for group, counted in found]

    async def group_count(self, wanted: LeadFilter, by: LeadGroup) -> int:
        """How many groups there are, not counting those that nothing is known of."""
        same, _ = _GROUPS[by]
        counted = select(func.count(same.distinct())).select_from(Lead)
        return await self.session.scalar(self._leads(counted, wanted)) or 0

    async def by_time(self, wanted: LeadFilter, buckets: Sequence[Bucket]) -> list[int]:
        """How many were found first in each of these stretches of time."""
        if not buckets:
            return []
        numbers = [
            func.count().filter(Lead.created_at >= since, Lead.created_at < until) for since, until in buckets
        ]
        counted = self._leads(select(*numbers).select_from(Lead), wanted)
        return list((await self.session.execute(counted)).one())

    def _leads(self, statement: Select[*Ts], wanted: LeadFilter) -> Select[*Ts]:
        return statement.where(Lead.workspace == self.workspace, *self._asked(wanted))

    def _asked(self, wanted: LeadFilter) -> Iterator[ColumnElement[bool]]:
        yield Lead.id.in_(self._delivered(wanted))
        pairs = (
            (Lead.title_words, wanted.titles),
            (Lead.company_words, wanted.companies),
            (Lead.location_words, wanted.locations),
            (Lead.industry_words, wanted.industries),
        )
        yield from (_has_any(column, words) for column, words in pairs if words)
        if wanted.email is not None:
            yield Lead.email.is_not(None) if wanted.email else Lead.email.is_(None)
        if wanted.sources:
            yield Lead.source.in_(wanted.sources)
        if wanted.since is not None:
            yield Lead.created_at >= wanted.since
        if wanted.until is not None:
            yield Lead.created_at < wanted.until
        if wanted.known is not None:
            again = Lead.id.in_(self._delivered(wanted).where(RunLead.known))
            yield again if wanted.known else ~again

    def _delivered(self, wanted: LeadFilter) -> Select[str]:
        """The leads that runs of this person's delivered: nobody is asked about others'."""
        statement = (
            select(RunLead.lead_id)
            .join(Run, Run.id == RunLead.run_id)
            .where(Run.workspace == self.workspace, Run.owner == wanted.owner)
        )
        return statement if wanted.runs is None else statement.where(Run.id.in_(wanted.runs))


def _has_any(column: InstrumentedAttribute[str | None], words: Words) -> ColumnElement[bool]:
    return or_(*(column.contains(each, autoescape=True) for each in words))
