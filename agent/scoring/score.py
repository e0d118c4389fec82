"""The score of some facts: every signal on 0–100, weighed, with what it stands on and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from agent.scoring.facts import Facts
from agent.scoring.profile import WHOLE, Profile
from agent.scoring.signal import Signal
from agent.scoring.signals import SIGNALS
from storage.models import Tier

_BY_KEY: Mapping[str, Signal] = {signal.key: signal for signal in SIGNALS}


@dataclass(frozen=True)
class Part:
    """What one signal adds: `points` of the score are its value (0–100) times its weight (in hundredths)."""

    key: str
    name: str
    value: Fraction
    weight: int
    known: bool
    said: str

    @property
    def points(self) -> Fraction:
        return self.value * self.weight / WHOLE


@dataclass(frozen=True)
class Scored:
    """A score from 0 to 100 with its tier and parts; of a part that is not known, the least counts."""

    score: int
    tier: Tier
    parts: tuple[Part, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not known and would count, the weightiest first."""
        unknown = (part for part in self.parts if not part.known and part.weight)
        return tuple(part.name for part in sorted(unknown, key=lambda part: -part.weight))


def score(facts: Facts, profile: Profile) -> Scored:
    """Score some facts. A fraction of a point is dropped, so that no tier is reached before its floor."""
    parts = tuple(_part(_BY_KEY[key], weight, facts) for key, weight in profile.weights.items())
    whole = floor(sum((part.points for part in parts), Fraction(0)))
    return Scored(whole, profile.recipe.tier(whole), parts)


def _part(signal: Signal, weight: int, facts: Facts) -> Part:
    reading = signal.read(facts)
    return Part(signal.key, signal.name, reading.value, weight, reading.known, reading.said)
