"""From what pages say to what companies can share: numbers become bands, roles and prices signals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from agent.icp.profile import Company, Field, Signal

BANDS = (
    (10, "1–10"),
    (50, "11–50"),
    (200, "51–200"),
    (500, "201–500"),
    (1_000, "501–1000"),
    (5_000, "1001–5000"),
)
BEYOND = "5001+"
MANY_ROLES = 3
"""Open roles from which on a company counts as growing (domain.md, 002)."""
PRICING, CASES, HIRING = "pricing page", "case studies", f"{MANY_ROLES} or more open roles"
Trait = tuple[Field, str]


def band_of(number: int) -> str:
    """The size band of a number of employees, as LinkedIn has them."""
    return next((name for most, name in BANDS if number <= most), BEYOND)


def size(value: str) -> str | None:
    """The band of a number or a range (by its middle): “120”, “1,200 people”, “51-200”, “5001+”."""
    numbers = [int(re.sub(r"\D", "", each)) for each in re.findall(r"\d{1,3}(?:[.,' ]\d{3})+|\d+", value)]
    if not numbers or not numbers[0]:
        return None
    two = numbers[:2]
    return band_of(round(sum(two) / len(two))) if "+" not in value else band_of(two[0] + 1)


def _place(value: str) -> Iterator[Trait]:
    """The place itself and, after its last comma, the country."""
    yield Field.PLACE, value
    country = value.rpartition(",")[2].strip()
    if country and country != value:
        yield Field.PLACE, country


def _size(value: str) -> Iterator[Trait]:
    if (band := size(value)) is not None:
        yield Field.SIZE, band


_MADE: Mapping[str, Callable[[str], Iterator[Trait]]] = {
    "industry": lambda value: iter([(Field.INDUSTRY, value)]),
    "employees": _size,
    "place": _place,
    "technology": lambda value: iter([(Field.TECHNOLOGY, value)]),
    "buyer": lambda value: iter([(Field.BUYER, value)]),
    "pricing": lambda _: iter([(Field.SIGNAL, PRICING)]),
    "case_study": lambda _: iter([(Field.SIGNAL, CASES)]),
}
"""What a signal says of its company, by its field; the others are of people and say nothing to share."""


def traits(company: Company) -> dict[Trait, Signal]:
    """What is so of a company, each with the signal that says it first; capitals do not matter."""
    found: dict[Trait, Signal] = {}
    seen: set[tuple[Field, str]] = set()
    for signal in company.signals:
        for field, value in _made(signal):
            if (field, value.casefold()) not in seen:
                seen.add((field, value.casefold()))
                found[field, value] = signal
    roles = [signal for signal in company.signals if signal.field == "open_role"]
    if len(_different(roles)) >= MANY_ROLES:
        found[Field.SIGNAL, HIRING] = roles[0]
    return found


def _made(signal: Signal) -> Iterator[Trait]:
    made = _MADE.get(signal.field)
    value = " ".join(signal.value.split())
    if made is not None and value:
        yield from made(value)


def _different(signals: Sequence[Signal]) -> set[str]:
    return {signal.value.casefold() for signal in signals}
