"""Which days a schedule falls on: every few days, on weekdays, on days of the month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from enum import IntEnum
from typing import Annotated, Any, Literal

from dateutil import rrule
from pydantic import BaseModel, ConfigDict, Field, model_validator

LAST = -1
"""The last of a month, among its days and among its Fridays."""


LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Weekday(IntEnum):
    """A day of the week, counted as Python does: not as cron, whose Sunday is 0."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


WORKDAYS = tuple(Weekday(number) for number in range(5))
WEEKEND = (Weekday.SATURDAY, Weekday.SUNDAY)
MonthDay = Annotated[int, Field(ge=LAST, le=31)]
Month = Annotated[int, Field(ge=1, le=12)]


class Rule(BaseModel):
    """What every rule has: how many days, weeks or months lie between, and the months it keeps to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    every: int = Field(1, ge=1, le=366)
    months: tuple[Month, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Rule:
        for name in ("months", "weekdays", "days"):
            values = getattr(self, name, ())
            if list(values) != sorted(set(values), key=_last_at_the_end):
                raise ValueError(f"{name} are given twice or out of order")
        return self


def _last_at_the_end(number: int) -> int:
    return number if number != LAST else 99


class Daily(Rule):
    """Every day, or every so many."""

    kind: Literal["daily"] = "daily"


class Weekly(Rule):
    """On these days of every week, or of every so many weeks."""

    kind: Literal["weekly"] = "weekly"
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)]


class Monthly(Rule):
    """On these days of the month; -1 is the last. A month without such a day is left out."""

    kind: Literal["monthly"] = "monthly"
    days: Annotated[tuple[MonthDay, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _exists(self) -> Monthly:
        longest = max(LENGTHS[month - 1] for month in self.months or (1,))
        if 0 in self.days or not any(day <= longest for day in self.days):
            raise ValueError("no month has such a day")
        return self


class Ordinal(Rule):
    """On the first, second, … or last (-1) of these weekdays in the month, such as the last Friday."""

    kind: Literal["ordinal"] = "ordinal"
    nth: Literal[1, 2, 3, 4, 5, -1]
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)]


Days = Annotated[Daily | Weekly | Monthly | Ordinal, Field(discriminator="kind")]


def dates(days: Days, since: date, start: date) -> Iterator[date]:
    """The days from `start` on, counted from `since`, which comes before it."""
    rule = rrule.rrule(
        _frequency(days),
        dtstart=datetime.combine(since, time()),
        interval=days.every,
        bymonth=days.months or None,
        wkst=rrule.MO,
        **_parts(days),
    )
    for found in rule.xafter(datetime.combine(start, time()), inc=True):
        yield found.date()


def _frequency(days: Days) -> Literal[1, 2, 3]:
    match days:
        case Daily():
            return rrule.DAILY
        case Weekly():
            return rrule.WEEKLY
        case Monthly() | Ordinal():
            return rrule.MONTHLY


def _parts(days: Days) -> dict[str, Any]:
    match days:
        case Daily():
            return {}
        case Weekly():
            return {"byweekday": days.weekdays}
        case Monthly():
            return {"bymonthday": days.days}
        case Ordinal():
            return {"byweekday": days.weekdays, "bysetpos": days.nth}
