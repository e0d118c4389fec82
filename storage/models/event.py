"""What Slack delivered and we took, so that a second delivery changes nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base


class Event(Base):
    """One delivery: an `event_id`, or the key of a click, a submission or a command."""

    __tablename__ = f"{PREFIX}event"

    key: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime]
