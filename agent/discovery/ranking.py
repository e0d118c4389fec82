"""Ranking lookalikes by how much of the profile they share, each with why and the words that show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.discovery.candidates import Candidate
from agent.icp.profile import Company, Field, Line, Profile, Signal
from agent.icp.traits import traits

MOST = 50
"""Lookalikes (domain.md, 002)."""
WEIGHTS: Mapping[Field, float] = {
    Field.INDUSTRY: 35.0,
    Field.SIZE: 25.0,
    Field.BUYER: 25.0,
    Field.TECHNOLOGY: 7.0,
    Field.PLACE: 5.0,
    Field.SIGNAL: 3.0,
}
"""What a field counts, of 100: what makes a customer ideal is what they do, how big they are and whom they
sell to; where they are and what they use tells less."""
_MAIN = (Field.INDUSTRY, Field.SIZE, Field.BUYER)
_BY_HAND = 1.0
"""What a person put in counts as if all customers had it."""


@dataclass(frozen=True)
class Fit:
    """How much of a profile a company shares: 0–100, in which lines, and the signal of the first."""

    points: float
    shared: tuple[Line, ...] = ()
    signal: Signal | None = None

    @property
    def why(self) -> str:
        """The lines in words: “Logistics software · 51–200 employees · HR Manager”."""
        return " · ".join(_said(line) for line in self.shared[:4])


@dataclass(frozen=True)
class Lookalike:
    """A company like the best customers: why, and the words that show it with their source."""

    domain: str
    name: str
    points: float
    why: str
    snippet: str
    url: str


def fit(profile: Profile, company: Company) -> Fit:
    """How much a company shares; fields that the profile does not have do not count."""
    own = {(field, value.casefold()): signal for (field, value), signal in traits(company).items()}
    points, whole = 0.0, 0.0
    shared: list[Line] = []
    for field, weight in WEIGHTS.items():
        lines = profile.of(field)
        if not lines:
            continue
        whole += weight
        here = [line for line in lines if line.key in own]
        best = max((_share(line, profile) for line in lines), default=1.0)
        points += weight * max((_share(line, profile) / best for line in here), default=0.0)
        shared += here
    signal = own[shared[0].key] if shared else None
    return Fit(round(100 * points / whole, 1) if whole else 0.0, tuple(shared), signal)


def is_alike(profile: Profile, company: Company) -> bool:
    """Whether a company shares the most shared line of each field that counts most, as far as there is any.

    No other can be more alike in these, so that with a list full of such companies none else need be read.
    """
    own = {(field, value.casefold()) for field, value in traits(company)}
    tops = [lines[0] for field in _MAIN if (lines := profile.of(field))]
    return len(tops) == len(_MAIN) and all(line.key in own for line in tops)


def ranked(
    profile: Profile, found: Sequence[tuple[Candidate, Company]], most: int = MOST
) -> tuple[Lookalike, ...]:
    """The best candidates, the best first, of those that share anything; equal ones by quality."""
    fits = [(candidate, company, fit(profile, company)) for candidate, company in found]
    ordered = sorted(enumerate(fits), key=lambda each: (-each[1][2].points, -each[1][0].quality, each[0]))
    return tuple(_lookalike(*each) for _, each in ordered if each[2].shared)[:most]


def _lookalike(candidate: Candidate, company: Company, how: Fit) -> Lookalike:
    signal = how.signal
    snippet = signal.snippet if signal is not None and signal.snippet else candidate.snippet
    url = signal.url if signal is not None and signal.snippet else candidate.url
    name = company.name or candidate.name
    return Lookalike(candidate.domain, name, how.points, how.why, snippet, url)


def _share(line: Line, profile: Profile) -> float:
    return _BY_HAND if line.by_hand else line.shared / max(profile.seeds, 1)


def _said(line: Line) -> str:
    return f"{line.value} employees" if line.field is Field.SIZE else line.value
