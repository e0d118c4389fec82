"""What people are alerted to, each thing once."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class AlertKind(StrEnum):
    """What an alert is about."""

    RUN_STOPPED = "run_stopped"
    RUN_WAITS = "run_waits"
    PLAN_EXPIRES = "plan_expires"
    CREDENTIAL = "credential"
    LEADS = "leads"


class AlertStatus(StrEnum):
    """Where an alert stands. `agent.alerts.states` holds the moves between them."""

    WAITING = "waiting"
    TOLD = "told"
    DROPPED = "dropped"


class Alert(Base):
    """One thing that its owner should know, by its key: raised once, told once, dropped when it is over.

    `target` names the plan, run or task that it is about, `number` the draft or stretch of it. `document` is
    what is said of it besides.
    """

    __tablename__ = f"{PREFIX}alert"
    __table_args__ = (Index(None, "workspace", "owner", "kind", "raised_at"),)

    workspace: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    kind: Mapped[AlertKind] = mapped_column(words(AlertKind))
    target: Mapped[str]
    number: Mapped[int]
    document: Mapped[dict[str, Any]]
    status: Mapped[AlertStatus] = mapped_column(words(AlertStatus))
    raised_at: Mapped[datetime]
    at: Mapped[datetime]
