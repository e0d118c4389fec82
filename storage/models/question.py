"""Questions about what is already there, each as it was understood."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class QuestionStatus(StrEnum):
    """Where a question stands. `agent.questions.service` holds the moves between them."""

    ANSWERED = "answered"
    UNSURE = "unsure"
    PLANNED = "planned"
    DROPPED = "dropped"


class Question(Base):
    """One question; `document` is its reading, with the query that answers it.

    `unsure` waits for its author to say what was meant: then it is answered, planned as a goal, or dropped.
    """

    __tablename__ = f"{PREFIX}question"
    __table_args__ = (Index(None, "workspace", "channel", "thread_ts", "asked_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    author: Mapped[str]
    channel: Mapped[str]
    thread_ts: Mapped[str]
    ts: Mapped[str]
    text: Mapped[str]
    status: Mapped[QuestionStatus] = mapped_column(words(QuestionStatus))
    document: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]
