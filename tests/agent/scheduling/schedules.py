"""Schedules of every kind, for property tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from agent.scheduling.days import LAST, WORKDAYS, Daily, Days, Monthly, Ordinal, Weekday, Weekly, dates
from agent.scheduling.schedule import Calendar, Interval, Once

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin",
        "America/New_York",
        "Australia/Sydney",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
        "Pacific/Apia",
        "UTC",
    )
]
zones = st.sampled_from(ZONES)
nows = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
months = st.sets(st.integers(1, 12), max_size=3).map(lambda found: tuple(sorted(found)))
counts = st.sampled_from([1, 1, 1, 2, 3])
day_numbers = st.sets(st.integers(1, 31) | st.just(LAST), min_size=1, max_size=4)
ordinal_days = st.sampled_from([*((day,) for day in Weekday), WORKDAYS])


def _in_order(numbers: set[int]) -> tuple[int, ...]:
    return tuple(sorted(numbers, key=lambda number: number if number != LAST else 99))


@st.composite
def rules(draw: Any) -> Days:
    """Days of every kind that come at least once in a few years."""
    every = draw(counts)
    only = draw(months) if every == 1 else ()
    match draw(st.sampled_from(["daily", "weekly", "monthly", "ordinal"])):
        case "daily":
            return Daily(every=every, months=only)
        case "weekly":
            size = {"max_size": 6} if every == 1 else {}
            found = draw(st.sets(st.sampled_from(Weekday), min_size=1, **size))
            return Weekly(every=every, months=only, weekdays=tuple(sorted(found)))
        case "monthly":
            found = draw(day_numbers)
            kept = found if not only else {day for day in found if day <= 28} or {1}
            return Monthly(every=every, months=only, days=_in_order(kept))
    return Ordinal(
        every=every, months=only, nth=draw(st.sampled_from([1, 2, 3, 4, LAST])), weekdays=draw(ordinal_days)
    )


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


@st.composite
def times(draw: Any) -> tuple[time, ...]:
    """A few times of a day, or many that are evenly spaced."""
    if draw(st.booleans()):
        found = draw(st.sets(st.integers(0, 24 * 60 - 1), min_size=1, max_size=4))
        return tuple(_clock(minute) for minute in sorted(found))
    first, step = draw(st.integers(0, 300)), draw(st.integers(5, 120))
    return tuple(_clock(first + step * n) for n in range(draw(st.integers(5, 9))))


@st.composite
def schedules(draw: Any, now: datetime, zone: ZoneInfo) -> Once | Calendar | Interval:
    """A schedule that is still to come, in this zone."""
    today = now.astimezone(zone).date()
    until = st.none() | st.integers(400, 3_000).map(lambda days: today + timedelta(days=days))
    match draw(st.sampled_from(["once", "interval", "calendar"])):
        case "once":
            return Once(at=now + timedelta(minutes=draw(st.integers(1, 500_000))))
        case "interval":
            start = now + timedelta(minutes=draw(st.integers(-500_000, 500_000)))
            return Interval(minutes=draw(st.integers(5, 20_000)), start=start, until=draw(until))
    days = draw(rules())
    since: date | None = today + timedelta(days=draw(st.integers(-300, 300)))
    if days.every > 1 and since is not None:
        since = next(dates(days.model_copy(update={"every": 1}), since, since))
    elif draw(st.booleans()):
        since = None
    return Calendar(days=days, times=draw(times()), since=since, until=draw(until))
