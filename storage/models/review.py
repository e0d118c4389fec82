"""Decisions over leads, each kept with what was before it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words
from storage.models.lead import Decision


class LeadDecision(Base):
    """One lead's part in an act of review. `batch` names the act: of one lead or of many.

    What was before is what Undo brings back; `undone_at` is set when it did.
    """

    __tablename__ = f"{PREFIX}lead_decision"
    __table_args__ = (
        Index(None, "workspace", "by", "id"),
        Index(None, "batch"),
        Index(None, "lead_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    workspace: Mapped[str]
    lead_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}lead.id", ondelete="CASCADE"))
    batch: Mapped[str]
    by: Mapped[str]
    decision: Mapped[Decision] = mapped_column(words(Decision))
    reason: Mapped[str | None]
    at: Mapped[datetime]
    before: Mapped[Decision] = mapped_column(words(Decision))
    before_by: Mapped[str | None]
    before_at: Mapped[datetime | None]
    before_reason: Mapped[str | None]
    before_batch: Mapped[str | None]
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
