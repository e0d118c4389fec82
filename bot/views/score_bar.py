"""A score as people read it: a bar, a number, a tier."""

from __future__ import annotations

from collections.abc import Mapping

from agent.leads.service import Tier

WIDTH = 10
TIERS: Mapping[Tier, str] = {Tier.HIGH: "High", Tier.MEDIUM: "Medium", Tier.LOW: "Low"}
NOT_YET = "not scored yet"


def bar(score: int | None) -> str:
    """Ten marks, as many full as the score has tens; none for what has no score."""
    full = round(WIDTH * (score or 0) / 100)
    return "▰" * full + "▱" * (WIDTH - full)


def score_words(score: int | None, tier: Tier | None) -> str:
    """The number and the tier."""
    if score is None or tier is None:
        return NOT_YET
    return f"*{score}* of 100 · *{TIERS[tier]}*"
