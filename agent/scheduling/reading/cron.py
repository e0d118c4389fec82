"""Five fields of cron as a schedule; what is aligned to the day becomes times of its days."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from croniter import croniter

from agent.scheduling.days import LAST, Daily, Days, Monthly, Ordinal, Weekday, Weekly
from agent.scheduling.localtime import instant
from agent.scheduling.reading.unclear import UnclearError
from agent.scheduling.schedule import MOST_TIMES, SHORTEST_MINUTES, Calendar, Interval, Schedule

_FIELDS = re.compile(
    r"\s*(?:cron:?\s+)?((?:[\d*/,\-#?lL]|[a-zA-Z]{3}(?=[\s,\-#]|$))+(?:\s+(?:[\d*/,\-#?lL]|[a-zA-Z]{3}(?=[\s,\-#]|$))+){4})\s*"
)
_ANY = ["*"]


def is_cron(text: str) -> bool:
    """Whether the text is five fields, right or wrong."""
    return _FIELDS.fullmatch(text) is not None and ("*" in text or len(re.findall(r"\d", text)) > 1)


def read_cron(text: str, now: datetime, zone: ZoneInfo) -> Schedule:
    """The schedule of a cron line in this zone; raises an `UnclearError` for what is none."""
    found = _FIELDS.fullmatch(text)
    fields = found[1] if found else text
    try:
        expanded: Any = croniter.expand(fields)
    except ValueError as error:
        raise UnclearError("That looks like cron, but I cannot read it.") from error
    (minutes, hours, days, months, weekdays), nth = expanded
    minutes = list(range(60)) if minutes == _ANY else minutes
    if len(minutes) > 1 and min(_gaps(minutes)) < SHORTEST_MINUTES:
        raise UnclearError(f"I do that every {SHORTEST_MINUTES} minutes at most.")
    rule = _days(days, months, weekdays, nth)
    steps = set(_gaps(minutes)) if len(minutes) > 1 else {60}
    if hours == _ANY and rule == Daily() and len(steps) == 1:
        return Interval(minutes=steps.pop(), start=_aligned(minutes[0], now, zone))
    times = tuple(time(h, m) for h in (range(24) if hours == _ANY else hours) for m in minutes)
    if len(times) > MOST_TIMES:
        raise UnclearError(f"I do that every {SHORTEST_MINUTES} minutes at most.")
    return Calendar(days=rule, times=times)


def _gaps(minutes: list[int]) -> list[int]:
    return [
        (later - earlier - 1) % 60 + 1
        for earlier, later in zip(minutes, [*minutes[1:], minutes[0]], strict=True)
    ]


def _aligned(minute: int, now: datetime, zone: ZoneInfo) -> datetime:
    """The first such minute of an hour on the wall, a day ago, to count from."""
    here = (
        (now - timedelta(days=1))
        .astimezone(zone)
        .replace(tzinfo=None, minute=minute, second=0, microsecond=0)
    )
    return instant(here, zone).astimezone(UTC)


def _days(days: list[Any], months: list[Any], weekdays: list[Any], nth: dict[int, Any]) -> Days:
    only = () if months == _ANY else tuple(months)
    if _ANY not in (days, weekdays):
        raise UnclearError(
            "Cron takes a day of the month *or* a weekday there. Give one of them, and * for the other."
        )
    if nth:
        (day, which), *more = nth.items()
        if more or len(which) > 1:
            raise UnclearError("I keep one such weekday of the month.")
        number = next(iter(which))
        return Ordinal(nth=LAST if number == "l" else number, weekdays=(_weekday(day),), months=only)
    if weekdays != _ANY:
        found = tuple(sorted(_weekday(day) for day in weekdays))
        return Daily(months=only) if len(found) == len(Weekday) else Weekly(weekdays=found, months=only)
    if days != _ANY:
        return Monthly(days=tuple(LAST if day == "l" else day for day in days), months=only)
    return Daily(months=only)


def _weekday(cron: int) -> Weekday:
    """Cron's Sunday is 0, ours Monday."""
    return Weekday((int(cron) - 1) % 7)
