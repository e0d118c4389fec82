"""Imports of leads from files, what each brought, and the file itself while it is needed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class ImportStatus(StrEnum):
    """Where an import stands. `agent.imports.states` holds the moves between them."""

    READING = "reading"
    REFUSED = "refused"
    DRAFT = "draft"
    RUNNING = "running"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FINISHED = "finished"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISCARDED = "discarded"
    EXPIRED = "expired"


class LeadImport(Base):
    """One file of leads that somebody sent.

    `file` says where Slack keeps it, `table` how it was understood. `rows` are those below its header; of the
    first `done` of them, `bad` were no leads, and the others became `added` people or joined known ones.
    `segment` counts the stretches between two human decisions. The card is in `thread_ts`, or stands
    by itself when that is empty. `problem` is a sentence for a person.
    """

    __tablename__ = f"{PREFIX}import"
    __table_args__ = (Index(None, "workspace", "owner", "created_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    owner: Mapped[str]
    channel: Mapped[str]
    thread_ts: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    status: Mapped[ImportStatus] = mapped_column(words(ImportStatus))
    created_at: Mapped[datetime]
    file: Mapped[dict[str, Any]]
    table: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    problem: Mapped[str] = mapped_column(default="")
    segment: Mapped[int] = mapped_column(default=0)
    rows: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    bad: Mapped[int] = mapped_column(default=0)
    removed: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class ImportContent(Base):
    """A file's bytes; gone a day after it came."""

    __tablename__ = f"{PREFIX}import_content"

    import_id: Mapped[str] = mapped_column(
        ForeignKey(f"{PREFIX}import.id", ondelete="CASCADE"), primary_key=True
    )
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ImportLead(Base):
    """Which leads an import brought, and whether the workspace knew them before."""

    __tablename__ = f"{PREFIX}import_lead"
    __table_args__ = (Index(None, "lead_id"),)

    import_id: Mapped[str] = mapped_column(
        ForeignKey(f"{PREFIX}import.id", ondelete="CASCADE"), primary_key=True
    )
    lead_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}lead.id", ondelete="CASCADE"), primary_key=True)
    known: Mapped[bool]
