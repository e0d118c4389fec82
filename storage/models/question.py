"""Questions about what is already there, each as it was understood."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base


class Question(Base):
    """One question; `document` is its reading, with the query that answers it."""

    __tablename__ = f"{PREFIX}question"

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    author: Mapped[str]
    channel: Mapped[str]
    thread_ts: Mapped[str]
    ts: Mapped[str]
    text: Mapped[str]
    document: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]
