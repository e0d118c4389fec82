"""A review as people see it: one lead, a table, a summary, and what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.leads.service import LeadLine
from agent.review.place import Place
from agent.scoring.score import Scored
from storage.models import Decision, LeadState, Tier

__all__ = ["Act", "Decision", "Detail", "LeadState", "Look", "Past", "Place", "Summary", "Table", "Tier"]


@dataclass(frozen=True)
class Past:
    """A score that the lead had before, and why it was scored."""

    score: int
    tier: Tier
    why: str
    at: datetime


@dataclass(frozen=True)
class Detail:
    """One lead with all that a decision needs.

    `batch` is the act that decided last, as a button carries it: who decides over something else is told.
    `lacks` says what keeps it from being qualified, `links` leads to what is evidence. `verified` is of the
    e-mail address.
    """

    line: LeadLine
    state: LeadState
    scored: Scored
    reason: str
    lacks: Sequence[str]
    links: Mapping[str, str]
    decision: Decision
    decided_by: str | None
    decided_at: datetime | None
    rejection: str | None
    batch: str
    history: Sequence[Past] = ()
    verified: bool = False


@dataclass(frozen=True)
class Act:
    """Something that was decided and can be taken back: over so many leads, one of them named."""

    batch: str
    decision: Decision
    people: int
    name: str


@dataclass(frozen=True)
class Look:
    """What is in front of a reviewer; `position` counts from 1, and is 0 for a lead that was picked.

    `tiers` counts the leads of the place, `scoring` those that are still to be scored.
    """

    place: Place
    lead: Detail | None
    position: int
    total: int
    tiers: Mapping[Tier, int]
    last: Act | None
    scoring: int = 0


@dataclass(frozen=True)
class Table:
    """One page of the place's leads, the best first; pages count from 0."""

    place: Place
    lines: Sequence[LeadLine]
    page: int
    pages: int
    people: int
    tiers: Mapping[Tier, int]
    last: Act | None


@dataclass(frozen=True)
class Summary:
    """Where somebody's leads stand: those that wait by tier, the others by decision, and the best."""

    waiting: Mapping[Tier, int]
    decided: Mapping[Decision, int]
    best: Sequence[LeadLine]
    scoring: int = 0

    @property
    def to_review(self) -> int:
        return self.decided.get(Decision.PROPOSED, 0)
