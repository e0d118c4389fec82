"""How sources have done lately: what each gave for a search, newer ones counting more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.discovery.listed import Listed
from agent.discovery.source import PAGE

NEWEST = 0.2
"""Share of the newest search in the score: the last ten or so are what counts."""
UNKNOWN = 0.5
"""The score of a source that was never asked: it comes before those that give little."""


@dataclass(frozen=True)
class Standing:
    """`score` is 0–1: new companies a search gave, of those that a page can hold; a failure is 0."""

    searches: int = 0
    failures: int = 0
    score: float = UNKNOWN

    def after(self, usable: int, *, failed: bool) -> Standing:
        """With one more search, which gave so many companies."""
        newest = 0.0 if failed else min(1.0, usable / PAGE)
        score = newest * NEWEST + self.score * (1 - NEWEST)
        return Standing(self.searches + 1, self.failures + failed, round(score, 4))


def ordered(names: Sequence[str], standings: Mapping[str, Standing]) -> tuple[str, ...]:
    """The sources with the best first, and the list that somebody uploaded before them all.

    Equal ones keep their order.
    """
    return tuple(
        sorted(names, key=lambda name: (name != Listed.name, -standings.get(name, Standing()).score))
    )
