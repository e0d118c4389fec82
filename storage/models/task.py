"""Tasks that are done at their times, and each time that one was due."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class TaskStatus(StrEnum):
    """Where a task stands. `agent.scheduling.states` holds the moves between them."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    DISCARDED = "discarded"
    DELETED = "deleted"


class ExecutionOutcome(StrEnum):
    """What became of one time that a task was due."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


class Task(Base):
    """One thing to do at its times.

    `schedule` is what was saved, in `zone`; `proposed` is what waits to be saved, the `version`th that did.
    `kind` says who does it, `what` with which words and `target` with which playbook, if any. It is said in
    `channel`, or to its owner alone when that is empty. It was asked for in a message when `thread_channel`
    and `thread_ts` tell where.
    """

    __tablename__ = f"{PREFIX}task"
    __table_args__ = (Index(None, "workspace", "owner", "created_at"), Index(None, "next_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    owner: Mapped[str]
    kind: Mapped[str]
    what: Mapped[str]
    zone: Mapped[str]
    status: Mapped[TaskStatus] = mapped_column(words(TaskStatus))
    version: Mapped[int]
    created_at: Mapped[datetime]
    target: Mapped[str] = mapped_column(default="")
    channel: Mapped[str] = mapped_column(default="")
    schedule: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    proposed: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    next_at: Mapped[datetime | None] = mapped_column(default=None)
    thread_channel: Mapped[str] = mapped_column(default="")
    thread_ts: Mapped[str] = mapped_column(default="")


class Execution(Base):
    """One time that a task was due; `told` is whether its owner knows of it when it was skipped."""

    __tablename__ = f"{PREFIX}execution"

    task_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}task.id", ondelete="CASCADE"), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    outcome: Mapped[ExecutionOutcome] = mapped_column(words(ExecutionOutcome))
    sentence: Mapped[str]
    at: Mapped[datetime]
    told: Mapped[bool] = mapped_column(default=False)
