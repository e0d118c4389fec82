"""A search for contacts as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.enrichment.prices import price_of
from agent.enrichment.provider import Kind
from agent.enrichment.providers import KINDS, VERIFIER
from agent.enrichment.standing import Closed
from agent.enrichment.waterfall import Course
from storage.models import ContactSearch, ContactTarget, Lead, SearchStatus, TargetState

__all__ = ["Closed", "ContactCard", "ContactLine", "SearchStatus", "TargetState"]


@dataclass(frozen=True)
class ContactLine:
    """One lead; `provider` is the title of who found the address."""

    name: str
    company: str
    state: TargetState
    email: str = ""
    provider: str = ""


@dataclass(frozen=True)
class ContactCard:
    """A search. `most` and `spent` are millicents; `asks` names who is asked, `left_out` who is not."""

    id: str
    workspace: str
    owner: str
    channel: str
    thread_ts: str
    status: SearchStatus
    lines: tuple[ContactLine, ...]
    asks: tuple[str, ...]
    left_out: tuple[tuple[str, Closed], ...]
    unverified: Closed | None
    throttled: bool
    spent: int
    most: int
    ended_by: str | None
    started_at: datetime | None
    ended_at: datetime | None

    def count(self, *states: TargetState) -> int:
        return sum(line.state in states for line in self.lines)

    @property
    def settled(self) -> int:
        """How many leads are done."""
        return len(self.lines) - self.count(TargetState.WAITING, TargetState.SEARCHING)


def contact_line(target: ContactTarget, lead: Lead) -> ContactLine:
    """One lead as a search shows it."""
    kind = KINDS.get(target.provider or "")
    provider = kind.title if kind is not None else ""
    return ContactLine(lead.name or "Unknown", lead.company or "", target.state, target.email or "", provider)


def most_of(course: Course, leads: int) -> int:
    """The most that it may cost, in millicents: everybody asked, everything verified."""
    asked = [kind for kind in course.kinds if kind.name not in course.closed]
    return leads * sum(_most(kind, verifies=course.verifies) for kind in asked)


def _most(kind: Kind[object], *, verifies: bool) -> int:
    checks = kind.most * price_of(VERIFIER.name).millicents if verifies else 0
    return price_of(kind.name).millicents + checks


def contact_card(
    search: ContactSearch,
    rows: Sequence[tuple[ContactTarget, Lead]],
    asks: tuple[str, ...],
    left_out: tuple[tuple[str, Closed], ...],
    unverified: Closed | None,
    spent: int,
) -> ContactCard:
    """The card of a search and its leads."""
    return ContactCard(
        id=search.id,
        workspace=search.workspace,
        owner=search.owner,
        channel=search.channel,
        thread_ts=search.thread_ts,
        status=search.status,
        lines=tuple(contact_line(target, lead) for target, lead in rows),
        asks=asks,
        left_out=left_out,
        unverified=unverified,
        throttled=search.throttled,
        spent=spent,
        most=search.most,
        ended_by=search.ended_by,
        started_at=search.started_at,
        ended_at=search.ended_at,
    )
