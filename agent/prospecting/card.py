"""A session as it is shown: what was told, how far it is, what it found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.icp.intake import Intake
from agent.icp.profile import Profile
from agent.prospecting.context import Known, board_of, intake_of, known_of, profile_of
from agent.prospecting.paying import Terms
from agent.prospecting.phases import ALL, TOP
from storage.models import CompanyRole, CompanyWork, ProspectCompany, ProspectSession, SessionState

__all__ = ["ALL", "TOP", "CompanyLine", "CompanyWork", "SessionCard", "SessionState", "session_card"]


Counts = Mapping[tuple[CompanyRole, CompanyWork], int]
"""How many companies of a role stand so in being read."""


@dataclass(frozen=True)
class CompanyLine:
    """One lookalike: its place from 1, what is known of it, and how far enriching is."""

    rank: int
    domain: str
    name: str
    known: Known
    enriching: CompanyWork


@dataclass(frozen=True)
class Counted:
    """How many sites were read (or could not be), of how many."""

    done: int
    failed: int
    total: int


@dataclass(frozen=True)
class SessionCard:
    """A session. `place` is the thread in which it was asked for, None when its card begins one.

    `terms` is what contacts would cost, while somebody may agree to it; `spent` what they did, and `agreed`
    what they may, in millicents.
    """

    id: str
    workspace: str
    owner: str
    place: tuple[str, str] | None
    state: SessionState
    version: int
    intake: Intake
    profile: Profile | None
    customers: Counted
    candidates: Counted
    lookalikes: tuple[CompanyLine, ...]
    notes: tuple[str, ...]
    sentence: str
    ended_by: str | None
    created_at: datetime
    moved_at: datetime
    spent: int = 0
    agreed: int = 0
    stopped: bool = False
    terms: Terms | None = None

    @property
    def title(self) -> str:
        """What it is called in a list."""
        names = [seed.name for seed in self.intake.customers]
        return f"Customers like {', '.join(names[:2])} and {len(names) - 2} more"

    @property
    def enriched(self) -> tuple[CompanyLine, ...]:
        """Lookalikes that enriching is done with."""
        ended = {CompanyWork.DONE, CompanyWork.FAILED}
        return tuple(line for line in self.lookalikes if line.enriching in ended)

    @property
    def works_on(self) -> bool:
        """Whether the others go on in the background."""
        under_way = {CompanyWork.WAITING, CompanyWork.RUNNING}
        return any(line.enriching in under_way for line in self.lookalikes)


def session_card(
    session: ProspectSession, counts: Counts, lookalikes: Sequence[ProspectCompany]
) -> SessionCard:
    """What there is to show of a session."""
    board = board_of(session)
    return SessionCard(
        id=session.id,
        workspace=session.workspace,
        owner=session.owner,
        place=(session.channel, session.thread_ts) if session.channel else None,
        state=session.state,
        version=session.version,
        intake=intake_of(session),
        profile=profile_of(session),
        customers=_counted(counts, CompanyRole.SEED, CompanyRole.LOST),
        candidates=_counted(counts, CompanyRole.CANDIDATE),
        lookalikes=tuple(
            CompanyLine(row.rank, row.domain, row.name, known_of(row), row.enriching) for row in lookalikes
        ),
        notes=board.notes,
        sentence=session.sentence,
        ended_by=session.ended_by,
        created_at=session.created_at,
        moved_at=session.moved_at,
        spent=board.spent,
        agreed=board.agreed,
        stopped=board.stopped,
    )


def _counted(counts: Counts, *roles: CompanyRole) -> Counted:
    of = {state: sum(counts.get((role, state), 0) for role in roles) for state in CompanyWork}
    return Counted(of[CompanyWork.DONE], of[CompanyWork.FAILED], sum(of.values()))
