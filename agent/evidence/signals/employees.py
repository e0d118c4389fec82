"""How many people work there: a number, or the range that the company gives of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from agent.evidence.context import is_beside, own_lines
from agent.evidence.evidence import Evidence, Signal, Site, found
from agent.evidence.kinds import PageKind, kind_of
from agent.evidence.labels import Labelled, beside, stated
from agent.evidence.lexicon import is_about, patterns_of, speaks_of
from agent.pages.page import Page
from agent.pages.text import fold

_ONE = r"\d{1,3}(?:[.,' ]\d{3})+(?!\d)|\d+(?! ?[.,]\d)"
_RANGE = rf"(?:{_ONE})(?:\s?(?:-|–|—|to|bis|a|y|und|and|et|e|en|tot|til)\s?(?:{_ONE})|\s?\+)?"
_MOST = 2_000_000
_FIGURE = 40
"""Characters of a number with the words around it, at most."""
_YEAR = re.compile(r"(?<![\d.,])(?:19[5-9]\d|20[0-3]\d)(?![\d+]|[.,]\d)")
_OF_YEAR = re.compile(rf"(?:[^\W\d_]+\s)?({_YEAR.pattern})")
"""A year at the beginning: “2019”, “In 2019 we …”."""
_LATEST, _DATED = 2039, 0.2
_LABELLED, _RECORDED, _SAID, _PERHAPS = 0.95, 0.85, 0.8, 0.5


def employees(page: Page, _site: Site) -> Iterator[Evidence]:
    """Labelled numbers, structured data, then sentences: “a team of 120 people”.

    Numbers of others are left out: of customers, and of the companies that something is made for.
    """
    sure = 0.04 if kind_of(page) is PageKind.ABOUT else 0.0
    for each in _labelled(page):
        value = _figure(each.value)
        if value and not each.line.framed and is_about("employee_labels", each.label):
            weight = _LABELLED + sure - _age(page, each.at, each.value)
            yield found(Signal.EMPLOYEES, value, page, each.line.text, weight)
    for record in page.records:
        for said in record.values.get("numberOfEmployees", ()):
            if value := _number(said):
                yield found(Signal.EMPLOYEES, value, page, f"numberOfEmployees: {said}", _RECORDED)
    for at, line in own_lines(page):
        value = _said(line.text)
        if value:
            weight = (_PERHAPS if line.framed else _SAID) - _age(page, at, value)
            yield found(Signal.EMPLOYEES, value, page, line.text, weight + sure)


def _labelled(page: Page) -> Iterator[Labelled]:
    """Numbers with what they count: in one line, or in two that stand together in either order."""
    yield from stated(page)
    yield from beside(page, _is_count)


def _is_count(text: str) -> bool:
    """Whether a text is a number, and no year."""
    return len(text) <= _FIGURE and _YEAR.fullmatch(text) is None and _figure(text) is not None


def _age(page: Page, at: int, value: str) -> float:
    """What a number loses for the year beside it: the latest counts, and what is of no year most."""
    line = page.lines[at]
    near = [line.text, *(each.text for each in page.lines[max(0, at - 2) : at] if is_beside(line, each))]
    years = [
        int(found_one[1]) for text in near if (found_one := _OF_YEAR.match(text)) and found_one[1] != value
    ]
    return _DATED + (_LATEST - max(years)) / 1_000 if years else 0.0


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words, team, employ = (patterns_of(each) for each in ("employee_words", "team_words", "employing"))
    number = rf"({_RANGE})"
    leads = rf"(?: {patterns_of('counting')}|:)"
    return (
        re.compile(rf"(?<![\w.,]){number}[- ](?:[a-z][\w-]*[- ]){{0,2}}?{words}(?!\w)"),
        re.compile(rf"(?<![\w.,]){number}(?:[- ]strong\b| of us\b|[- ]person\b|[- ]kopfig)"),
        re.compile(rf"\b{team}(?: \w+){{0,3}}?{leads} (?:\w+ )?{number}(?!\w|[.,]\d| ?%| \w)"),
        re.compile(rf"\b{patterns_of('we_are')} (?:\w+ )?{number}(?=[.!]|$)"),
        re.compile(rf"\b{employ} (?:\w+ )?{number}(?=[.!]|$| {words})"),
    )


@cache
def _whole() -> re.Pattern[str]:
    """A number that is all of a text, but for words that make it less exact, and the people behind it."""
    number = rf"(?P<number>{_RANGE})(?: {patterns_of('employee_words')})?"
    return re.compile(rf"(?:{patterns_of('roughly')} ?)?{number}\.?")


def _figure(value: str) -> str | None:
    """The number that a text is."""
    whole = _whole().fullmatch(fold(value)) if any(each.isdigit() for each in value) else None
    return _number(whole["number"]) if whole else None


def _said(text: str) -> str | None:
    """The number in a sentence that speaks of the company's own people."""
    folded = fold(text)
    if not any(each.isdigit() for each in folded):
        return None
    for pattern in _patterns():
        for match in pattern.finditer(folded):
            number = next((each for each in match.groups() if each and each[0].isdigit()), "")
            around = folded[max(0, match.start() - 45) : match.end() + 25]
            if number and speaks_of("others_staff", around) is None:
                return _number(number)
    return None


def _number(text: str) -> str | None:
    """“1.200” and “1,200” as 1200; “51 to 200” as 51-200; “5000+” as it is."""
    parts = [int(re.sub(r"\D", "", each)) for each in re.findall(_ONE, text)]
    if not parts or not 0 < max(parts) <= _MOST:
        return None
    if len(parts) > 1 and parts[0] < parts[1]:
        return f"{parts[0]}-{parts[1]}"
    return f"{parts[0]}+" if text.strip().endswith("+") else str(parts[0])
