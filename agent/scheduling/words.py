"""A schedule in words that `agent.scheduling.reading` reads back as the same schedule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from agent.scheduling.days import LAST, WORKDAYS, Daily, Days, Monthly, Ordinal, Weekday, Weekly
from agent.scheduling.localtime import twice
from agent.scheduling.schedule import Calendar, Interval, Once, Schedule

NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", LAST: "last"}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SPELLED_OUT = 4
"""More times of a day than these are summed up when they are evenly spaced."""


def describe(schedule: Schedule, zone: ZoneInfo) -> str:
    """The schedule in words; times are those of the zone."""
    match schedule:
        case Once():
            return f"on {_moment(schedule.at, zone)}"
        case Interval():
            start = _moment(schedule.start, zone)
            return f"every {_span(schedule.minutes)}, from {start}{_until(schedule.until)}"
        case Calendar():
            since = f", from {long_date(schedule.since)}" if schedule.since is not None else ""
            return f"{_days(schedule.days)} {_times(schedule.times)}{since}{_until(schedule.until)}"


def long_date(day: date) -> str:
    """Monday 30 November 2026."""
    return f"{weekday(Weekday(day.weekday()))} {day.day} {MONTHS[day.month - 1]} {day.year:04}"


def local(at: datetime, zone: ZoneInfo) -> str:
    """An instant as a person of the zone reads it, with the offset where the hour exists twice."""
    here = at.astimezone(zone)
    day = f"{weekday(Weekday(here.weekday()))[:3]} {here.day} {MONTHS[here.month - 1][:3]} {here.year:04}"
    return f"{day}, {here:%H:%M}{_offset(at, zone)}"


def weekday(day: Weekday) -> str:
    return day.name.capitalize()


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    teens = 10 < number % 100 < 14  # noqa: PLR2004 - 11th, 12th and 13th
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def listed(words: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _moment(at: datetime, zone: ZoneInfo) -> str:
    here = at.astimezone(zone)
    return f"{long_date(here.date())} at {here:%H:%M}{_offset(at, zone)}"


def _offset(at: datetime, zone: ZoneInfo) -> str:
    if not twice(at, zone):
        return ""
    offset = f"{at.astimezone(zone):%z}"
    return f" (UTC{offset[:3]}:{offset[3:]})"


def _until(until: date | None) -> str:
    return f", until {long_date(until)}" if until is not None else ""


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if rest:
        return f"{minutes} minutes"
    return "hour" if hours == 1 else f"{hours} hours"


def _days(days: Days) -> str:
    match days:
        case Daily():
            return f"every {_counted(days.every, 'day')}{_months(days)}"
        case Weekly():
            named = "weekday" if days.weekdays == WORKDAYS else listed([weekday(d) for d in days.weekdays])
            often = "every " if days.every == 1 else f"every {days.every} weeks on "
            return f"{often}{named}{_months(days)}"
        case Monthly(every=1, days=(day,), months=(month,)) if day != LAST:
            return f"every year on {day} {MONTHS[month - 1]}"
        case Monthly():
            numbers = [ordinal(day) if day != LAST else "last day" for day in days.days]
            return f"on the {listed(numbers)} of every {_counted(days.every, 'month')}{_months(days)}"
        case Ordinal():
            named = "weekday" if days.weekdays == WORKDAYS else " or ".join(weekday(d) for d in days.weekdays)
            return f"on the {NTH[days.nth]} {named} of every {_counted(days.every, 'month')}{_months(days)}"


def _counted(every: int, unit: str) -> str:
    return unit if every == 1 else f"{every} {unit}s"


def _months(days: Days) -> str:
    return f" in {listed([MONTHS[month - 1] for month in days.months])}" if days.months else ""


def _times(times: Sequence[time]) -> str:
    minutes = [each.hour * 60 + each.minute for each in times]
    steps = {later - earlier for earlier, later in pairwise(minutes)}
    if len(times) > SPELLED_OUT and len(steps) == 1:
        return f"every {_span(steps.pop())} from {times[0]:%H:%M} to {times[-1]:%H:%M}"
    return f"at {listed([f'{each:%H:%M}' for each in times])}"


def lateness(late: timedelta) -> str:
    """How late something is: 12 minutes, 1 hour."""
    minutes = max(1, round(late.total_seconds() / 60))
    return f"{minutes} minute{'s' if minutes > 1 else ''}" if minutes < 60 else _span_of_hours(minutes)  # noqa: PLR2004


def _span_of_hours(minutes: int) -> str:
    hours = round(minutes / 60)
    return f"{hours} hour{'s' if hours > 1 else ''}"
