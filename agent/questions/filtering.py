"""From a typed query to a filter of the store: folded words, times, runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from agent.planner.reading.data import table
from agent.questions.query import LeadQuery, Which
from agent.questions.rest import words
from storage.filters import LeadFilter
from storage.folding import folded
from storage.models import Plan, Run

Goals = Sequence[tuple[Run, Plan]]
"""The runs of a person, newest first, each with its plan."""


def with_words(query: LeadQuery, owner: str, runs: tuple[str, ...] | None) -> LeadFilter:
    """The filter of a query, but for its time."""
    return LeadFilter(
        owner=owner,
        titles=_words(spelling for title in query.titles for spelling in _titles(title)),
        companies=_words(query.companies),
        locations=_words(spelling for place in query.places for spelling in _places(place)),
        industries=_words(query.industries),
        email=query.email,
        sources=query.phantoms,
        runs=runs,
        known=query.merged,
        blocked=query.blocked,
        tiers=query.tiers,
        decisions=query.decisions,
    )


def needs_runs(query: LeadQuery) -> bool:
    """Whether the query speaks of runs."""
    return query.run is not None or query.goal is not None


def runs_meant(query: LeadQuery, goals: Goals, thread: tuple[str, str]) -> tuple[str, ...] | None:
    """The runs that a query speaks of; None when it speaks of none."""
    if not needs_runs(query):
        return None
    if query.run is Which.LAST:
        goals = goals[:1]
    elif query.run is Which.THREAD:
        goals = [(run, plan) for run, plan in goals if (plan.channel, plan.thread_ts) == thread]
    wanted = (folded(query.goal) or "").split()
    return tuple(run.id for run, plan in goals if _speaks_of(plan.goal, wanted))


def _speaks_of(goal: str, wanted: Sequence[str]) -> bool:
    return set(wanted) <= set((folded(goal) or "").split())


def _words(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in map(folded, values) if word))


def _titles(title: str) -> tuple[str, ...]:
    """The title and what means the same on profiles."""
    said = (folded(title) or "").strip()
    return (
        title,
        *(
            other
            for one, others in _same_titles()
            if f" {one} " in f" {said} "
            for other in _in(said, one, others)
        ),
    )


def _in(said: str, one: str, others: Sequence[str]) -> list[str]:
    return [f" {said} ".replace(f" {one} ", f" {other} ") for other in others]


@cache
def _same_titles() -> tuple[tuple[str, tuple[str, ...]], ...]:
    sets = [[(folded(title) or "").strip() for title in same] for same in words()["same_titles"]]
    return tuple((one, tuple(other for other in same if other != one)) for same in sets for one in same)


def _places(place: str) -> tuple[str, ...]:
    """The place as it is usually written, and as others write it."""
    spelled: dict[str, str] = table("places")["spelled"]
    return (place, *(other for other, usual in spelled.items() if usual == place))
