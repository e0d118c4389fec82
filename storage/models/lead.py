"""Leads: one a person, with the source of every field."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, validates

from storage.folding import folded
from storage.models.base import PREFIX, Base

SOUGHT = ("title", "company", "location", "industry")
"""What leads are searched by; each has a column beside it with its words as they are compared."""


class Lead(Base):
    """One person; the columns are the newest facts, for lists and questions.

    `source` is the phantom that found the person first.
    """

    __tablename__ = f"{PREFIX}lead"
    __table_args__ = (Index(None, "workspace", "updated_at"), Index(None, "workspace", "created_at"))

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
