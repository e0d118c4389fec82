"""What Slack delivered and we took, so that a second delivery changes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base

_WAITING = text("letter IS NOT NULL")


class Event(Base):
    """One delivery: an `event_id`, or the key of a click, a submission or a command.

    `letter` is what was delivered, as long as it waits to be dealt with.
    """

    __tablename__ = f"{PREFIX}event"
    __table_args__ = (
        Index("ix_ls_event_waiting", "received_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime]
    letter: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)


def keyed(workspace: str, key: str) -> str:
    """The key of a delivery among those of all workspaces."""
    return f"{workspace}:{key}"
