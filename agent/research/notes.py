"""Notes from evidence: short lines that say nothing but what was found, each with its address; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.evidence.evidence import Evidence, Signal, of
from agent.research.findings import LONGEST_NOTE, Note
from agent.research.known import Known
from agent.research.quality import own_entry

_MOST_NAMES = 6
_MOST_PEOPLE = 4
_LISTS = (
    (Signal.BUYER, "Sells to", 4),
    (Signal.TECH, "Works with", _MOST_NAMES),
    (Signal.ROLE, "Is looking for", 4),
    (Signal.CASE, "Tells of customers:", 4),
)


def notes_of(known: Known, company: str, evidence: Sequence[Evidence]) -> tuple[Note, ...]:
    """The notes in the order in which they matter: the person, the company, people to talk to, contact."""
    name = company or known.company or known.domain
    lines = (
        *_person(known, evidence),
        *_company(name, evidence),
        *_people(known, evidence),
        *_contact(evidence),
    )
    return tuple(Note(text=_short(text), url=url) for text, url in lines)


def _person(known: Known, evidence: Sequence[Evidence]) -> Iterator[tuple[str, str]]:
    own = own_entry(known, evidence)
    if own is not None:
        contact = f" ({own.email})" if own.email else ""
        yield f"{own.value} is {own.title}{contact}, by the company's own page.", own.url


def _company(name: str, evidence: Sequence[Evidence]) -> Iterator[tuple[str, str]]:
    for each in of(Signal.INDUSTRY, evidence):
        yield f"{name} is in {each.value}.", each.url
    for each in of(Signal.EMPLOYEES, evidence):
        yield f"{name} has {each.value} people.", each.url
    if places := of(Signal.PLACE, evidence):
        yield f"Is in {_listed(places, 4)}.", places[0].url
    for signal, words, most in _LISTS:
        if pieces := of(signal, evidence):
            yield f"{words} {_listed(pieces, most)}.", pieces[0].url
    for each in of(Signal.PRICING, evidence):
        yield "Publishes its prices.", each.url


def _people(known: Known, evidence: Sequence[Evidence]) -> Iterator[tuple[str, str]]:
    own = own_entry(known, evidence)
    others = [each for each in of(Signal.PERSON, evidence) if each is not own]
    if others:
        named = "; ".join(f"{each.value}, {each.title}" for each in others[:_MOST_PEOPLE])
        more = f"; {len(others) - _MOST_PEOPLE} more" if len(others) > _MOST_PEOPLE else ""
        yield f"People there: {named}{more}.", others[0].url


def _contact(evidence: Sequence[Evidence]) -> Iterator[tuple[str, str]]:
    for signal, words in (
        (Signal.EMAIL, "E-mail"),
        (Signal.PHONE, "Phone"),
        (Signal.LINKEDIN, "On LinkedIn"),
    ):
        for each in of(signal, evidence)[:1]:
            yield f"{words}: {each.value}", each.url


def _listed(pieces: Sequence[Evidence], most: int) -> str:
    """The first few values, and how many more there are."""
    values = [each.value for each in pieces]
    more = [f"{len(values) - most} more"] if len(values) > most else []
    parts = [*values[:most], *more]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NOTE else f"{text[: LONGEST_NOTE - 1].rstrip()}…"
