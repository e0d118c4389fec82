"""Reading a stretch of time out of a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from agent.questions.rest import Rest
from agent.questions.span import MONTHS, WEEKDAYS, All, Calendar, Last, Month, On, Since, Span, Unit, Year

_GERMAN_MONTHS = (
    *("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september"),
    *("oktober", "november", "dezember"),
)
_GERMAN_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_MONTH: Mapping[str, int] = {
    **{name.lower(): at for at, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): at for at, name in enumerate(MONTHS, 1)},
    "sept": 9,
    **{name: at for at, name in enumerate(_GERMAN_MONTHS, 1)},
}
_WEEKDAY: Mapping[str, int] = {
    **{name.lower(): at for at, name in enumerate(WEEKDAYS)},
    **{name: at for at, name in enumerate(_GERMAN_DAYS)},
}
_UNIT: Mapping[str, Unit] = {
    **{unit.value: unit for unit in Unit},
    "tag": Unit.DAY,
    "woche": Unit.WEEK,
    "monat": Unit.MONTH,
    "quartal": Unit.QUARTER,
    "jahr": Unit.YEAR,
}
_NUMBER: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        ("two zwei couple", "three drei", "four vier", "five fünf", "six sechs", "seven sieben"), 2
    )
    for word in words.split()
}
_M, _D = "|".join(sorted(_MONTH, key=len, reverse=True)), "|".join(_WEEKDAY)
_U = "(?:(day|week|month|quarter|year)s?|(tag|woche|monat|quartal|jahr)(?:e[nms]?|n|s)?)"
_N = rf"(\d{{1,3}}|{'|'.join(_NUMBER)})"
_SINCE = "(?:since|from|after|starting|seit|ab)(?: the| dem| der)?"
_IN = "(?:(?:in|within|over|during|from|of|for|aus|innerhalb|für)(?: the| der| den)? |the |den )"
_ON = "(?:on|at|am|vom)(?: the)?"
_YEAR = r"(?:,? (20\d\d))?"
_ISO = r"(20\d\d)-(\d{1,2})-(\d{1,2})"
_DOTTED = r"(\d{1,2})\.(\d{1,2})\.(20\d\d)?"
_DAY_MONTH = rf"(?:(\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)? ({_M})|({_M}) (\d{{1,2}})(?:st|nd|rd|th)?){_YEAR}"
Make = Callable[[re.Match[str]], Span]


def take_span(rest: Rest) -> Span | None:
    """The first stretch of time that the text names, which is taken out of it; None when it names none."""
    for pattern, make in _PATTERNS:
        found = pattern.search(rest.text)
        if found is not None:
            span = _made(make, found)
            if span is not None:
                rest.take(pattern)
                return span
    return None


def _made(make: Make, found: re.Match[str]) -> Span | None:
    try:
        return make(found)
    except ValueError:
        # There is no 45th of March: it may be something else.
        return None


def _unit(found: re.Match[str]) -> Unit:
    return _UNIT[next(group.lower() for group in reversed(found.groups()) if group)]


def _last(found: re.Match[str]) -> Last:
    said = found[1].lower()
    return Last(count=int(said) if said.isdigit() else _NUMBER[said], unit=_unit(found))


def _iso(kind: type[Since]) -> Make:
    def make(found: re.Match[str]) -> Span:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return kind(day=day.day, month=day.month, year=day.year)

    return make


def _dotted(kind: type[Since]) -> Make:
    def make(found: re.Match[str]) -> Span:
        day = date(int(found[3] or 2000), int(found[2]), int(found[1]))
        return kind(day=day.day, month=day.month, year=day.year if found[3] else None)

    return make


def _dated(kind: type[Since]) -> Make:
    def make(found: re.Match[str]) -> Span:
        day, month = int(found[1] or found[4]), _MONTH[(found[2] or found[3]).lower()]
        year = int(found[5]) if found[5] else None
        date(year or 2000, month, day)
        return kind(day=day, month=month, year=year)

    return make


def _calendar(back: int) -> Make:
    return lambda found: Calendar(unit=_unit(found), back=back)


def _day(back: int) -> Make:
    return lambda _found: Calendar(unit=Unit.DAY, back=back)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{text})(?!\w)", re.IGNORECASE)


_PATTERNS: tuple[tuple[re.Pattern[str], Make], ...] = tuple(
    (_pattern(text), make)
    for text, make in (
        (rf"{_SINCE} {_ISO}", _iso(Since)),
        (rf"{_SINCE} {_DOTTED}", _dotted(Since)),
        (rf"{_SINCE} {_DAY_MONTH}", _dated(Since)),
        (
            rf"from (?:last )?({_D})(?! on|wards|s? (?:to|till|until)\b)",
            lambda found: On(weekday=_WEEKDAY[found[1].lower()]),
        ),
        (rf"{_SINCE} (?:last |letztem )?({_D})", lambda found: Since(weekday=_WEEKDAY[found[1].lower()])),
        (
            rf"(?:since|after|starting|seit|ab)(?: the| dem| der)? ({_M}){_YEAR}",
            lambda found: Since(month=_MONTH[found[1].lower()], year=int(found[2]) if found[2] else None),
        ),
        (
            r"(?:since|after|starting|seit|ab|from(?= \w+ on)) (?:yesterday|gestern)(?: on(?:wards)?)?",
            lambda _found: Last(count=2, unit=Unit.DAY),
        ),
        (rf"(?:{_ON} )?{_ISO}", _iso(On)),
        (rf"{_ON} {_DOTTED}", _dotted(On)),
        (rf"(?:{_ON} )?{_DAY_MONTH}", _dated(On)),
        (rf"(?:{_ON}|last|letzten) ({_D})", lambda found: On(weekday=_WEEKDAY[found[1].lower()])),
        (rf"{_IN}?(?:last|past|previous|letzten|vergangenen) {_N}(?: of)? {_U}", _last),
        (rf"{_IN}?(?:last|past) (?:24 hours|day)", lambda _found: Last(count=1, unit=Unit.DAY)),
        (rf"{_IN}?(?:this|diese[rsnm]?|current) {_U}", _calendar(0)),
        (rf"{_IN}?(?:last|previous|letzte[rsnm]?|vorige[rsnm]?|vergangene[rsnm]?) {_U}", _calendar(1)),
        ("(?:from |of |for |von )?(?:today|heute)(?:'s|s)?", _day(0)),
        ("(?:from |of |for |von )?(?:yesterday|gestern)(?:'s|s)?", _day(1)),
        (
            rf"(?:in|of|from|during|for|im) (?:the )?(?:month of )?({_M}){_YEAR}",
            lambda found: Month(month=_MONTH[found[1].lower()], year=int(found[2]) if found[2] else None),
        ),
        (r"(?:in|of|from|during|for)(?: the year)? (20\d\d)", lambda found: Year(year=int(found[1]))),
        ("(?:of |for )?(?:all times?|ever|in all|in total|overall|insgesamt|jemals)", lambda _found: All()),
    )
)
"""The more a phrase says, the earlier it is looked for."""
