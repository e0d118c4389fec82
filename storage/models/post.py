"""Messages and files that we put into Slack, each once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base


class Post(Base):
    """One message (or file) by its key: claimed before Slack is called, answered with its ts after."""

    __tablename__ = f"{PREFIX}post"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    thread_ts: Mapped[str | None]
    claimed_at: Mapped[datetime]
    ts: Mapped[str | None] = mapped_column(default=None)
