"""Whether three kinds of evidence were found (seeds/002)."""

from __future__ import annotations

from agent.scoring.facts import Facts
from agent.scoring.signal import FULL, NONE, Reading, Signal, listing

ENOUGH = 3
_KINDS = ("integrations", "buyer_titles", "open_roles", "pricing_page", "case_studies")
"""Where nobody names the kinds of evidence, these fields that are known are kinds."""


def _read(facts: Facts) -> Reading:
    kinds = facts.items("evidence") or tuple(kind.replace("_", " ") for kind in _KINDS if facts.has(kind))
    if not kinds:
        return Reading(NONE, known=False)
    value = FULL if len(kinds) >= ENOUGH else NONE
    return Reading(value, known=True, said=f"evidence of {listing(kinds)}")


EVIDENCE_TYPES = Signal("evidence_types", "kinds of evidence", _read)
