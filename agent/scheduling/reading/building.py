"""The schedule that the parts of a phrase make, and what was assumed where they say too little."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from pydantic import ValidationError

from agent.scheduling.days import Daily, Days, Monthly, dates
from agent.scheduling.localtime import instant
from agent.scheduling.occurrences import next_one
from agent.scheduling.reading.parts import Parts
from agent.scheduling.reading.times import DEFAULT, PARTS, SPREAD, clock, in_steps
from agent.scheduling.reading.unclear import UnclearError
from agent.scheduling.schedule import SHORTEST_MINUTES, Calendar, Interval, Once, Schedule

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
SHORTEST_MONTH = 28


@dataclass(frozen=True)
class Now:
    """When and where somebody speaks."""

    at: datetime
    zone: ZoneInfo

    @property
    def here(self) -> datetime:
        return self.at.astimezone(self.zone)

    @property
    def day(self) -> date:
        return self.here.date()

    def instant(self, day: date, at: time, offset: timedelta | None = None) -> datetime:
        """When it is this time here on this day; an offset tells which of two such times."""
        found = instant(datetime.combine(day, at), self.zone)
        if offset is None:
            return found
        told = datetime.combine(day, at, UTC) - offset
        if told.astimezone(self.zone).utcoffset() != offset:
            raise UnclearError("Clocks do not show that offset then.")
        return told


@dataclass(frozen=True)
class Built:
    """A schedule, and what was assumed for it, in sentences."""

    schedule: Schedule
    notes: tuple[str, ...] = field(default=())


def build(parts: Parts, now: Now, offset: timedelta | None = None) -> Built:
    """The one schedule that these parts make; raises an `UnclearError` when they make none."""
    try:
        built = _build(parts, now, offset)
    except ValidationError as error:
        raise UnclearError(_sentence(error)) from error
    if next_one(built.schedule, now.at, now.zone) is None:
        raise UnclearError(
            "That is over already." if isinstance(built.schedule, Once) else "That never comes."
        )
    return built


def _sentence(error: ValidationError) -> str:
    told = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
    if error.errors()[0]["loc"][-1:] == ("minutes",):
        return f"I do that every {SHORTEST_MINUTES} minutes at most, and once a year at least."
    return f"{told[0].upper()}{told[1:]}."


def _build(parts: Parts, now: Now, offset: timedelta | None) -> Built:
    if parts.ahead is not None:
        return _ahead(parts, now)
    if parts.step is not None and parts.window is None:
        return _interval(parts, now, offset)
    if parts.days is not None or parts.window is not None:
        return _calendar(parts, now)
    if parts.since is not None or parts.until is not None or parts.length is not None or parts.months:
        raise UnclearError("How often?")
    return _once(parts, now, offset)


def _ahead(parts: Parts, now: Now) -> Built:
    count, unit = parts.ahead or (0.0, "days")
    if parts.days or parts.step or parts.window or parts.on or parts.since or parts.until or parts.months:
        raise UnclearError("Once, or again and again?")
    if unit in {"minutes", "hours"}:
        if parts.times or parts.part:
            raise UnclearError("In that time, or at that hour?")
        at = now.at + timedelta(**{unit: count})
        return Built(Once(at=_up_to_the_minute(at)))
    if count != int(count):
        raise UnclearError("On which day exactly?")
    day = now.day + relativedelta(**{f"{unit.rstrip('s')}s": int(count)})  # type: ignore[arg-type]
    if not parts.times and parts.part is None:
        return Built(Once(at=now.instant(day, now.here.time().replace(second=0, microsecond=0))))
    at_time, notes = _single(parts)
    return Built(Once(at=now.instant(day, at_time)), notes)


def _up_to_the_minute(at: datetime) -> datetime:
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + MINUTE


def _single(parts: Parts) -> tuple[time, tuple[str, ...]]:
    """The one time of something that is done once."""
    if parts.a_day is not None:
        raise UnclearError("On one day, or every day?")
    if len(parts.times) > 1:
        raise UnclearError("At one time, or again and again? I do it once on that day.")
    if parts.times:
        if parts.times[0].endswith("!") and (parts.on is not None or parts.ahead is not None):
            raise UnclearError("Midnight: where that day begins, or where it ends? Say 00:01 or 23:59.")
        found = clock(parts.times[0], parts.part)
        if parts.part == "night" and found.hour < 6:  # noqa: PLR2004 - the small hours belong to two days
            raise UnclearError("The night before that day, or the one after it?")
        return found, ()
    return _assumed(parts)


def _assumed(parts: Parts) -> tuple[time, tuple[str, ...]]:
    if parts.part is None:
        return DEFAULT, (f"You named no time, so I took {DEFAULT:%H:%M}.",)
    at = PARTS[parts.part]
    named = f"the {parts.part}" if parts.part != "end" else "the end of the day"
    return at, (f"I took {named} to be {at:%H:%M}.",)


def _once(parts: Parts, now: Now, offset: timedelta | None) -> Built:
    if parts.a_day is not None:
        raise UnclearError("How often?")
    if parts.on is None and not parts.times:
        raise UnclearError("When? I found no day and no time.")
    if parts.on == now.day and not parts.times and parts.part is None:
        raise UnclearError("At what time today?")
    at, notes = _single(parts)
    if parts.same_day and (notes or now.instant(now.day, at) > now.at):
        raise UnclearError("Today, or in a week? Say “today”, or name the date.")
    if parts.on is not None:
        return Built(Once(at=now.instant(parts.on, at, offset)), notes)
    today = now.instant(now.day, at)
    return Built(Once(at=today if today > now.at else now.instant(now.day + DAY, at)), notes)


def _interval(parts: Parts, now: Now, offset: timedelta | None) -> Built:
    minutes = parts.step or 0
    if (
        parts.days is not None
        or parts.part is not None
        or parts.on is not None
        or parts.months
        or parts.a_day
    ):
        raise UnclearError(
            "Between which hours? For example: every 2 hours between 9:00 and 17:00 on weekdays."
        )
    start = now.at.replace(second=0, microsecond=0)
    if parts.since is not None:
        if len(parts.times) != 1:
            raise UnclearError("From what time on?")
        start = now.instant(parts.since, clock(parts.times[0], None), offset)
    elif parts.times:
        raise UnclearError("From that time on? Say from which day, too.")
    schedule = Interval(minutes=minutes, start=start)
    return Built(schedule.model_copy(update={"until": _end(parts, schedule, now)}))


def _calendar(parts: Parts, now: Now) -> Built:
    if parts.on is not None:
        raise UnclearError("On that day, or again and again?")
    days = parts.days or Daily()
    if not parts.plural:
        raise UnclearError("Once, or again and again? Say “every”, or the date.")
    if parts.months:
        days = days.model_validate({**days.model_dump(), "months": parts.months})
    times, notes = _times(parts)
    if (
        isinstance(days, Monthly)
        and any(day > SHORTEST_MONTH for day in days.days)
        and days.every == 1
        and not days.months
    ):
        notes = (*notes, "Months that have no such day are left out.")
    schedule = Calendar(days=_counted(days, 1), times=times, since=parts.since)
    if days.every > 1:
        since = _first_day(schedule, now)
        schedule = Calendar(days=days, times=times, since=since)
    until = _end(parts, schedule, now)
    return Built(Calendar(**{**dict(schedule), "until": until}), notes)


def _counted(days: Days, every: int) -> Days:
    return days.model_copy(update={"every": every})


def _first_day(plain: Calendar, now: Now) -> date:
    """The day on which it is due first: what is done every second week counts from there."""
    if plain.since is not None and plain.since >= now.day:
        return next(dates(plain.days, plain.since, plain.since))
    if plain.since is not None:
        return next(dates(plain.days, plain.since, plain.since))
    first = next_one(plain, now.at, now.zone)
    if first is None:
        raise UnclearError("That never comes.")
    return first.astimezone(now.zone).date()


def _times(parts: Parts) -> tuple[tuple[time, ...], tuple[str, ...]]:
    if parts.window is not None:
        if parts.times or parts.a_day is not None:
            raise UnclearError("At those times, or in that window?")
        if parts.step is None:
            raise UnclearError("How often in that window?")
        return in_steps(parts.window, parts.step, parts.part), ()
    if parts.times:
        times = tuple(sorted({clock(token, parts.part) for token in parts.times}))
        if parts.a_day not in {None, len(times)}:
            raise UnclearError(f"{parts.a_day} times a day, but I read {len(times)}.")
        return times, ()
    if parts.a_day in {None, 1}:
        at, notes = _assumed(parts)
        return (at,), notes
    if parts.part is not None or parts.a_day not in SPREAD:
        raise UnclearError("At which times of the day?")
    times = tuple(time(hour) for hour in SPREAD[parts.a_day])
    return times, (f"You named no times, so I took {' and '.join(f'{each:%H:%M}' for each in times)}.",)


def _end(parts: Parts, schedule: Calendar | Interval, now: Now) -> date | None:
    if parts.length is None:
        return parts.until
    if parts.until is not None:
        raise UnclearError("Until then, or for that long?")
    count, unit = parts.length
    first = next_one(schedule, now.at, now.zone)
    start = first.astimezone(now.zone).date() if first is not None else now.day
    return start + relativedelta(**{f"{unit}s": count}) - DAY  # type: ignore[arg-type]
