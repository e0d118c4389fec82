"""Answering a typed query from the store: counts, pages, groups, figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo
from typing import Any

from agent.leads.service import line_of
from agent.questions.answer import (
    Answer,
    FiguresAnswer,
    Group,
    GroupsAnswer,
    LeadsAnswer,
    QuestionCard,
    Wider,
)
from agent.questions.buckets import Bucket, buckets
from agent.questions.filtering import needs_runs, runs_meant, with_words
from agent.questions.query import By, Figures, LeadQuery, What, is_decided
from agent.questions.span import All, Unit
from storage.filters import Bucket as Times
from storage.filters import LeadFilter, LeadGroup
from storage.repositories import Repositories
from storage.repositories.lead_queries import FARTHEST

PAGE = 10
FEW = 5
"""Rows below a number that was asked for."""
GROUPS = 10
_GROUPS = {
    By.COMPANY: LeadGroup.COMPANY,
    By.PLACE: LeadGroup.LOCATION,
    By.TITLE: LeadGroup.TITLE,
    By.INDUSTRY: LeadGroup.INDUSTRY,
    By.SOURCE: LeadGroup.SOURCE,
}
_LEFT_OUT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("the time", {"span": All()}),
    ("the place", {"places": ()}),
    ("the title", {"titles": ()}),
    ("the company", {"companies": ()}),
    ("the industry", {"industries": ()}),
    ("the e-mail", {"email": None}),
    ("the phantom", {"phantoms": ()}),
    ("the run", {"run": None, "goal": None}),
    ("whether they were known", {"merged": None}),
    ("whether they may be contacted", {"blocked": None}),
    ("the tier", {"tiers": ()}),
    ("the decision", {"decisions": ()}),
)


class Answering:
    """Answers one question of one person, in their time zone, as of when it was asked."""

    def __init__(self, repos: Repositories, card: QuestionCard, zone: tzinfo) -> None:
        self._repos = repos
        self._card = card
        self._zone = zone
        self._today = card.asked_at.astimezone(zone).date()

    async def answer(self, page: int = 0) -> Answer:
        query = self._card.reading.query
        if isinstance(query, Figures):
            return await self._figures(query)
        return await self._leads(query, page) if query.by is None else await self._groups(query, query.by)

    async def filter(self, query: LeadQuery) -> LeadFilter:
        """The filter of a query, its runs looked up and its days turned into times."""
        card, runs = self._card, None
        if needs_runs(query):
            goals = await self._repos.runs.goals(card.author)
            runs = runs_meant(query, goals, (card.channel, card.thread_ts))
        since, until = query.span.days(self._today).times(self._zone)
        wanted = with_words(query, card.author, runs)
        if is_decided(query):
            return replace(wanted, decided_since=since, decided_until=until)
        return replace(wanted, since=since, until=until)

    async def _leads(self, query: LeadQuery, page: int) -> LeadsAnswer:
        wanted = await self.filter(query)
        found, emails = await self._repos.lead_queries.count(wanted)
        people = min(found, query.limit or found)
        size = FEW if query.count else PAGE
        pages = max(1, -(-min(people, FARTHEST) // size))
        page = min(max(page, 0), pages - 1)
        rows = await self._repos.lead_queries.page(
            wanted, query.order, limit=min(size, people - page * size), offset=page * size
        )
        return LeadsAnswer(
            query=query,
            people=people,
            found=found,
            emails=emails,
            lines=[line_of(row) for row in rows],
            page=page,
            pages=pages,
            wider=() if found else await self._wider(query),
        )

    async def _wider(self, query: LeadQuery) -> tuple[Wider, ...]:
        """What could be left out so that there would be some, most first."""
        found = []
        for name, change in _LEFT_OUT:
            wider = query.model_copy(update=change)
            if wider != query:
                people, _ = await self._repos.lead_queries.count(await self.filter(wider))
                found.append(Wider(name, people))
        return tuple(sorted((each for each in found if each.people), key=lambda each: -each.people))

    async def _groups(self, query: LeadQuery, by: By) -> GroupsAnswer:
        wanted = await self.filter(query)
        people, _ = await self._repos.lead_queries.count(wanted)
        groups, number = (
            await self._by_day(query, wanted) if by is By.DAY else await self._by(query, wanted, _GROUPS[by])
        )
        wider = () if people else await self._wider(query)
        return GroupsAnswer(query=query, people=people, groups=groups, group_count=number, wider=wider)

    async def _by(self, query: LeadQuery, wanted: LeadFilter, by: LeadGroup) -> tuple[list[Group], int]:
        most = min(query.limit or GROUPS, GROUPS)
        groups = await self._repos.lead_queries.groups(wanted, by, limit=most)
        return [Group(*each) for each in groups], await self._repos.lead_queries.group_count(wanted, by)

    async def _by_day(self, query: LeadQuery, wanted: LeadFilter) -> tuple[list[Group], int]:
        days = buckets(query.span.days(self._today), self._today, await self._first(), Unit.DAY)
        numbers = await self._repos.lead_queries.by_time(wanted, self._times(days))
        return [Group(day.label, number) for day, number in zip(days, numbers, strict=True)], len(days)

    async def _figures(self, query: Figures) -> FiguresAnswer:
        figures, author = self._repos.figures, self._card.author
        days = query.span.days(self._today)
        since, until = days.times(self._zone)
        wanted = LeadFilter(owner=author, since=since, until=until)
        cut = buckets(days, self._today, await self._first())
        everything, times = LeadFilter(owner=author), self._times(cut)
        states: dict[What, dict[str, int]] = {}
        numbers: dict[What, int] = {}
        series: dict[What, Sequence[int]] = {}
        emails = 0
        if What.PLANS in query.what:
            states[What.PLANS] = _said(await figures.plans(author, since, until))
            series[What.PLANS] = await figures.plans_by_time(author, times)
        if What.RUNS in query.what:
            states[What.RUNS] = _said(await figures.runs(author, since, until))
            series[What.RUNS] = await figures.runs_by_time(author, times)
        if What.LEADS in query.what:
            numbers[What.LEADS], emails = await self._repos.lead_queries.count(wanted)
            series[What.LEADS] = await self._repos.lead_queries.by_time(everything, times)
        numbers |= {what: sum(each.values()) for what, each in states.items()}
        return FiguresAnswer(
            query=query,
            numbers=numbers,
            emails=emails,
            states=states,
            labels=[each.label for each in cut],
            series=series,
        )

    async def _first(self) -> date | None:
        first: datetime | None = await self._repos.figures.first(self._card.author)
        return first.astimezone(self._zone).date() if first is not None else None

    def _times(self, cut: Sequence[Bucket]) -> list[Times]:
        times = (each.days.times(self._zone) for each in cut)
        return [(since, until) for since, until in times if since is not None and until is not None]


def _said(states: dict[Any, int]) -> dict[str, int]:
    return {state.value: number for state, number in states.items()}
