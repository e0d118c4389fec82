"""A person's words in the spelling that the reader knows: other languages, numbers, times and dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from agent.scheduling.reading.unclear import UnclearError
from agent.scheduling.words import MONTHS
from agent.tables import shipped

DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTH = "|".join(month.lower() for month in MONTHS)
_LOOSE = 12
"""An hour up to here, written without more, is by a clock of twelve hours or of twenty-four."""
Rewrite = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def spelled(text: str, today: date) -> str:
    """The words as the reader knows them.

    Times become `@17:00`, or `~5:00` where it is open which half of the day is meant; dates `#2026-11-30`, or
    `#?3/4` where it is open which is the month.
    """
    words = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    words = re.sub(r"[;!?]+|[,.]+(?=\s|$)(?<!\d\.)", lambda found: " , " if "," in found[0] else " ", words)
    for pattern, becomes in (*_of_the_language(words), *_words("english"), *_numbers()):
        words = pattern.sub(becomes, words)
    words = _dates(_times(words), today)
    return " ".join(words.split())


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = shipped(__package__, "words.yaml")
    return table


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@#:~])(?:{pattern})(?![\w:])")


def _of_the_language(text: str) -> Iterator[Rewrite]:
    for language, entry in _table()["others"].items():
        if _whole(entry["marks"]).search(text):
            yield from _words(language)
            return


@cache
def _words(language: str) -> tuple[Rewrite, ...]:
    words = _table()["english"] if language == "english" else _table()["others"][language]["words"]
    return tuple((_whole(pattern), becomes) for pattern, becomes in words.items())


@cache
def _numbers() -> tuple[Rewrite, ...]:
    table = _table()
    named = {**table["numbers"], **table["ordinals"]}
    plain = tuple((_whole(word), str(value)) for word, value in named.items())
    # What stands for several words is looked for again, now that the numbers in it are digits.
    return (*plain, *(each for each in _words("english") if r"\d" in each[0].pattern))


def _time(hour: str, minute: str) -> str:
    """A time as it is written: `05:30` and `17:30` are certain, `5:30` is not."""
    if int(hour) > 23 or int(minute) > 59:  # noqa: PLR2004 - what clocks show
        raise UnclearError(f"There is no {hour}:{minute} on a clock.")
    loose = not hour.startswith("0") and int(hour) <= _LOOSE
    return f"~{int(hour)}:{minute}" if loose else f"@{int(hour):02}:{minute}"


def _twelve(found: re.Match[str]) -> str:
    hour = int(found[1])
    if not 1 <= hour <= _LOOSE:
        raise UnclearError(f"“{found[0].strip()}” is no time by a clock of twelve hours.")
    return f"@{hour % 12 + (12 if found[3] == 'p' else 0):02}:{found[2] or '00'}"


_TIMES: tuple[Rewrite, ...] = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"\bhalf past (\d{1,2})\b", r"~\1:30"),
        (r"\bquarter past (\d{1,2})\b", r"~\1:15"),
        (r"\bquarter to (\d{1,2})\b", lambda found: f"~{int(found[1]) - 1 or 12}:45"),
        (r"\bhalb (\d{1,2})\b", lambda found: f"~{int(found[1]) - 1 or 12}:30"),
        (r"[~@]?\b(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\b\.?", _twelve),
        (
            r"(?<![\d.:@~#/-])(\d{1,2})[:](\d\d)(?: ?(?:uhr|h))?(?![\d.:])",
            lambda found: _time(found[1], found[2]),
        ),
        (r"(?<![\d.:@~#/-])(\d{1,2})[.](\d\d) ?uhr\b", lambda found: _time(found[1], found[2])),
        (r"(?<=\bat )(\d{1,2})[.](\d\d)\b(?![.\d])", lambda found: _time(found[1], found[2])),
        (r"(?<![\d.:@~#/-])(\d{1,2}) ?h ?(\d\d)?\b", lambda found: f"@{int(found[1]):02}:{found[2] or '00'}"),
        (
            r"(?<![\d.:@~#/-])(\d{1,2}) ?uhr(?: (\d\d))?\b",
            lambda found: f"@{int(found[1]):02}:{found[2] or '00'}",
        ),
        (r"@(\d):(\d\d)\b", r"@0\1:\2"),
        (r"\bmidnight\b", "@00:00!"),
    )
)
_NO_UNIT = r"(?![\w:./-])(?! (?:minutes|hours|days|weeks|months)\b)"
_LISTED = re.compile(
    rf"(?<=[@~]\d\d:\d\d)((?: *, *| and | to | - | until )(?:at )?)(\d{{1,2}}){_NO_UNIT}"
    rf"|(?<=~\d:\d\d)((?: *, *| and | to | - )(?:at )?)(\d{{1,2}}){_NO_UNIT}"
)
_BARE = re.compile(rf"\b(at|between) (\d{{1,2}}){_NO_UNIT}")


def _times(words: str) -> str:
    for pattern, becomes in _TIMES:
        words = pattern.sub(becomes, words)
    words = _BARE.sub(lambda found: f"{found[1]} {_time(found[2], '00')}", words)
    words = re.sub(
        r"\bfrom (\d{1,2})(?= (?:to|until|-) ?[\d@~])", lambda found: f"from {_time(found[1], '00')}", words
    )
    before = ""
    while before != words:
        before = words
        words = _LISTED.sub(
            lambda found: f"{found[1] or found[3]}{_time(found[2] or found[4], '00')}", words, count=1
        )
    return words


_NTH = r"(\d{1,2})(?:st|nd|rd|th)?\.?"
_YEAR = r"(?:,? (\d{4}))?"
_DATES = (
    (re.compile(r"(?<![\w@~#])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w])"), (3, 2, 1)),
    (re.compile(rf"(?<![\w@~#:.])(?:the )?{_NTH} (?:of )?({_MONTH}){_YEAR}(?!\w)"), (1, 2, 3)),
    (re.compile(rf"(?<![\w@~#])({_MONTH}) (?:the )?{_NTH}{_YEAR}(?![\w:])"), (2, 1, 3)),
    (re.compile(r"(?<![\w@~#:.])(\d{1,2})\.(\d{1,2})\.(\d{4})?(?![\w])"), (1, 2, 3)),
)
_SLASHED = re.compile(r"(?<![\w@~#:.])(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\w/])")


def _dates(words: str, today: date) -> str:
    for pattern, (day, month, year) in _DATES:
        for found in reversed(list(pattern.finditer(words))):
            named = _hash(found[day], found[month], found[year], today)
            words = f"{words[: found.start()]}{named}{words[found.end() :]}"
    return _SLASHED.sub(lambda found: _slashed(found, today), words)


def _slashed(found: re.Match[str], today: date) -> str:
    first, second = int(found[1]), int(found[2])
    if first == second or second > 12:  # noqa: PLR2004 - months
        return _hash(found[2], found[1], found[3], today)
    if first > 12:  # noqa: PLR2004 - months
        return _hash(found[1], found[2], found[3], today)
    readings = (_hash(found[1], found[2], found[3], today), _hash(found[2], found[1], found[3], today))
    return "#?" + "/".join(each.removeprefix("#") for each in readings)


def _hash(day: str, month: str, year: str | None, today: date) -> str:
    """A date; without a year, the next one that it names."""
    number = int(month) if month.isdigit() else _MONTH.split("|").index(month) + 1
    years = (int(year),) if year else range(today.year, today.year + 9)
    for each in years:
        try:
            found = date(each, number, int(day))
        except ValueError:
            continue
        if year or found >= today:
            return f"#{found.isoformat()}"
    named = MONTHS[number - 1] if 1 <= number <= 12 else f"month {number}"  # noqa: PLR2004
    raise UnclearError(f"There is no {int(day)} {named}{' ' + year if year else ''}.")
