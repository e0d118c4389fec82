"""Scoring a company by what its pages show: the evidence preset (domain.md, 002)."""

from __future__ import annotations

from collections.abc import Sequence

from agent.icp.profile import Signal
from agent.prospecting.parts import Grade
from agent.prospecting.people import said_of
from agent.scoring.facts import Facts
from agent.scoring.presets import Preset
from agent.scoring.profile import Profile
from agent.scoring.reason import reason
from agent.scoring.score import score


class EvidenceScores:
    """The usual weights of the evidence preset, in which contacts count nothing."""

    def __init__(self) -> None:
        self._profile = Profile.usual(Preset.EVIDENCE)

    def score(self, signals: Sequence[Signal]) -> Grade:
        known = Facts.of((field, value) for field, value, _ in said_of(signals))
        scored = score(known, self._profile)
        return Grade(float(scored.score), scored.tier.value, reason(scored))
