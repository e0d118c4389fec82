"""The states of a research: one table of moves, and the one function that makes them."""

from __future__ import annotations

from collections.abc import Mapping

from agent.errors import StaleError
from storage.models import Research, ResearchStatus

NEXT: Mapping[ResearchStatus, frozenset[ResearchStatus]] = {
    ResearchStatus.WAITING: frozenset({ResearchStatus.READING}),
    ResearchStatus.READING: frozenset({ResearchStatus.DONE, ResearchStatus.FAILED}),
    ResearchStatus.DONE: frozenset(),
    ResearchStatus.FAILED: frozenset(),
}


def move(row: Research, to: ResearchStatus) -> None:
    """Make the move. Raises StaleError for one that there is not."""
    if to not in NEXT[row.status]:
        raise StaleError("That research is over.")
    row.status = to
