"""What is known of a person, and what they put first."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class Person(Base):
    """One person's context as `agent.people.person.Person` writes it; they may have it forgotten."""

    __tablename__ = f"{PREFIX}person"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]


class PriorityStatus(StrEnum):
    """Where something on a priority list stands."""

    OPEN = "open"
    DONE = "done"


class Priority(Base):
    """Something on a person's priority list: a lead, once a person, or what they wrote."""

    __tablename__ = f"{PREFIX}priority"
    __table_args__ = (
        UniqueConstraint("workspace", "owner", "lead_id"),
        Index(None, "workspace", "owner", "status", "position"),
        Index(None, "lead_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    owner: Mapped[str]
    lead_id: Mapped[str | None] = mapped_column(ForeignKey(f"{PREFIX}lead.id", ondelete="CASCADE"))
    text: Mapped[str]
    status: Mapped[PriorityStatus] = mapped_column(words(PriorityStatus))
    position: Mapped[int]
    added_at: Mapped[datetime]
    done_at: Mapped[datetime | None] = mapped_column(default=None)
