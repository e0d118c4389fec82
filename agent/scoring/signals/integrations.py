"""Whether the company names integrations (seeds/002)."""

from __future__ import annotations

from agent.scoring.facts import Facts
from agent.scoring.signal import FULL, NONE, Reading, Signal, listing


def _read(facts: Facts) -> Reading:
    found = facts.items("integrations")
    if not found:
        return Reading(NONE, known=False)
    return Reading(FULL, known=True, said=f"integrations with {listing(found)}")


INTEGRATIONS = Signal("integrations", "integrations", _read)
