"""How leads are scored, version by version, and what each lead's score has been."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words
from storage.models.lead import Tier


class Score(Base):
    """A score that a lead got, and why it was scored; the newest is the one that counts.

    `wording` is the reason in a model's words, where one has put it.
    """

    __tablename__ = f"{PREFIX}score"
    __table_args__ = (Index(None, "lead_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    workspace: Mapped[str]
    lead_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}lead.id", ondelete="CASCADE"))
    score: Mapped[int]
    tier: Mapped[Tier] = mapped_column(words(Tier))
    preset: Mapped[str]
    version: Mapped[int]
    why: Mapped[str]
    at: Mapped[datetime]
    wording: Mapped[str | None] = mapped_column(default=None)


class ScoringVersion(Base):
    """The weights that a workspace scores with, as `agent.scoring.profile.Profile` writes them.

    The highest version counts. `total` leads were to be scored anew by it, `done` are, `changed` have another
    tier now.
    """

    __tablename__ = f"{PREFIX}scoring"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]
    saved_by: Mapped[str]
    saved_at: Mapped[datetime]
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
