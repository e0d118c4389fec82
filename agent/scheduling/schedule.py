"""A schedule, typed: once at an instant, at times of certain days, or every so many minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from agent.scheduling.days import Days, dates

SHORTEST_MINUTES = 5
"""Nobody is told anything more often."""
MOST_TIMES = 24 * 60 // SHORTEST_MINUTES


def _to_the_minute(at: datetime) -> datetime:
    if at.second or at.microsecond:
        raise ValueError("a schedule keeps whole minutes")
    return at.astimezone(UTC)


def _without_seconds(at: time) -> time:
    if at.second or at.microsecond or at.tzinfo is not None:
        raise ValueError("a time of day is hours and minutes")
    return at


Instant = Annotated[AwareDatetime, AfterValidator(_to_the_minute)]
TimeOfDay = Annotated[time, AfterValidator(_without_seconds)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Once(_Frozen):
    """One instant."""

    kind: Literal["once"] = "once"
    at: Instant


class Calendar(_Frozen):
    """Times of certain days, by the clock on the wall; `since` and `until` are the first and last day."""

    kind: Literal["calendar"] = "calendar"
    days: Days
    times: Annotated[tuple[TimeOfDay, ...], Field(min_length=1, max_length=MOST_TIMES)]
    since: date | None = None
    until: date | None = None

    @model_validator(mode="after")
    def _sound(self) -> Calendar:
        if list(self.times) != sorted(set(self.times)):
            raise ValueError("the times are given twice or out of order")
        if self.days.every > 1 and self.since is None:
            raise ValueError("every second day of what? It needs a day to count from")
        if self.days.every > 1 and self.since is not None:
            plain = self.days.model_copy(update={"every": 1})
            if next(dates(plain, self.since, self.since), None) != self.since:
                raise ValueError("it counts from a day on which it falls")
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError("it ends before it begins")
        return self


class Interval(_Frozen):
    """Every so many minutes of absolute time after `start`, whatever the clocks do."""

    kind: Literal["interval"] = "interval"
    minutes: int = Field(ge=SHORTEST_MINUTES, le=60 * 24 * 366)
    start: Instant
    until: date | None = None


Schedule = Annotated[Once | Calendar | Interval, Field(discriminator="kind")]
SCHEDULE: TypeAdapter[Schedule] = TypeAdapter(Schedule)
