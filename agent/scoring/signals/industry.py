"""How much an industry has to gain (seeds/001)."""

from __future__ import annotations

from fractions import Fraction

from agent.scoring.facts import Facts
from agent.scoring.signal import Reading, Signal, quoted
from storage.folding import folded

_BEST = (
    "healthcare, health care, hospital, medical, clinic, pharma, pharmaceutical, hospitality, hotel, "
    "restaurant, resort, manufacturing, manufacturer, factory, retail, retailer, supermarket"
)
_GOOD = "public sector, government, municipal, public administration, office, education, university"
_VALUES = ((_BEST, 90), (_GOOD, 70))
OTHER, UNKNOWN = 55, 45
"""domain.md, 001: 90 for healthcare, hospitality, manufacturing, retail; 70 for public sector and office."""
_PHRASES = tuple(
    (tuple(folded(phrase) or "" for phrase in said.split(",")), value) for said, value in _VALUES
)


def _read(facts: Facts) -> Reading:
    industry = facts.text("industry")
    if not industry:
        return Reading(Fraction(UNKNOWN), known=False)
    said = folded(industry) or ""
    value = next((value for phrases, value in _PHRASES if any(each in said for each in phrases)), OTHER)
    return Reading(Fraction(value), known=True, said=f"industry {quoted(industry)}")


INDUSTRY = Signal("industry", "industry", _read)
