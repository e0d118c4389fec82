"""A stretch of time as people name it, and the days that it covers for somebody."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from agent.planner.phantom import Frozen

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Unit(StrEnum):
    """What the calendar is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Days(NamedTuple):
    """The first day, and the day after the last; None where there is no end."""

    first: date | None
    after: date | None

    def times(self, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
        """When these days begin and end for somebody in this time zone."""
        return _midnight(self.first, zone), _midnight(self.after, zone)


def _midnight(day: date | None, zone: tzinfo) -> datetime | None:
    return datetime.combine(day, time(), zone).astimezone(UTC) if day is not None else None


class All(Frozen):
    """No limit at all."""

    kind: Literal["all"] = "all"

    def days(self, today: date) -> Days:
        del today
        return Days(None, None)

    def __str__(self) -> str:
        return "in all"


class Calendar(Frozen):
    """This day, week, month, quarter or year, or an earlier one."""

    kind: Literal["calendar"] = "calendar"
    unit: Unit
    back: int = Field(default=0, ge=0, le=1)

    def days(self, today: date) -> Days:
        first = begin(self.unit, today)
        for _ in range(self.back):
            first = begin(self.unit, first - timedelta(days=1))
        return Days(first, following(self.unit, first))

    def __str__(self) -> str:
        if self.unit is Unit.DAY:
            return ("today", "yesterday")[self.back]
        return f"{('this', 'last')[self.back]} {self.unit}"


class Last(Frozen):
    """So many days, weeks or months up to and with today."""

    kind: Literal["last"] = "last"
    count: int = Field(ge=1, le=3_650)
    unit: Unit

    def days(self, today: date) -> Days:
        after = today + timedelta(days=1)
        if self.unit in {Unit.DAY, Unit.WEEK}:
            return Days(after - timedelta(days=self.count * (7 if self.unit is Unit.WEEK else 1)), after)
        months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[self.unit]
        return Days(_months_before(after, months * self.count), after)

    def __str__(self) -> str:
        return f"in the last {self.count} {self.unit}s" if self.count > 1 else f"in the last {self.unit}"


class Since(Frozen):
    """From a weekday or a date until now. Without a year the last such date is meant."""

    kind: Literal["since"] = "since"
    weekday: int | None = Field(default=None, ge=0, le=6)
    day: int = Field(default=1, ge=1, le=31)
    month: int = Field(default=1, ge=1, le=12)
    year: int | None = Field(default=None, ge=2000, le=2100)

    def days(self, today: date) -> Days:
        after = today + timedelta(days=1)
        if self.weekday is not None:
            return Days(today - timedelta(days=(today.weekday() - self.weekday) % 7), after)
        return Days(_dated(self.day, self.month, self.year, today), after)

    def __str__(self) -> str:
        return f"since {self.named}"

    @property
    def named(self) -> str:
        if self.weekday is not None:
            return WEEKDAYS[self.weekday]
        return f"{self.day} {MONTHS[self.month - 1]}{f' {self.year}' if self.year else ''}"


class On(Since):
    """A single weekday or date: the last one."""

    kind: Literal["on"] = "on"  # type: ignore[assignment]  # it is told from its kind

    def days(self, today: date) -> Days:
        first = super().days(today).first
        return Days(first, first + timedelta(days=1) if first else None)

    def __str__(self) -> str:
        return f"on {self.named}"


class Month(Frozen):
    """A month by its name. Without a year the last one that has begun is meant."""

    kind: Literal["month"] = "month"
    month: int = Field(ge=1, le=12)
    year: int | None = Field(default=None, ge=2000, le=2100)

    def days(self, today: date) -> Days:
        first = _dated(1, self.month, self.year, today)
        return Days(first, following(Unit.MONTH, first))

    def __str__(self) -> str:
        return f"in {MONTHS[self.month - 1]}{f' {self.year}' if self.year else ''}"


class Year(Frozen):
    """A year by its number."""

    kind: Literal["year"] = "year"
    year: int = Field(ge=2000, le=2100)

    def days(self, today: date) -> Days:
        del today
        return Days(date(self.year, 1, 1), date(self.year + 1, 1, 1))

    def __str__(self) -> str:
        return f"in {self.year}"


Span = Annotated[All | Calendar | Last | Since | On | Month | Year, Field(discriminator="kind")]


def begin(unit: Unit, day: date) -> date:
    """The first day of the day, week (from Monday), month, quarter or year that a day lies in."""
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return day - timedelta(days=day.weekday())
        case Unit.MONTH:
            return day.replace(day=1)
        case Unit.QUARTER:
            return date(day.year, day.month - (day.month - 1) % 3, 1)
        case Unit.YEAR:
            return date(day.year, 1, 1)


def following(unit: Unit, first: date) -> date:
    """The first day of the next one."""
    longest = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.QUARTER: 92, Unit.YEAR: 366}[unit]
    return begin(unit, first + timedelta(days=longest))


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (following(Unit.MONTH, date(year, month + 1, 1)) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _dated(day: int, month: int, year: int | None, today: date) -> date:
    """That date; without a year the last one that is not in the future."""
    found = _clipped(day, month, year or today.year)
    return found if year or found <= today else _clipped(day, month, today.year - 1)


def _clipped(day: int, month: int, year: int) -> date:
    """The date; of a month that is shorter, its last."""
    last = following(Unit.MONTH, date(year, month, 1)) - timedelta(days=1)
    return date(year, month, min(day, last.day))
