"""The time, as an argument, and Slack's timestamps made from it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time in UTC."""

    def now(self) -> datetime: ...


class MachineClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def microseconds(ts: str) -> int:
    """A timestamp as a number: seconds may come without their fraction."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int(fraction[:6].ljust(6, "0"))


def stamp(number: int) -> str:
    """The timestamp of so many microseconds."""
    return f"{number // 1_000_000:010d}.{number % 1_000_000:06d}"


class Timestamps:
    """Hands out message timestamps, each later than every one before."""

    def __init__(self, clock: Clock, last: int = 0) -> None:
        self._clock = clock
        self._last = last

    def seconds(self) -> float:
        return self._clock.now().timestamp()

    def next(self) -> str:
        self._last = max(int(self.seconds() * 1_000_000), self._last + 1)
        return stamp(self._last)

    def after(self, ts: str) -> None:
        """Make every later timestamp later than `ts`, which an earlier start handed out."""
        self._last = max(self._last, microseconds(ts))
