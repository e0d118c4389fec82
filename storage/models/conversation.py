"""Conversations: which channels other companies read, and which threads people talk in among themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base


class SharedChannel(Base):
    """A channel that people of another company read, as Slack said last."""

    __tablename__ = f"{PREFIX}shared_channel"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]


class Aside(Base):
    """When somebody else last spoke in a thread that is followed."""

    __tablename__ = f"{PREFIX}aside"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    thread_ts: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
