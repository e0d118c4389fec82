"""What was found of a company, beside what is so: how right and how complete each field is."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from agent.evidence.evidence import Evidence, Signal
from agent.pages.text import fold

FIELDS = 12
Field = tuple[str, set[str], set[str], set[str]]
"""A field's name, what was found, what should have been, and what may be found besides."""


def _folded(values: Iterable[str]) -> set[str]:
    return {fold(value).strip() for value in values}


def _staff(value: str, truth: Any) -> str:
    """`right` for the number of people, or a range that holds it."""
    low, _, high = value.rstrip("+").partition("-")
    return "right" if int(low) <= truth.employees <= int(high or low) else value


def _digits(phone: str) -> str:
    return "".join(each for each in phone if each.isdigit())


def fields(truth: Any, evidence: Iterable[Evidence]) -> Iterator[Field]:
    """What was found of a site, beside what it shows."""
    found = {signal: [each for each in evidence if each.signal is signal] for signal in Signal}
    values = {signal: [each.value for each in pieces] for signal, pieces in found.items()}
    places = [f"{each.city}, {each.country}" for each in truth.places]
    shows = truth.shown.__contains__
    staff = ["right"] if shows("employees") or shows("size_band") else []
    sites = places if shows("places") else places[:1] if shows("headquarters") else []
    tools = (truth.integrations if shows("integrations") else ()) + (
        truth.technologies if shows("technologies") else ()
    )
    people = [f"{each.name} | {each.title}" for each in truth.people] if shows("people") else []
    customers = [each.customer for each in truth.case_studies] if shows("case_studies") else []
    named = [f"{each.value} | {each.title}" for each in found[Signal.PERSON]]
    plain = {
        Signal.INDUSTRY: ([truth.industry] if shows("industry") else [], []),
        Signal.PLACE: (sites, places),
        Signal.TECH: (tools, [*truth.integrations, *truth.technologies]),
        Signal.BUYER: (truth.buyer_titles if shows("buyer_titles") else [], []),
        Signal.ROLE: (truth.open_roles if shows("open_roles") else [], []),
        Signal.CASE: (customers, []),
        Signal.LINKEDIN: ([truth.linkedin_url] if shows("linkedin_url") else [], []),
    }
    inboxes = [truth.inbox] if shows("inbox") else []
    inboxes += [each.email for each in truth.people if each.email_shown] if shows("emails") else []
    besides = [*truth.other_addresses, truth.inbox or "", *(each.email or "" for each in truth.people)]
    addresses = [*values[Signal.EMAIL], *(each.email for each in found[Signal.PERSON] if each.email)]
    yield "email", _folded(addresses), _folded(inboxes), _folded(besides)
    phones = {_digits(truth.phone)} if shows("phone") else set()
    yield "phone", {_digits(each) for each in values[Signal.PHONE]}, phones, set()
    yield "employees", {_staff(each, truth) for each in values[Signal.EMPLOYEES]}, set(staff), set()
    yield "people", _folded(named), _folded(people), set()
    yield "pricing", set(values[Signal.PRICING]), {"public prices"} if shows("pricing") else set(), set()
    for signal, (wanted, besides) in plain.items():
        yield signal.value, _folded(values[signal]), _folded(wanted), _folded(besides)


class Score:
    """Counts, site by site, what was right, wrong and missed of each field."""

    def __init__(self) -> None:
        self._right, self._wrong, self._missed = Counter[str](), Counter[str](), Counter[str]()

    def add(self, truth: Any, evidence: Iterable[Evidence]) -> None:
        for name, found, wanted, besides in fields(truth, evidence):
            self._right[name] += len(found & wanted)
            self._wrong[name] += len(found - wanted - besides)
            self._missed[name] += len(wanted - found)

    def figures(self) -> dict[str, tuple[float, float]]:
        """Precision and recall of each field."""
        return {
            name: (count / max(1, count + self._wrong[name]), count / max(1, count + self._missed[name]))
            for name, count in self._right.items()
        }


def told(what: str, measured: Mapping[str, tuple[float, float]]) -> None:
    said = ", ".join(f"{name} {each[0]:.2f}/{each[1]:.2f}" for name, each in measured.items())
    sys.stdout.write(f"{what}: {said}\n")
