"""What somebody tells of their customers, checked whole: everything that is wrong is said at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from agent.icp.pasted import Entry, entries, told
from agent.pages.urls import company_domain

FEWEST, MOST = 5, 15
"""Best customers (domain.md, 002)."""
FEWEST_LOST, MOST_LOST = 2, 3
"""Customers that were lost, where any are told (domain.md, 002)."""
REASON_LIMIT = 200
_LISTED = 5


class Frozen(BaseModel):
    """A value that refuses unknown keys and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Seed(Frozen):
    """One of the best customers."""

    name: str
    domain: str


class Lost(Frozen):
    """A customer that was lost, and why."""

    name: str
    domain: str
    reason: str


class Intake(Frozen):
    """One's own site, 5–15 best customers, and none or 2–3 that were lost. Domains, each once."""

    website: str
    customers: tuple[Seed, ...]
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True)
class Problem:
    """What keeps the intake from being taken: in which field (website, customers, lost), in a sentence."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Checked:
    """The intake, if nothing is wrong with it; else every problem. `notes` say what was put right."""

    intake: Intake | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def checked(website: str, customers: str, lost: str = "") -> Checked:
    """Read three texts as they were typed or pasted."""
    own = company_domain(website)
    best, gone = entries(customers), entries_with_reasons(lost)
    problems = [
        *_of_website(website, own),
        *_of_entries("customers", best, own),
        *_of_numbers(_once(best)),
        *_of_lost(gone, _once(best), own),
    ]
    notes = tuple(_of_twice("customers", best)) + tuple(_of_twice("lost", [entry for entry, _ in gone]))
    if problems or own is None:
        return Checked(None, tuple(problems), notes)
    seeds = tuple(Seed(name=entry.name, domain=entry.site or "") for entry in _once(best))
    away = {
        entry.site: Lost(name=entry.name, domain=entry.site, reason=reason)
        for entry, reason in reversed(gone)
        if entry.site
    }
    return Checked(Intake(website=own, customers=seeds, lost=tuple(reversed(away.values()))), (), notes)


def entries_with_reasons(text: str) -> list[tuple[Entry, str]]:
    """Lost customers, one a line: a name and a site, then why."""
    lines = [line for line in text.splitlines() if line.strip(" -•*\t")]
    found = [told(line) for line in lines]
    return [(entry, " ".join(entry.rest.split())[:REASON_LIMIT]) for entry in found]


def _once(found: Sequence[Entry]) -> list[Entry]:
    """The entries with a good site, each site once, the first that names it."""
    return list({entry.site: entry for entry in reversed(found) if entry.site}.values())[::-1]


def _of_website(written: str, own: str | None) -> Iterator[Problem]:
    if not written.strip():
        yield Problem("website", "Tell me your own website, like acme.example.")
    elif own is None:
        yield Problem(
            "website", f"“{written.strip()[:80]}” is no company's own website. Write it like acme.example."
        )


def _of_entries(field: str, found: Sequence[Entry], own: str | None) -> Iterator[Problem]:
    bad = [entry.written for entry in found if entry.written and entry.site is None]
    if bad:
        yield Problem(field, f"{_many(bad, 'is no company’s own site', 'are no companies’ own sites')}.")
    nameless = [entry.name for entry in found if not entry.written and entry.name.split()]
    if nameless:
        example = f"{nameless[0]} {nameless[0].split()[0].lower()}.example"
        yield Problem(
            field, f"{_many(nameless, 'has', 'have')} no website. Write it behind the name: {example}."
        )
    if own is not None and any(entry.site == own for entry in found):
        yield Problem(field, f"{own} is your own site; leave it out here.")


def _of_numbers(best: Sequence[Entry]) -> Iterator[Problem]:
    if len(best) < FEWEST:
        more = FEWEST - len(best)
        yield Problem(
            "customers", f"I can read {len(best)} of them; I need {FEWEST} to {MOST}: {more} more, please."
        )
    if len(best) > MOST:
        yield Problem("customers", f"These are {len(best)}; {MOST} is the most. Keep the best.")


def _of_lost(gone: Sequence[tuple[Entry, str]], best: Sequence[Entry], own: str | None) -> Iterator[Problem]:
    if not gone:
        return
    found = [entry for entry, _ in gone]
    yield from _of_entries("lost", found, own)
    count = len(_once(found))
    if not FEWEST_LOST <= count <= MOST_LOST:
        yield Problem(
            "lost", f"Tell me {FEWEST_LOST} or {MOST_LOST} lost customers, or none; I can read {count}."
        )
    silent = [entry.name for entry, reason in gone if entry.site and not reason]
    if silent:
        yield Problem("lost", f"Say why behind {_named(silent)}, like: Acme acme.example – too expensive.")
    known = {entry.site for entry in best}
    both = [entry.name for entry in _once(found) if entry.site in known]
    if both:
        yield Problem("lost", f"{_many(both, 'is', 'are')} among the best customers, too. Which is it?")


def _of_twice(field: str, found: Sequence[Entry]) -> Iterator[str]:
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for entry in found:
        if entry.site and entry.site in seen:
            twice[entry.site] = None
        seen.add(entry.site or "")
    if twice:
        where = "" if field == "customers" else " among the lost"
        yield f"{_many(list(twice), 'was', 'were')} there twice{where}; once counts."


def _many(names: Sequence[str], one: str, several: str) -> str:
    return f"{_named(names)} {one if len(names) == 1 else several}"


def _named(names: Sequence[str]) -> str:
    shown = list(dict.fromkeys(name[:60] for name in names))
    more = [f"{len(shown) - _LISTED} more"] if len(shown) > _LISTED else []
    *most, last = [*shown[:_LISTED], *more]
    return f"{', '.join(most)} and {last}" if most else last


def as_text(intake: Intake) -> tuple[str, str, str]:
    """The three texts that read back as this intake."""
    customers = "\n".join(f"{each.name} {each.domain}" for each in intake.customers)
    lost = "\n".join(f"{each.name} {each.domain} – {each.reason}" for each in intake.lost)
    return intake.website, customers, lost
