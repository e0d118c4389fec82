"""A research as it is shown: what stands in the store, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent.errors import NotFoundError
from agent.research.depth import DEEPER, Depth
from agent.research.findings import Findings
from agent.research.known import Known
from storage.models import Research, ResearchStatus

__all__ = ["ResearchCard", "ResearchStatus", "existing", "research_card"]

GONE = "I don't have that research any more."


@dataclass(frozen=True)
class ResearchCard:
    """One research in any of its states."""

    id: str
    workspace: str
    author: str
    channel: str
    thread_ts: str
    subject: str
    depth: Depth
    status: ResearchStatus
    known: Known
    findings: Findings
    starts_at: datetime
    asked_at: datetime

    @property
    def deeper(self) -> Depth | None:
        """What can be asked for next; None while it goes on, and when nothing is deeper."""
        return DEEPER.get(self.depth) if self.status is ResearchStatus.DONE else None


def research_card(row: Research | None) -> ResearchCard:
    """The research of a row."""
    row = existing(row)
    return ResearchCard(
        id=row.id,
        workspace=row.workspace,
        author=row.author,
        channel=row.channel,
        thread_ts=row.thread_ts,
        subject=row.subject,
        depth=Depth(row.depth),
        status=row.status,
        known=Known.model_validate(row.known),
        findings=Findings.model_validate(row.document),
        starts_at=row.starts_at,
        asked_at=row.asked_at,
    )


def existing(row: Research | None) -> Research:
    if row is None:
        raise NotFoundError(GONE)
    return row
