"""What the company does, by the names of industries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from agent.evidence.context import own_lines
from agent.evidence.evidence import Evidence, Signal, Site, found
from agent.evidence.kinds import PageKind, kind_of
from agent.evidence.labels import values
from agent.evidence.lexicon import languages_of
from agent.pages.page import Kind, Page
from agent.pages.text import fold

_LABELLED, _SAID, _COUNTED = 0.95, 0.85, 0.6
_ENOUGH, _MARGIN = 3, 1.5
"""Mentions from which on an industry is told by them alone, and how many times those of the next."""
_WE_ARE = re.compile(
    r"\b(?:is|are|as|we.re) (?:an?|the|one of|your|specialists? in|experts? in)\b|\bwe (?:are|do|offer|"
    r"provide|build|make)\b"
    r"|\bspeciali[sz]\w+ in\b|\bleader in\b|\b(?:ist|sind) (?:ein|eine|der|die|ihr|spezialist\w*)\b|"
    r"\bsteht fur\b"
    r"|\baus dem bereich\b|\bspezialist\w* fur\b|\banbieter\b|\b(?:es|somos) (?:una?|la|el|especialistas?)\b"
    r"|\bespecialistas? en\b|\b(?:est|sommes) (?:une?|le|la|des|specialistes?)\b|\bspecialistes? (?:de|"
    r"du|des|en)\b"
    r"|\bspecialisee?s? (?:dans|en)\b|\bacteurs? (?:de|du)\b",
)
_KINDS = {PageKind.HOME, PageKind.ABOUT, PageKind.OTHER}


def industry(page: Page, site: Site) -> Iterator[Evidence]:
    """A labelled industry; else what the company says that it is; else what its home page speaks of most."""
    names = languages_of("industries")
    for each in values(page, "industry_labels"):
        meant = names.meaning(each.value) or next((meaning for meaning, _ in names.find(each.value)), None)
        if meant is not None:
            yield found(Signal.INDUSTRY, meant, page, each.line.text, _LABELLED)
    if kind_of(page) in _KINDS:
        yield from _told(page, site)


def _told(page: Page, site: Site) -> Iterator[Evidence]:
    """What sentences near the top say that the company is; else what is spoken of most."""
    names = languages_of("industries")
    scores: defaultdict[str, float] = defaultdict(float)
    said: dict[str, str] = {}
    for at, line in own_lines(page):
        meanings = [] if line.framed else [each for each, _ in names.find(_without_name(line.text, site))]
        for meaning in meanings:
            scores[meaning] += 2 if line.kind is Kind.HEADING and line.level == 1 else 1
            said.setdefault(meaning, line.text)
            if _says_so(line.text, at):
                yield found(Signal.INDUSTRY, meaning, page, line.text, _SAID - min(at, 50) / 1_000)
    for meaning, _ in names.find(page.title):
        scores[meaning] += 1.5
        said.setdefault(meaning, page.title)
    best, second, *_ = (*sorted(scores.items(), key=lambda each: -each[1]), ("", 0.0), ("", 0.0))
    if best[1] >= _ENOUGH and best[1] > second[1] * _MARGIN:
        yield found(Signal.INDUSTRY, best[0], page, said[best[0]], _COUNTED)


_EARLY = 14


def _says_so(text: str, at: int) -> bool:
    """Whether a sentence, near the top, says what the company is."""
    return at <= _EARLY and (_WE_ARE.search(fold(text)) is not None)


def _without_name(text: str, site: Site) -> str:
    """The line without the company's name: Nordwind Software may well be a carrier."""
    return re.sub(re.escape(site.name), " ", text, flags=re.IGNORECASE) if site.name else text
