"""What the work of a session is given, and reading what it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict

from agent.clock import Clock
from agent.discovery.candidates import Candidate
from agent.durable import Durable, Writing
from agent.errors import NotFoundError
from agent.events import HomeChanged, ProspectingChanged
from agent.icp.intake import Intake
from agent.icp.profile import Company, Profile, Signal
from agent.prospecting.board import Board, Budget
from agent.prospecting.parts import Contact, Grade, Parts, Unread
from agent.prospecting.states import is_over
from agent.telling import Telling
from storage.models import ProspectCompany, ProspectSession
from storage.repositories import Repositories
from storage.store import Store

GONE = "I don't have that search any more."


@dataclass(frozen=True)
class Context(Writing):
    """Dependencies of the jobs of a session."""

    store: Store
    durable: Durable
    telling: Telling
    clock: Clock
    parts: Parts[Any]
    budget: Budget = field(default_factory=Budget)

    async def goes_on(self, workspace: str, session_id: str) -> bool:
        """Whether a session was neither cancelled nor failed meanwhile: nothing is paid for after that."""
        async with self.store.reading(workspace) as repos:
            return _lives(await repos.prospecting.get(session_id))

    async def holds_on(self, repos: Repositories, session_id: str) -> bool:
        """The same, and so it stays until the transaction ends: who cancels waits for it."""
        return _lives(await repos.prospecting.lock(session_id))

    async def changed(self, repos: Repositories, session: ProspectSession) -> None:
        """Tell of a change with the transaction that makes it."""
        await repos.session.flush()
        await self.telling.later(repos, ProspectingChanged(session.workspace, session.id))
        await self.telling.later(repos, HomeChanged(session.workspace, session.owner))


def _lives(session: ProspectSession | None) -> bool:
    return session is not None and not is_over(session.state)


class Known(BaseModel):
    """What is kept of a company: how it was found, what its pages say, who is there, how it scores.

    `unread` are pages that a first look left: they are read when contacts are looked for. `why`, `snippet`
    and `url` say why it is like the customers, `points` how much (0–100).
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    found: Candidate | None = None
    signals: tuple[Signal, ...] = ()
    pages: int = 0
    unread: Unread = ()
    trouble: str = ""
    points: float = 0.0
    why: str = ""
    snippet: str = ""
    url: str = ""
    contacts: tuple[Contact, ...] = ()
    linkedin: str = ""
    grade: Grade | None = None

    def with_(self, **changes: Any) -> Known:
        """The same with other values."""
        return self.model_copy(update=changes)


async def locked(repos: Repositories, session_id: str) -> ProspectSession:
    """The session, for change."""
    session = await repos.prospecting.lock(session_id)
    if session is None:
        raise NotFoundError(GONE)
    return session


def board_of(session: ProspectSession) -> Board:
    return Board.model_validate(session.board)


def put_board(session: ProspectSession, board: Board) -> None:
    session.board = board.model_dump(mode="json")


def intake_of(session: ProspectSession) -> Intake:
    return Intake.model_validate(session.intake)


def profile_of(session: ProspectSession) -> Profile | None:
    return Profile.model_validate(session.profile) if session.profile is not None else None


def known_of(row: ProspectCompany) -> Known:
    return Known.model_validate(row.document)


def put_known(row: ProspectCompany, known: Known) -> None:
    row.document = known.model_dump(mode="json")


def companies_of(rows: Sequence[ProspectCompany]) -> list[Company]:
    """The companies with what their pages say."""
    return [Company(row.domain, row.name, known_of(row).signals) for row in rows]
