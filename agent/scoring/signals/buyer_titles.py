"""Whether titles of buyers were seen at the company (seeds/002)."""

from __future__ import annotations

from agent.scoring.facts import Facts
from agent.scoring.signal import FULL, NONE, Reading, Signal, listing


def _read(facts: Facts) -> Reading:
    found = facts.items("buyer_titles")
    if not found:
        return Reading(NONE, known=False)
    return Reading(FULL, known=True, said=f"buyers there: {listing(found)}")


BUYER_TITLES = Signal("buyer_titles", "titles of buyers", _read)
