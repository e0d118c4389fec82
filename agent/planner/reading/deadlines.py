"""By when: a deadline as it is written, and its date when today's is known."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from agent.planner.reading.data import compiled, table

_ISO = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?(?: of| de)? ([^\W\d]+)|([^\W\d]+) (\d{1,2})")
_IN_DAYS = re.compile(r"(\d{1,3})")
_WEEK = 7
_FRIDAY = 4
_LONGEST_YEARS = 1


class Deadline(NamedTuple):
    """The words, the date that they mean, and the text without them."""

    said: str | None
    due: date | None
    rest: str


def deadline(text: str, today: date | None) -> Deadline:
    """Take the first deadline out of a text."""
    for pattern in compiled(table("deadlines")["said"]):
        if found := pattern.search(text):
            rest = f"{text[: found.start()]}|{text[found.end() :]}"
            return Deadline(found[0], _date(found["when"].lower(), today) if today else None, rest)
    return Deadline(None, None, text)


def _date(when: str, today: date) -> date | None:
    if iso := _ISO.search(when):
        return _real(int(iso[1]), int(iso[2]), int(iso[3]))
    for meaning, said in _meanings().items():
        if said.search(when):
            return _meant(meaning, when, today)
    return _on(when, today)


def _meant(meaning: str, when: str, today: date) -> date:
    """The date of "tomorrow", "friday", "end of month" and the like."""
    days = _IN_DAYS.search(when)
    in_days = {
        "today": 0,
        "tomorrow": 1,
        "days": int(days[1]) if days else 1,
        "weeks": _WEEK * int(days[1]) if days else _WEEK,
        "this_week": (_FRIDAY - today.weekday()) % _WEEK,
        "next_week": 2 * _WEEK - 1 - today.weekday(),
        "month": monthrange(today.year, today.month)[1] - today.day,
        "year": (date(today.year, 12, 31) - today).days,
    }
    if meaning in in_days:
        return today + timedelta(days=in_days[meaning])
    weekday = table("deadlines")["weekdays"].index(meaning)
    return today + timedelta(days=(weekday - today.weekday()) % _WEEK or _WEEK)


def _on(when: str, today: date) -> date | None:
    """The next time that a day of a month comes round."""
    found = _DAY_AND_MONTH.search(when)
    if found is None:
        return None
    day, name = int(found[1] or found[4]), found[2] or found[3]
    months = table("deadlines")["months"]
    month = next((number for number, names in enumerate(months, 1) if name in names.split()), None)
    if month is None:
        return None
    this_year = _real(today.year, month, day)
    return this_year if this_year and this_year >= today else _real(today.year + _LONGEST_YEARS, month, day)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _meanings() -> dict[str, re.Pattern[str]]:
    return {meaning: compiled([said])[0] for meaning, said in table("deadlines")["meanings"].items()}
