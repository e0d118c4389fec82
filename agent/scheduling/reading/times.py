"""Times of a day: those that were said, and those that a part of the day or a number of times stands for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from agent.scheduling.reading.unclear import UnclearError
from agent.scheduling.schedule import SHORTEST_MINUTES

DEFAULT = time(9)
PARTS = {"morning": time(9), "afternoon": time(14), "evening": time(18), "night": time(20), "end": time(17)}
"""When a part of the day is, for whoever does not say."""
SPREAD = {1: (9,), 2: (9, 17), 3: (9, 13, 17), 4: (8, 11, 14, 17)}
"""The hours at which something is done so many times a day."""
_HOURS = {
    "morning": {hour: hour for hour in range(1, 12)},
    "afternoon": {12: 12, **{hour: hour + 12 for hour in range(1, 7)}},
    "evening": {hour: hour + 12 for hour in range(4, 12)},
    "night": {**{hour: hour for hour in range(1, 5)}, **{hour: hour + 12 for hour in range(6, 12)}},
}
_ALLOWED = {
    "morning": range(12),
    "afternoon": range(12, 19),
    "evening": range(16, 24),
    "night": (*range(6), *range(18, 24)),
}


def clock(token: str, part: str | None) -> time:
    """The time of a token, of which a part of the day may tell the half that is meant."""
    hour, minute = (int(each) for each in token.strip("@~!").split(":"))
    if token.startswith("~") and part in _HOURS:
        if hour not in _HOURS[part]:
            raise UnclearError(f"“{hour}:{minute:02}” and “{part}” do not go together.")
        return time(_HOURS[part][hour], minute)
    if part in _ALLOWED and hour not in _ALLOWED[part]:
        raise UnclearError(f"{hour:02}:{minute:02} is not in the {part}.")
    return time(hour, minute)


def in_steps(window: Sequence[str], minutes: int, part: str | None) -> tuple[time, ...]:
    """Every so many minutes from the first time to the last, both of them included."""
    first, last = (clock(token, part) for token in window)
    start, end = (each.hour * 60 + each.minute for each in (first, last))
    if end <= start:
        raise UnclearError("That window ends before it begins.")
    if minutes < SHORTEST_MINUTES:
        raise UnclearError(f"I do that every {SHORTEST_MINUTES} minutes at most.")
    return tuple(time(*divmod(each, 60)) for each in range(start, end + 1, minutes))
