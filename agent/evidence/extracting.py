"""Everything that pages say of a company: each signal's extractor over each page, then put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from agent.evidence.evidence import SINGLE, Evidence, Extractor, Signal, Site
from agent.evidence.signals.buyers import buyers
from agent.evidence.signals.cases import cases
from agent.evidence.signals.emails import emails
from agent.evidence.signals.employees import employees
from agent.evidence.signals.industry import industry
from agent.evidence.signals.linkedin import linkedin
from agent.evidence.signals.people import people
from agent.evidence.signals.phones import phones
from agent.evidence.signals.places import places
from agent.evidence.signals.pricing import pricing
from agent.evidence.signals.roles import roles
from agent.evidence.signals.technologies import technologies
from agent.pages.page import Page
from agent.pages.text import fold

EXTRACTORS: tuple[Extractor, ...] = (
    industry,
    employees,
    places,
    technologies,
    buyers,
    roles,
    pricing,
    cases,
    people,
    emails,
    phones,
    linkedin,
)
"""What is looked for, in this order; adding a signal is one file and one line here."""
MOST = 60
"""Pieces of one signal that are kept."""


def evidence_of(page: Page, site: Site) -> tuple[Evidence, ...]:
    """What one page says."""
    return together([each for extract in EXTRACTORS for each in extract(page, site)])


def together(pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each value once, the best founded first within its signal; of a signal of one value, the best alone."""
    by_signal: defaultdict[Signal, dict[str, Evidence]] = defaultdict(dict)
    for piece in pieces:
        known = by_signal[piece.signal].get(fold(piece.value))
        by_signal[piece.signal][fold(piece.value)] = piece if known is None else _better(known, piece)
    kept: list[Evidence] = []
    for signal in Signal:
        ranked = sorted(by_signal[signal].values(), key=lambda each: -each.weight)
        kept += ranked[: 1 if signal in SINGLE else MOST]
    return tuple(kept)


def _better(known: Evidence, new: Evidence) -> Evidence:
    """The better founded of two pieces of one value, with what only the other knows of a person."""
    first, other = (new, known) if new.weight > known.weight else (known, new)
    missing = {
        name: getattr(other, name) for name in ("title", "email", "profile") if not getattr(first, name)
    }
    return first.model_copy(update=missing) if any(missing.values()) else first


def name_of(pages: Sequence[Page], domain: str) -> str:
    """The company's name as its pages have it: structured data, the site's name, the title's end; or none."""
    for page in pages:
        for record in page.records:
            if record.kind == "organization" and record.values.get("name"):
                return record.values["name"][0]
        if page.site_name:
            return page.site_name
    stem = fold(domain.split(".", maxsplit=1)[0]).replace("-", "")
    for page in pages:
        for part in _parts(page.title):
            bare = "".join(each for each in fold(part) if each.isalnum())
            if bare and (bare.startswith(stem) or stem.startswith(bare)):
                return part
    return ""


def _parts(title: str) -> list[str]:
    for mark in (" | ", " – ", " — ", " - ", " · ", ": "):
        title = title.replace(mark, "\n")
    return [each.strip() for each in title.split("\n") if each.strip()]
