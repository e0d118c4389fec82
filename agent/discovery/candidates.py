"""From results to candidates: each company once, by its own domain, and how good a result is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from agent.discovery.source import Result
from agent.icp.pasted import named_by
from agent.icp.profile import SNIPPET
from agent.pages.urls import company_domain, home_of, is_within, main_of

WEBSITE, CITY, PHONE = 5.0, 3.0, 2.0
"""Points of a result (domain.md, 001): a company's own website, a city, a telephone number."""
SUFFICIENT = 6.0
"""From this average on, the results of a query are good enough (domain.md, 001)."""
_CITY = re.compile(r"\b[A-ZÄÖÜÉ][\w.'’-]+(?: [A-ZÄÖÜÉ][\w.'’-]+)?, (?:[A-ZÄÖÜÉ][\w'’-]+ ?){1,3}")
_PHONE = re.compile(
    r"(?<!\w)(?:\+|00)\d[\d ()./-]{6,18}\d|\(\d{2,5}\) ?\d[\d -]{4,12}\d|\b\d{3}-\d{3}-\d{4}\b"
)
_ENDS = re.compile(r"\s+[|–—·-]\s+|: ")
Domains = Callable[[str], str | None]
"""The domain of a company's own site in an address; None for what is nobody's own."""


@dataclass(frozen=True)
class Candidate:
    """A company that may be like the best customers, and how it was found."""

    domain: str
    name: str
    url: str
    snippet: str
    source: str
    query: str
    quality: float


def quality(result: Result, places: Iterable[str] = (), domain: Domains = company_domain) -> float:
    """Points of a result, 0–10; a city is one of these places, or what reads like “City, Country”."""
    said = f"{result.title} {result.snippet}"
    known = any(place.rpartition(",")[0] and place.split(",")[0] in said for place in places)
    return (
        (WEBSITE if domain(result.url) else 0.0)
        + (CITY if known or _CITY.search(said) else 0.0)
        + (PHONE if _PHONE.search(said) else 0.0)
    )


def average(results: Sequence[Result], places: Sequence[str], domain: Domains = company_domain) -> float:
    """The mean quality of the results that are companies; 0 without any."""
    points = [quality(result, places, domain) for result in results if domain(result.url)]
    return sum(points) / len(points) if points else 0.0


def candidates(  # where results come from is part of what they are
    results: Iterable[Result],
    origin: tuple[str, str],
    places: Sequence[str] = (),
    domain: Domains = company_domain,
) -> list[Candidate]:
    """The companies among results of a source and a query (`origin`), each once, the better result of two."""
    found: dict[str, Candidate] = {}
    for result in results:
        site = domain(result.url)
        if site is None:
            continue
        own = main_of(site)
        points = quality(result, places, domain)
        if own not in found or points > found[own].quality:
            name = name_of(result.title, own)
            snippet = " ".join(result.snippet.split())[:SNIPPET]
            found[own] = Candidate(own, name, home_of(own), snippet, *origin, points)
    return list(found.values())


def is_same(one: str, other: str) -> bool:
    """Whether two domains are of one company: one of them is, or lies below, the other."""
    return is_within(one, other) or is_within(other, one)


def name_of(title: str, domain: str) -> str:
    """A company's name: the part of a result's title that its domain is made of, or the domain itself."""
    stem = re.sub(r"[^a-z0-9]", "", domain.split(".", maxsplit=1)[0])
    for part in _ENDS.split(title):
        bare = re.sub(r"[^a-z0-9]", "", part.lower())
        if bare and (stem.startswith(bare) or bare.startswith(stem)):
            return part.strip()[:80]
    return named_by(domain)
