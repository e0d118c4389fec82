"""Leads: one a person, with the source of every field."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, false, true
from sqlalchemy.orm import Mapped, mapped_column, validates

from storage.folding import folded
from storage.models.base import PREFIX, Base, words

SOUGHT = ("name", "title", "company", "location", "industry")
"""What leads are searched by; each has a column beside it with its words as they are compared."""
SAID = "person:"
"""How the source of a fact begins that a person said; their id follows."""


class LeadState(StrEnum):
    """How far the contact with a lead is. `agent.leads.states` holds the moves between them."""

    NEW = "new"
    RESEARCHING = "researching"
    RESEARCHED = "researched"
    EMAILED = "emailed"
    REPLIED = "replied"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"


class Decision(StrEnum):
    """What a review came to; beside the lead's state, with its moves in the same table."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    SKIPPED = "skipped"


class Tier(StrEnum):
    """How good a lead is by its score."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Lead(Base):
    """One person; the columns are the facts that count, for lists and questions.

    `source` is the phantom that found the person first. Nobody may contact them from `blocked_at` on. `stale`
    says that facts or weights changed since the lead was scored (0 to 100). `batch` is the act of review that
    made the decision: that of one lead, or of many at once.
    """

    __tablename__ = f"{PREFIX}lead"
    __table_args__ = (
        Index(None, "workspace", "updated_at"),
        Index(None, "workspace", "created_at"),
        Index(None, "workspace", "name_words"),
        Index(None, "workspace", "decision", "score"),
        Index(None, "workspace", "stale", "id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    owner: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    name: Mapped[str | None] = mapped_column(default=None)
    title: Mapped[str | None] = mapped_column(default=None)
    company: Mapped[str | None] = mapped_column(default=None)
    email: Mapped[str | None] = mapped_column(default=None)
    profile_url: Mapped[str | None] = mapped_column(default=None)
    location: Mapped[str | None] = mapped_column(default=None)
    industry: Mapped[str | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(default=None)
    blocked_at: Mapped[datetime | None] = mapped_column(default=None)
    blocked_by: Mapped[str | None] = mapped_column(default=None)
    blocked_reason: Mapped[str | None] = mapped_column(default=None)
    name_words: Mapped[str | None] = mapped_column(init=False, default=None)
    state: Mapped[LeadState] = mapped_column(
        words(LeadState), default=LeadState.NEW, server_default=LeadState.NEW.value
    )
    score: Mapped[int | None] = mapped_column(default=None)
    tier: Mapped[Tier | None] = mapped_column(words(Tier), default=None)
    qualified: Mapped[bool] = mapped_column(default=False, server_default=false())
    stale: Mapped[bool] = mapped_column(default=True, server_default=true())
    decision: Mapped[Decision] = mapped_column(
        words(Decision), default=Decision.PROPOSED, server_default=Decision.PROPOSED.value
    )
    decided_by: Mapped[str | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    batch: Mapped[str | None] = mapped_column(default=None)
    title_words: Mapped[str | None] = mapped_column(init=False, default=None)
    company_words: Mapped[str | None] = mapped_column(init=False, default=None)
    location_words: Mapped[str | None] = mapped_column(init=False, default=None)
    industry_words: Mapped[str | None] = mapped_column(init=False, default=None)

    @validates(*SOUGHT)
    def _keep_words(self, field: str, value: str | None) -> str | None:
        setattr(self, f"{field}_words", folded(value))
        return value


class LeadKey(Base):
    """What a person is recognised by; no two leads of a workspace share one."""

    __tablename__ = f"{PREFIX}lead_key"
    __table_args__ = (Index(None, "lead_id"),)

    workspace: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}lead.id", ondelete="CASCADE"))


class LeadFact(Base):
    """One value of one field and where it came from; the newest is the one that counts."""

    __tablename__ = f"{PREFIX}lead_fact"

    lead_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}lead.id", ondelete="CASCADE"), primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    seen_at: Mapped[datetime]


class RunLead(Base):
    """Which leads a run delivered, and whether the workspace knew them before."""

    __tablename__ = f"{PREFIX}run_lead"
    __table_args__ = (Index(None, "lead_id"),)

    run_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}run.id", ondelete="CASCADE"), primary_key=True)
    lead_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}lead.id", ondelete="CASCADE"), primary_key=True)
    known: Mapped[bool]


class LeadMerge(Base):
    """Two leads that a person made one, as both were before; kept only for as long as it can be undone."""

    __tablename__ = f"{PREFIX}lead_merge"
    __table_args__ = (Index(None, "workspace", "kept"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    kept: Mapped[str]
    gone: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    document: Mapped[dict[str, Any]]
