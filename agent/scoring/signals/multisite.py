"""How many sites the company has: points of 20 (seeds/001), brought to 0–100 before they are weighed."""

from __future__ import annotations

from fractions import Fraction

from agent.scoring.facts import Facts
from agent.scoring.signal import Reading, Signal, banded

MOST, LEAST = 20, 3
_BANDS = ((20, 20), (10, 17), (5, 13), (2, 8))
"""Points from so many sites on; domain.md, 001."""


def sites(facts: Facts) -> int | None:
    """How many sites are told of, or listed as locations."""
    told = facts.count("sites")
    found = told if told is not None else facts.count("locations")
    return int(found) if found is not None else None


def _read(facts: Facts) -> Reading:
    number = sites(facts)
    value = Fraction(banded(number or 0, _BANDS, LEAST) * 100, MOST)
    if not number:
        return Reading(value, known=False)
    return Reading(value, known=True, said=f"{number:,} site{'' if number == 1 else 's'}")


MULTISITE = Signal("multisite", "number of sites", _read)
