"""Goals and their plans, version by version."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class PlanStatus(StrEnum):
    """Where a plan stands. `agent.planner.states` holds the moves between them."""

    PLANNING = "planning"
    PROPOSED = "proposed"
    APPROVED = "approved"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REFUSED = "refused"
    FAILED = "failed"


class Plan(Base):
    """One goal and what became of it.

    `version` is the one that is shown (0 before the first). Those after `since` were made for this goal, and
    planning again avoids them. `drafts` counts how often planning was asked for, `feedback` is what the
    newest of these should change, `notice` what its answer said besides a plan.
    """

    __tablename__ = f"{PREFIX}plan"
    __table_args__ = (
        Index(None, "workspace", "author", "created_at"),
        Index(None, "workspace", "goal_ts"),
        Index(None, "workspace", "channel", "thread_ts"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    author: Mapped[str]
    channel: Mapped[str]
    thread_ts: Mapped[str]
    goal_ts: Mapped[str]
    goal: Mapped[str]
    status: Mapped[PlanStatus] = mapped_column(words(PlanStatus))
    version: Mapped[int]
    drafts: Mapped[int]
    feedback: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    since: Mapped[int] = mapped_column(default=0)
    notice: Mapped[str | None] = mapped_column(default=None)
    decided_by: Mapped[str | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)


class PlanVersion(Base):
    """One answer of the planner: a plan or a refusal, as a document."""

    __tablename__ = f"{PREFIX}plan_version"

    plan_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}plan.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    feedback: Mapped[str]
    document: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class PlanInput(Base):
    """A value that a person gave (or confirmed) for an input of a phantom; it survives a new version."""

    __tablename__ = f"{PREFIX}plan_input"

    plan_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}plan.id", ondelete="CASCADE"), primary_key=True)
    script: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
