"""Researches: what public pages say of a lead or a company, as somebody asked for it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class ResearchStatus(StrEnum):
    """Where a research stands."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


class Research(Base):
    """One research. `known` is what it began with, `document` what it has found so far.

    One without a `channel` is a look-up of what scoring misses, which no conversation is told of.
    `starts_at` is the time that it was given, so that no more start in a minute than may. It ends with its
    lead.
    """

    __tablename__ = f"{PREFIX}research"
    __table_args__ = (Index(None, "workspace", "starts_at"), Index(None, "lead_id"))

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    author: Mapped[str]
    channel: Mapped[str]
    thread_ts: Mapped[str]
    subject: Mapped[str]
    depth: Mapped[str]
    status: Mapped[ResearchStatus] = mapped_column(words(ResearchStatus))
    known: Mapped[dict[str, Any]]
    document: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    lead_id: Mapped[str | None] = mapped_column(
        ForeignKey(f"{PREFIX}lead.id", ondelete="CASCADE"), default=None
    )
