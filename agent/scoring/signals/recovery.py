"""What could be saved: the middle estimate of savings (seeds/001: 10, 13.5 and 17 % of the spend)."""

from __future__ import annotations

from fractions import Fraction

from agent.scoring.facts import Facts
from agent.scoring.signal import Reading, Signal, banded

LOW, MID, HIGH = Fraction(10, 100), Fraction(135, 1000), Fraction(17, 100)
"""Shares of a year's spend."""
_BANDS = ((2_000_000, 100), (1_000_000, 85), (500_000, 70), (250_000, 55))
"""From these savings a year on; domain.md, 001."""
LEAST = 40


def savings(spend: float) -> tuple[int, int, int]:
    """Low, middle and high savings a year, in the spend's currency."""
    low, mid, high = (int(Fraction(spend) * share) for share in (LOW, MID, HIGH))
    return low, mid, high


def _read(facts: Facts) -> Reading:
    spend = facts.number("spend")
    if spend is None:
        return Reading(Fraction(LEAST), known=False)
    _, mid, _ = savings(spend)
    said = f"a spend of {facts.text('spend')}, of which about {mid:,} could be saved"
    return Reading(Fraction(banded(mid, _BANDS, LEAST)), known=True, said=said)


RECOVERY = Signal("recovery", "spend", _read)
