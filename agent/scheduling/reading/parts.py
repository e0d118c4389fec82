"""The parts of a phrase: how often, on which days, at what times, from when, until when."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time

from agent.scheduling.days import LAST, WEEKEND, WORKDAYS, Daily, Days, Monthly, Ordinal, Weekday, Weekly
from agent.scheduling.reading.dates import DATE, Today
from agent.scheduling.reading.spelling import DAYS
from agent.scheduling.reading.unclear import UnclearError
from agent.scheduling.words import MONTHS

FILLERS = re.compile(r"(?:[¦,?\s]|\b(?:on|the|at|and|of)\b)+")
_DAY = rf"(?:{DAYS}|workday|weekend)s?"
_PLURAL = rf"(?:{DAYS}|workday|weekend)s"
_AND = r"(?: ?, ?(?:and )?| and (?:on )?| or | ?[&+] ?)"
_TIME = r"[@~]\d{1,2}:\d\d!?"
_NTH = r"(?:\d{1,2}(?:st|nd|rd|th)|last(?: day)?)"
_MONTH = "|".join(month.lower() for month in MONTHS)
_PART = r"(?:in the )?(morning|afternoon|evening|night)s?"
_MINUTES = {"minutes": 1, "hours": 60}


@dataclass
class Parts:
    """What was found; `rest` is what nobody has read yet."""

    rest: str
    today: Today
    days: Days | None = None
    plural: bool = True
    """Whether the days come again: “every Monday” does, “Monday” does not."""
    step: int | None = None
    """Minutes between two runs."""
    times: tuple[str, ...] = ()
    window: tuple[str, str] | None = None
    part: str | None = None
    a_day: int | None = None
    months: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    length: tuple[int, str] | None = None
    on: date | None = None
    same_day: bool = False
    """Whether that is the day of the week on which it is said."""
    ahead: tuple[float, str] | None = None
    notes: list[str] = field(default_factory=list)

    def take(self, pattern: str) -> re.Match[str] | None:
        """Find a pattern of whole words, and put a mark in its place."""
        found = re.search(rf"(?<![\w@~#])(?:{pattern})(?![\w:])", self.rest)
        if found is not None:
            self.rest = f"{self.rest[: found.start()]} ¦ {self.rest[found.end() :]}"
        return found


def parts_of(words: str, today: Today) -> Parts:
    """Everything that the words say; what they say twice or besides is an error."""
    parts = Parts(words, today)
    for read_one in (_offset_note, _span, _ahead, _step, _monthly, _weekly, _daily, _on, _clock, _in_months):
        read_one(parts)
    left = FILLERS.sub(" ", parts.rest).strip()
    if left:
        raise UnclearError(f"I don't understand “{left}” in that.")
    return parts


def _offset_note(parts: Parts) -> None:
    """What `describe` adds to a time that comes twice is read by the reader, not here."""
    if "(" in parts.rest:
        raise UnclearError("I don't understand what is in brackets.")


def _span(parts: Parts) -> None:
    found = parts.take(rf"(?:, )?until (?:on )?({DATE})")
    if found:
        parts.until = parts.today.named(found[1], last=True)
    found = parts.take(rf"from (?:on )?(?!{_DAY}(?: to |-| - | until ))({DATE})")
    if found:
        parts.since = parts.today.named(found[1])
    found = parts.take(r"for (?:the next )?(\d+|an?) (days?|weeks?|months?)")
    if found:
        parts.length = (_number(found[1]), found[2].rstrip("s"))


def _ahead(parts: Parts) -> None:
    unit = "(minutes|hours|days?|weeks?|months?)"
    found = parts.take(rf"in (\d+(?:\.5)?|an?) {unit}(?:' time)?") or parts.take(
        rf"(\d+(?:\.5)?|an?) {unit} (?:ahead|from now|from today)"
    )
    if found:
        parts.ahead = (float(_number(found[1])) if "." not in found[1] else float(found[1]), found[2])


def _step(parts: Parts) -> None:
    found = parts.take(r"every (?:(\d+(?:\.5)?|an?) )?(minutes|hours)")
    if found:
        count = float(found[1]) if found[1] and found[1][0].isdigit() else 1.0
        parts.step = round(count * _MINUTES[found[2]])
        if parts.step != count * _MINUTES[found[2]]:
            raise UnclearError("I keep whole minutes.")


def _monthly(parts: Parts) -> None:
    every_month = r"(?:every|of every|of each) (?:(\d+) )?months?"
    yearly = parts.take(r"every (?:1 )?years? on (#\d{4}-\d\d-\d\d)") or parts.take(
        r"on (#\d{4}-\d\d-\d\d) (?:of )?every (?:1 )?years?"
    )
    if yearly:
        day = date.fromisoformat(yearly[1][1:])
        return _found(parts, Monthly(days=(day.day,), months=(day.month,)))
    nth = rf"(?:on )?(?:the |every )?(1st|2nd|3rd|4th|5th|last) ({_DAY}(?: or {_DAY})*)"
    of_month = rf"(?:of-month|of the month|{every_month}|of (?:a|the) months?|in (?:a|the) month)"
    found = parts.take(rf"{nth} {of_month}") or parts.take(rf"{every_month} {nth}")
    if found:
        groups = found.groups()
        which, days, every = (
            groups if groups[0] and not groups[0].isdigit() else (groups[1], groups[2], groups[0])
        )
        return _found(parts, Ordinal(nth=_nth(which), weekdays=_weekdays(days), every=int(every or 1)))
    listed = rf"(?:the )?({_NTH}(?:{_AND}(?:the )?{_NTH})*)(?: day)?"
    found = parts.take(rf"(?:on )?{listed} {of_month}") or parts.take(rf"{every_month} (?:on )?{listed}")
    if found:
        groups = found.groups()
        named, every = groups if groups[0] and not groups[0].isdigit() else (groups[1], groups[0])
        return _found(parts, Monthly(days=_month_days(named), every=int(every or 1)))
    found = parts.take(rf"on {listed}")
    if found:
        days = _month_days(found[1])
        _found(parts, Monthly(days=days), plural=len(days) > 1)
    return None


_NAMED = rf"({_DAY}(?:{_AND}(?:every )?{_DAY})*)"
_WEEKS = r"every (?:(\d+)(?:nd|rd|th)? )?weeks?"
_WEEKLY: tuple[tuple[str, Callable[[re.Match[str]], Days]], ...] = (
    (
        rf"(?:every )?(?:(\d+) weeks? (?:on )?)?(?:from )?({DAYS})s? ?(?:to|until|-|–) ?({DAYS})s?",
        lambda found: _weeks(_range(found[2], found[3]), found[1]),
    ),
    (
        rf"every day,? (?:except|but)(?: on)? (?:every )?{_NAMED}",
        lambda found: _weeks(tuple(sorted(set(Weekday) - set(_weekdays(found[1]))))),
    ),
    (rf"{_WEEKS} ?,? ?(?:on )?(?:every )?{_NAMED}", lambda found: _weeks(_weekdays(found[2]), found[1])),
    (rf"(?:on )?(?:every )?{_NAMED},? {_WEEKS}", lambda found: _weeks(_weekdays(found[1]), found[2])),
    (
        rf"every (\d+)(?:nd|rd|th) ({_DAY})(?!{_AND}{_DAY})",
        lambda found: _weeks(_weekdays(found[2]), found[1]),
    ),
    (rf"every {_NAMED}", lambda found: _weeks(_weekdays(found[1]))),
    (rf"(?:on )?({_PLURAL}(?:{_AND}{_DAY})*)", lambda found: _weeks(_weekdays(found[1]))),
)
"""Days of the week that come again: how they are written, and what they are."""


def _weekly(parts: Parts) -> None:
    for pattern, days in _WEEKLY:
        if found := parts.take(pattern):
            return _found(parts, days(found))
    if found := parts.take(rf"(?:on )?({_DAY}(?:{_AND}{_DAY})+|workday|weekend)"):
        _found(parts, _weeks(_weekdays(found[1])), plural=False)
    return None


def _range(first: str, last: str) -> tuple[Weekday, ...]:
    (start,), (end,) = _weekdays(first), _weekdays(last)
    return tuple(sorted(Weekday((start + n) % 7) for n in range((end - start) % 7 + 1)))


def _daily(parts: Parts) -> None:
    if found := parts.take(r"(\d+)x (day|week|month|year)"):
        if found[2] != "day":
            raise UnclearError(f"On which days of the {found[2]}?")
        parts.a_day = int(found[1])
        if parts.days is None:
            _found(parts, Daily())
    if found := parts.take(r"every (?:(\d+)(?:st|nd|rd|th)? )?days?"):
        _found(parts, Daily(every=_positive(found[1])))
    elif found := parts.take(rf"every {_PART}"):
        if parts.days is None:
            _found(parts, Daily())
        parts.part = found[1]


def _on(parts: Parts) -> None:
    found = parts.take(rf"(?:on )?({DATE})")
    if found:
        parts.on = parts.today.named(found[1])
        parts.same_day = found[1] == Weekday(parts.today.day.weekday()).name.lower()
        if found[1] in {"eod", "eow", "eomonth", "eoyear"} and not parts.times:
            parts.part = "end"


def _clock(parts: Parts) -> None:
    found = parts.take(rf"(?:between|from) ({_TIME})(?: and | to | until | - | ?- ?)({_TIME})")
    if found:
        parts.window = (found[1], found[2])
    found = parts.take(rf"(?:at )?({_TIME}(?:{_AND}(?:at )?{_TIME})*)")
    if found:
        parts.times = tuple(re.findall(_TIME, found[1]))
    found = parts.take(_PART)
    if found:
        if parts.part not in {None, found[1]}:
            raise UnclearError(f"{parts.part} or {found[1]}?")
        parts.part = found[1]


def _in_months(parts: Parts) -> None:
    found = parts.take(rf"in ((?:{_MONTH})(?:{_AND}(?:{_MONTH}))*)")
    if found:
        names = re.findall(_MONTH, found[1])
        parts.months = tuple(sorted({_MONTH.split("|").index(name) + 1 for name in names}))


def _found(parts: Parts, days: Days, *, plural: bool = True) -> None:
    if parts.days is not None:
        raise UnclearError("That names two kinds of days.")
    parts.days, parts.plural = days, plural


def _weeks(weekdays: tuple[Weekday, ...], count: str | None = None) -> Days:
    every = _positive(count)
    return Daily() if len(weekdays) == len(Weekday) and every == 1 else Weekly(weekdays=weekdays, every=every)


def _weekdays(words: str) -> tuple[Weekday, ...]:
    found: set[Weekday] = set()
    for name in re.findall(rf"{DAYS}|workday|weekend", words):
        groups = {"workday": WORKDAYS, "weekend": WEEKEND}
        found |= set(groups.get(name) or (Weekday[name.upper()],))
    return tuple(sorted(found))


def _month_days(words: str) -> tuple[int, ...]:
    found = {LAST if each.startswith("last") else _nth(each) for each in re.findall(_NTH, words)}
    if any(day == 0 or day > 31 for day in found):  # noqa: PLR2004 - months
        raise UnclearError("No month has such a day.")
    return tuple(sorted(found, key=lambda day: day if day != LAST else 99))


def _nth(word: str) -> int:
    return LAST if word == "last" else int(re.sub(r"\D", "", word))


def _number(word: str) -> int:
    return _positive(word if word[0].isdigit() else "1")


def _positive(word: str | None) -> int:
    number = int(float(word)) if word else 1
    if number < 1:
        raise UnclearError("That is less than one.")
    return number


def time_of(token: str) -> time:
    """The time of a token that is certain."""
    hour, minute = token.strip("@~!").split(":")
    return time(int(hour), int(minute))
