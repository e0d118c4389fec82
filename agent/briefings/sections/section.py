"""What a part of a briefing is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from agent.alerts.lines import Line
from agent.briefings.composed import Part
from agent.briefings.facts import Facts

MOST = 5
"""Lines of one part; of more it is told how many."""


@dataclass(frozen=True)
class Section:
    """A pure detector over the facts. Only what is `news` is worth a briefing by itself."""

    title: str
    lines: Callable[[Facts], Iterator[Line]]
    news: bool = True
    most: int = MOST

    def part(self, facts: Facts) -> Part | None:
        """Its lines under its title, or None when there is nothing to say."""
        found = list(self.lines(facts))
        shown = list(islice(found, self.most))
        if len(found) > self.most and self.news:
            shown.append(Line(text=f"And {len(found) - self.most:,} more: Home has them all."))
        return Part(title=self.title, lines=tuple(shown)) if shown else None
