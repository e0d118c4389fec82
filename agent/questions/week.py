"""A person's week in three numbers, beside the same stretch of the week before, and its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from storage.filters import Bucket, LeadFilter
from storage.repositories import Repositories

DAYS = 7


@dataclass(frozen=True)
class Figure:
    """How many there were this week, and by this time last week."""

    now: int
    before: int


@dataclass(frozen=True)
class Week:
    """What was asked for, run and found since Monday; `leads_by_day` ends with today."""

    plans: Figure
    runs: Figure
    leads: Figure
    leads_by_day: tuple[int, ...]


@dataclass(frozen=True)
class _Times:
    this: Bucket
    last: Bucket
    days: tuple[Bucket, ...]


async def week_of(repos: Repositories, person: str, now: datetime, zone: tzinfo) -> Week:
    """The week of a person, which begins on their Monday at midnight."""
    times = _times(now, zone)
    both = (times.this, times.last)
    # Without the leads that are older, so that the index on time answers.
    recent = LeadFilter(owner=person, since=times.last[0])
    leads = await repos.lead_queries.by_time(recent, (*both, *times.days))
    return Week(
        plans=Figure(*await repos.figures.plans_by_time(person, both)),
        runs=Figure(*await repos.figures.runs_by_time(person, both)),
        leads=Figure(*leads[:2]),
        leads_by_day=tuple(leads[2:]),
    )


def _times(now: datetime, zone: tzinfo) -> _Times:
    here = now.astimezone(zone)
    today = here.date()
    monday = today - timedelta(days=today.weekday())
    week = timedelta(days=DAYS)
    # By the clock on the wall: a week with a change of the clocks in it has not 168 hours.
    same_time = datetime.combine(today - week, here.time(), zone).astimezone(UTC)
    days = [monday + timedelta(days=number) for number in range(today.weekday() + 1)]
    return _Times(
        this=(_midnight(monday, zone), now),
        last=(_midnight(monday - week, zone), same_time),
        days=tuple(_cut(day, zone, now) for day in days),
    )


def _cut(day: date, zone: tzinfo, now: datetime) -> Bucket:
    return _midnight(day, zone), min(_midnight(day + timedelta(days=1), zone), now)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
