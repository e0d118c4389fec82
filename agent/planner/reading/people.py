"""Who a goal is about: titles, industry, how many, and whether it speaks of people or businesses at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from agent.planner.reading.counts import count
from agent.planner.reading.data import table
from agent.planner.reading.places import is_place
from agent.planner.reading.titles import Span, cased, guessed, title_spans
from agent.planner.reading.words import entries, first_of, pattern

_NAME = r"[A-Z][\w&.-]*(?:['’]s)?(?: [A-Z][\w&.-]*)*"
_NAMES = re.compile(rf"\b(?:at|of|for|from|by):? ({_NAME}(?:(?:, and | and |, ?){_NAME})*)")
_NEARBY = re.compile(r"\b(?:near|nearby|around|close to)\b", re.IGNORECASE)
"""What is said of businesses that one can walk to."""
_GIVEN = re.compile(r"\b(?:these|those)(?: \d+)? $", re.IGNORECASE)
_TITLED = re.compile(
    r"\b(?:(?:job )?title[sd]?|roles?|position|headline|titel|titre|poste|cargo|puesto)(?: is| of|:)? "
    r"[\"“„«]([^\"”“»]{2,60})[\"”“»]",
    re.IGNORECASE,
)
"""A title as somebody wants it word by word."""
_NO_INDUSTRY = re.compile(
    r"\b(?:with|by|using|through) (?:an? )?ai\b|social media|\bai (?=write|enrich|message|comment)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Who:
    """The people of a goal.

    `named`: people or companies are spoken of; `somebody`: people are; `given`: they
    are at hand ("these CEOs").
    """

    titles: tuple[str, ...]
    industry: str | None
    count: int | None
    local: str | None
    companies: tuple[str, ...]
    named: bool
    somebody: bool
    given: bool = False


def who(text: str) -> Who:
    """Read the people out of a text whose links are masked."""
    spans = title_spans(text)
    outside = _without(text, spans)
    titles = tuple(_TITLED.findall(text)) or tuple(
        dict.fromkeys(cased(text[start:end]) for start, end in spans)
    )
    if not (titles or _speaks_of_people(text)):
        titles = guessed(text)
    near = titles[0] if titles and not spans and _NEARBY.search(text) else None
    local = first_of(outside, "locals") or near or next(filter(pattern("locals").fullmatch, titles), None)
    return Who(
        titles=() if local in titles else titles,
        industry=_industry(outside),
        count=count(text),
        local=local,
        companies=_companies(outside),
        named=bool(titles or local) or _speaks_of_people(text),
        somebody=first_of(text, "people") is not None,
        given=any(_GIVEN.search(text[:start]) for start, _ in spans),
    )


def _speaks_of_people(text: str) -> bool:
    return any(first_of(text, name) for name in ("people", "companies", "locals"))


def _companies(text: str) -> tuple[str, ...]:
    """Names in capitals after "at", "of" and the like that are no place and no platform."""
    found = _NAMES.search(text)
    if found is None:
        return ()
    names = [name.removesuffix("'s").removesuffix("’s") for name in re.split(r", and | and |, ?", found[1])]
    return tuple(
        name for name in names if not is_place(name) and name.split()[0].lower() not in _no_companies()
    )


@cache
def _no_companies() -> frozenset[str]:
    return frozenset(table("places")["not_places"]) | entries(
        "heads", "modifiers", "industries", "people", "companies"
    )


def _without(text: str, spans: list[Span]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]}|{text[end:]}"
    return text


def _industry(text: str) -> str | None:
    found = first_of(_NO_INDUSTRY.sub("|", text), "industries")
    if found is None:
        return None
    spelled: str | None = table("people")["spelled"].get(found.lower())
    return spelled or (found if any(char.isupper() for char in found) else found.lower())
