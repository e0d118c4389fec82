"""Runs of approved plans, their steps and the rows these delivered."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class RunStatus(StrEnum):
    """Where a run stands. `agent.execution.states` holds the moves between them."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class StepStatus(StrEnum):
    """Where a step of a run stands."""

    PENDING = "pending"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    SKIPPED = "skipped"
    STOPPED = "stopped"


class Run(Base):
    """One execution of an approved plan; `waiting` until somebody starts it.

    `segment` counts the stretches between two human decisions; `people`, `emails` and `known` are counted
    when it ends: leads in its result, those with an e-mail, those that were in the workspace before.
    """

    __tablename__ = f"{PREFIX}run"
    __table_args__ = (Index(None, "workspace", "owner", "created_at"), Index(None, "plan_id"))

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    plan_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}plan.id", ondelete="CASCADE"))
    plan_version: Mapped[int]
    owner: Mapped[str]
    status: Mapped[RunStatus] = mapped_column(words(RunStatus))
    segment: Mapped[int]
    created_at: Mapped[datetime]
    people: Mapped[int] = mapped_column(default=0)
    emails: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by: Mapped[str | None] = mapped_column(default=None)


class RunStep(Base):
    """One step of a run and how far it is.

    `offset` lines were handled, and `found_before` of them with a result, before the newest attempt began.
    `barred` are the lines of its table that it leaves out, since these people must not be contacted.
    """

    __tablename__ = f"{PREFIX}run_step"

    run_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}run.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    script: Mapped[str]
    status: Mapped[StepStatus] = mapped_column(words(StepStatus))
    attempt: Mapped[int] = mapped_column(default=1)
    offset: Mapped[int] = mapped_column(default=0)
    found_before: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    found: Mapped[int] = mapped_column(default=0)
    barred: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)
    failure: Mapped[str | None] = mapped_column(default=None)
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Launch(Base):
    """One attempt of a step that was handed to the executor, and the container that answers for it."""

    __tablename__ = f"{PREFIX}launch"

    run_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}run.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True)
    container: Mapped[str]
    launched_at: Mapped[datetime]


class ResultRow(Base):
    """One line that a step delivered; `source` is the index of the step's input line that it came from.

    It is `DELETED` where it told of somebody who was deleted on request: the numbers of others stay.
    """

    __tablename__ = f"{PREFIX}result_row"

    run_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}run.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[int | None]
    line: Mapped[dict[str, str]]


DELETED = {"": "deleted"}
"""A line of a result that told of somebody who was deleted; no column has an empty name."""


class SimulatedLaunch(Base):
    """What the simulated PhantomBuster remembers of a launch, as the real one would."""

    __tablename__ = f"{PREFIX}simulated_launch"

    key: Mapped[str] = mapped_column(primary_key=True)
    container: Mapped[str] = mapped_column(unique=True)
    document: Mapped[str]
    launched_at: Mapped[datetime]
    failure: Mapped[str | None] = mapped_column(default=None)
    stopped_at: Mapped[datetime | None] = mapped_column(default=None)
