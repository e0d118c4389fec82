"""When a schedule is due next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from agent.scheduling.days import dates
from agent.scheduling.localtime import instant
from agent.scheduling.schedule import Calendar, Interval, Once, Schedule

DAY = timedelta(days=1)
HORIZON = timedelta(days=366 * 9)
"""29 February comes within eight years; what does not come within nine never comes."""


def occurrences(schedule: Schedule, after: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Every time at which the schedule is due after this instant, in UTC, in order."""
    match schedule:
        case Once():
            return iter([schedule.at] if schedule.at > after else [])
        case Calendar():
            return _on_days(schedule, after, zone)
        case Interval():
            return _in_steps(schedule, after, zone)


def following(schedule: Schedule, after: datetime, zone: ZoneInfo, count: int = 3) -> list[datetime]:
    """The next few of them."""
    return list(islice(occurrences(schedule, after, zone), count))


def next_one(schedule: Schedule, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The next of them; None when it is over."""
    return next(occurrences(schedule, after, zone), None)


def _on_days(schedule: Calendar, after: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    # A time that clocks skip may be due on the day after it.
    start = (after.astimezone(zone) - DAY).date()
    since = schedule.since or date(start.year - 1, 1, 1)
    last, latest = after, (after + HORIZON).date()
    for day in dates(schedule.days, since, max(start, since)):
        if day > latest or (schedule.until is not None and day > schedule.until):
            return
        for due in (instant(datetime.combine(day, each), zone) for each in schedule.times):
            if due > last:
                last = due
                yield due


def _in_steps(schedule: Interval, after: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    step = timedelta(minutes=schedule.minutes)
    passed = max(0, (after - schedule.start) // step + 1)
    due = schedule.start + passed * step
    while schedule.until is None or due.astimezone(zone).date() <= schedule.until:
        yield due
        due += step
