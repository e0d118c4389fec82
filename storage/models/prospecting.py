"""Sessions that look for companies like the best customers, what they found, and how sources have done."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class SessionState(StrEnum):
    """Where a session stands. `agent.prospecting.states` holds the moves between them."""

    INTAKE_SAVED = "intake_saved"
    SEEDS_MAPPED = "seeds_mapped"
    CONFIRM_PENDING = "confirm_pending"
    PLANNING = "planning"
    TOPLIKES_READY = "toplikes_ready"
    PROFILE_READY = "profile_ready"
    CANDIDATES_FOUND = "candidates_found"
    ENRICHMENT_RUNNING = "enrichment_running"
    SUMMARY_EMITTED = "summary_emitted"
    CANCELLED = "cancelled"
    FAILED = "failed"


class CompanyRole(StrEnum):
    """What a company is to a session: one of the best customers, a lost one, or one that may be like them."""

    SEED = "seed"
    LOST = "lost"
    CANDIDATE = "candidate"


class CompanyWork(StrEnum):
    """How far the work on a company is, within the phase of its session that it is in."""

    NONE = "none"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class ProspectSession(Base):
    """One search for companies like the best customers.

    `intake` is what was told, `profile` what the customers share, `board` what the work has measured and
    decided so far. `version` counts the changes of the profile. It was asked for in a message when `channel`
    and `thread_ts` tell where; else its card begins a thread in its owner's conversation.
    """

    __tablename__ = f"{PREFIX}icp_session"
    __table_args__ = (Index(None, "workspace", "owner", "created_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    owner: Mapped[str]
    channel: Mapped[str]
    thread_ts: Mapped[str]
    state: Mapped[SessionState] = mapped_column(words(SessionState))
    version: Mapped[int]
    intake: Mapped[dict[str, Any]]
    board: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    moved_at: Mapped[datetime]
    profile: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    sentence: Mapped[str] = mapped_column(default="")
    ended_by: Mapped[str | None] = mapped_column(default=None)


class ProspectCompany(Base):
    """A company of a session. `rank` is its place among the lookalikes, from 1; 0 when it is none.

    `reading` and `enriching` are how far these are; `document` is what was found of it.
    """

    __tablename__ = f"{PREFIX}icp_company"
    __table_args__ = (Index(None, "session_id", "role", "rank"),)

    session_id: Mapped[str] = mapped_column(
        ForeignKey(f"{PREFIX}icp_session.id", ondelete="CASCADE"), primary_key=True
    )
    domain: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[CompanyRole] = mapped_column(words(CompanyRole))
    position: Mapped[int]
    name: Mapped[str]
    document: Mapped[dict[str, Any]]
    rank: Mapped[int] = mapped_column(default=0)
    reading: Mapped[CompanyWork] = mapped_column(words(CompanyWork), default=CompanyWork.NONE)
    enriching: Mapped[CompanyWork] = mapped_column(words(CompanyWork), default=CompanyWork.NONE)


class Milestone(Base):
    """Something that happened in a session, once by its key: told in the thread, and to whoever follows.

    `number` is its place in the session, from 1.
    """

    __tablename__ = f"{PREFIX}icp_milestone"

    session_id: Mapped[str] = mapped_column(
        ForeignKey(f"{PREFIX}icp_session.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    event: Mapped[str]
    message: Mapped[str]
    state: Mapped[SessionState] = mapped_column(words(SessionState))
    counters: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class ProspectLead(Base):
    """Which leads a session found."""

    __tablename__ = f"{PREFIX}icp_lead"
    __table_args__ = (Index(None, "lead_id"),)

    session_id: Mapped[str] = mapped_column(
        ForeignKey(f"{PREFIX}icp_session.id", ondelete="CASCADE"), primary_key=True
    )
    lead_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}lead.id", ondelete="CASCADE"), primary_key=True)


class CompanyList(Base):
    """The companies that a workspace uploaded to be searched, as `agent.discovery.listed` writes them.

    `document` has them below `companies`, and how many lines of the file had no company's site.
    """

    __tablename__ = f"{PREFIX}icp_list"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    document: Mapped[dict[str, Any]]
    added_by: Mapped[str]
    added_at: Mapped[datetime]


class SourceStanding(Base):
    """How a source has done lately in a workspace; `score` is 0–1, newer searches counting more."""

    __tablename__ = f"{PREFIX}icp_source"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    searches: Mapped[int]
    failures: Mapped[int]
    score: Mapped[float]
    updated_at: Mapped[datetime]
