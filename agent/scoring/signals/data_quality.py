"""How much is known of the company: points of 15 (seeds/001), brought to 0–100 before they are weighed."""

from __future__ import annotations

from fractions import Fraction

from agent.scoring.facts import Facts
from agent.scoring.signal import Reading, Signal, banded
from agent.scoring.signals.multisite import sites

MOST, LEAST, EACH = 15, 1, 2
_BANDS = ((9, 15), (7, 12), (5, 8), (3, 4))
"""Points from so much on, at two for each thing that is known; domain.md, 001."""


def _read(facts: Facts) -> Reading:
    known = {
        "website": facts.has("website"),
        "locations page": facts.has("locations_page") or facts.has("locations"),
        "sites": bool(sites(facts)),
        "employees": bool(facts.count("employees")),
        "contact": facts.has("email") or facts.has("phone"),
    }
    named = [name for name, there in known.items() if there]
    value = Fraction(banded(EACH * len(named), _BANDS, LEAST) * 100, MOST)
    if not named:
        return Reading(value, known=False)
    return Reading(value, known=True, said=f"known of the company: {', '.join(named)}")


DATA_QUALITY = Signal("data_quality", "company data", _read)
