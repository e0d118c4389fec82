"""Times of day as people write them when they speak of quiet hours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from pydantic import ValidationError

from agent.people.person import QuietHours

TIME = r"\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?|noon|midnight"
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?:(?P<half>[ap])\.?m\.?)?")
HOURS, MINUTES, HALF = 24, 60, 12
_NAMED = {"noon": time(12), "midnight": time(0)}


@dataclass(frozen=True)
class Said:
    """A time; `certain` when its half of the day is told, `by_24` when it counts to 24."""

    at: time
    certain: bool
    by_24: bool


def quiet(start: str, end: str) -> tuple[QuietHours, bool] | None:
    """Quiet hours between two times, and whether there is no doubt about them; None where there are none.

    “between 10 and 6” could be meant twice; where one of them counts to 24, so does the other.
    """
    first, last = _said(start), _said(end)
    if first is None or last is None:
        return None
    try:
        hours = QuietHours(start=first.at, end=last.at)
    except ValidationError:
        return None
    return hours, (first.certain and last.certain) or first.by_24 or last.by_24


def _said(text: str) -> Said | None:
    plain = "".join(text.lower().split())
    if plain in _NAMED:
        return Said(_NAMED[plain], certain=True, by_24=False)
    found = _TIME.fullmatch(plain)
    if found is None:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if minute >= MINUTES or hour >= HOURS or (half and not 1 <= hour <= HALF):
        return None
    if half:
        return Said(time(hour % HALF + (HALF if half == "p" else 0), minute), certain=True, by_24=False)
    by_24 = hour > HALF or found["hour"].startswith("0")
    return Said(time(hour, minute), certain=by_24, by_24=by_24)
