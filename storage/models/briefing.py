"""Briefings that people were given, each as it was composed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base


class Briefing(Base):
    """One briefing of `owner`, made by a task: what happened from `since` to `at`, as a document.

    One that was `snoozed_until` a time does not count as told: the next begins where it did. It is said in
    `channel`, or to its owner alone when that is empty.
    """

    __tablename__ = f"{PREFIX}briefing"
    __table_args__ = (Index(None, "workspace", "owner", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    owner: Mapped[str]
    task_id: Mapped[str]
    channel: Mapped[str]
    since: Mapped[datetime]
    at: Mapped[datetime]
    document: Mapped[dict[str, Any]]
    snoozed_until: Mapped[datetime | None] = mapped_column(default=None)
