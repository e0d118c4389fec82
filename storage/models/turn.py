"""Turns of conversations: what somebody said, what was made of it, and what it is about."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base
from storage.models.base import words as readable


class TurnStatus(StrEnum):
    """Where a turn stands. `agent.assistant.states` holds the moves between them."""

    DONE = "done"
    ASKING = "asking"
    THINKING = "thinking"
    DROPPED = "dropped"


class TurnVerdict(StrEnum):
    """What its author said of how a turn was taken."""

    NONE = ""
    CHOSEN = "chosen"
    WRONG = "wrong"


class Turn(Base):
    """One message and what was made of it.

    `words` is the text as it is compared with others, `tool` and `arguments` are what was (or would be) done,
    `about` what the turn is about, `shown` what its author is shown, `meanings` what else it may have meant,
    `calls` what a model had done for it, one by one. `key` is its delivery.
    """

    __tablename__ = f"{PREFIX}turn"
    __table_args__ = (
        Index(None, "workspace", "author", "channel", "asked_at"),
        Index(None, "workspace", "author", "words"),
        Index(None, "workspace", "channel", "thread_ts", "asked_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    author: Mapped[str]
    channel: Mapped[str]
    thread_ts: Mapped[str]
    ts: Mapped[str]
    key: Mapped[str]
    text: Mapped[str]
    words: Mapped[str]
    status: Mapped[TurnStatus] = mapped_column(readable(TurnStatus))
    asked_at: Mapped[datetime]
    tool: Mapped[str] = mapped_column(default="")
    arguments: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    about: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    shown: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    meanings: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)
    calls: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)
    verdict: Mapped[TurnVerdict] = mapped_column(readable(TurnVerdict), default=TurnVerdict.NONE)
