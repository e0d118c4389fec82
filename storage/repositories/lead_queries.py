"""Questions about leads: pages, counts and counts by group, every value a bound parameter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.filters import Bucket, LeadFilter, LeadGroup, LeadOrder, Words
from storage.models import ContactSearch, ContactTarget, Lead, Run, RunLead, TargetState
from storage.repositories.base import Repository
from storage.repositories.whose import is_theirs, of_runs

Ts = TypeVarTuple("Ts")
FARTHEST = 10_000
"""Leads that one can page to, and the most that a file holds: beyond, a narrower question is the way."""
_ORDERS: dict[LeadOrder, tuple[ColumnElement[Any], InstrumentedAttribute[str]]] = {
    LeadOrder.NEWEST: (Lead.created_at.desc(), Lead.id),
    LeadOrder.OLDEST: (Lead.created_at.asc(), Lead.id),
    LeadOrder.NAME: (func.lower(Lead.name).asc().nulls_last(), Lead.id),
    LeadOrder.COMPANY: (Lead.company_words.asc().nulls_last(), Lead.id),
    LeadOrder.SCORE: (Lead.score.desc().nulls_last(), Lead.id),
}
_UNSETTLED = (TargetState.WAITING, TargetState.SEARCHING)
_BY_INDEX = {LeadOrder.NEWEST, LeadOrder.OLDEST}
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
        few = order in _BY_INDEX
        statement = self._leads(select(Lead), wanted, few=few).order_by(*_ORDERS[order])
        found = await self.session.scalars(statement.limit(size).offset(offset))
        return found.all()

    async def unsought(self, wanted: LeadFilter, since: datetime, *, limit: int) -> tuple[list[Lead], int]:
        """Those for whom no search for contacts has come to its end since then, and how many there are.

        Who was never looked for comes first, then whose search is longest ago; of these, the newest.
        """
        last = _last_search()
        due = or_(last.is_(None), last < since)
        found = await self.session.scalars(
            self._leads(select(Lead), wanted)
            .where(due)
            .order_by(last.asc().nulls_first(), *_ORDERS[LeadOrder.NEWEST])
            .limit(limit)
        )
        counted = self._leads(select(func.count()).select_from(Lead), wanted).where(due)
        return list(found), await self.session.scalar(counted) or 0

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

    def _leads(self, statement: Select[*Ts], wanted: LeadFilter, *, few: bool = False) -> Select[*Ts]:
        return statement.where(Lead.workspace == self.workspace, *self._asked(wanted, few=few))

    def _asked(self, wanted: LeadFilter, *, few: bool) -> Iterator[ColumnElement[bool]]:
        yield self._brought(wanted, few=few)
        pairs = (
            (Lead.title_words, wanted.titles),
            (Lead.company_words, wanted.companies),
            (Lead.location_words, wanted.locations),
            (Lead.industry_words, wanted.industries),
        )
        yield from (_has_any(column, words) for column, words in pairs if words)
        either = (
            (Lead.email.is_not(None), wanted.email),
            (Lead.blocked_at.is_not(None), wanted.blocked),
            (Lead.qualified.is_(True), wanted.qualified),
        )
        yield from (holds if asked else ~holds for holds, asked in either if asked is not None)
        if wanted.sources:
            yield Lead.source.in_(wanted.sources)
        if wanted.tiers:
            yield Lead.tier.in_(wanted.tiers)
        if wanted.decisions:
            yield Lead.decision.in_(wanted.decisions)
        yield from _between(Lead.created_at, wanted.since, wanted.until)
        yield from _between(Lead.decided_at, wanted.decided_since, wanted.decided_until)
        if wanted.known is not None:
            again = self._brought(wanted, again=True)
            yield again if wanted.known else ~again

    def _brought(self, wanted: LeadFilter, *, again: bool = False, few: bool = False) -> ColumnElement[bool]:
        """Whether this person's runs and files brought a lead: nobody is asked about others'."""
        if wanted.runs is None:
            return is_theirs(self.workspace, wanted.owner, again=again, few=few)
        runs = of_runs(self.workspace, wanted.owner).where(Run.id.in_(wanted.runs))
        return Lead.id.in_(runs.where(RunLead.known) if again else runs)


def _last_search() -> ScalarSelect[datetime]:
    """When the newest search for a lead's contacts was asked for that has looked for them."""
    return (
        select(func.max(ContactSearch.asked_at))
        .join(ContactTarget, ContactTarget.search_id == ContactSearch.id)
        .where(ContactTarget.lead_id == Lead.id, ContactTarget.state.not_in(_UNSETTLED))
        .correlate(Lead)
        .scalar_subquery()
    )


def _between(
    column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    since: datetime | None,
    until: datetime | None,
) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield column >= since
    if until is not None:
        yield column < until


def _has_any(column: InstrumentedAttribute[str | None], words: Words) -> ColumnElement[bool]:
    return or_(*(column.contains(each, autoescape=True) for each in words))
