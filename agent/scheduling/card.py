"""A task as it is shown: what was saved, what waits to be saved, and the next times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from agent.scheduling.occurrences import following
from agent.scheduling.proposal import Proposal
from agent.scheduling.reading import Understood
from agent.scheduling.schedule import SCHEDULE, Schedule
from agent.scheduling.words import describe, local
from storage.models import Execution, ExecutionOutcome, Task, TaskStatus

__all__ = ["ExecutionLine", "Shown", "TaskCard", "TaskStatus", "execution_line", "shown", "task_card"]
RUNS = 3


@dataclass(frozen=True)
class Shown:
    """A schedule in words, and its next times, in a zone."""

    words: str
    runs: tuple[str, ...]
    zone: str


@dataclass(frozen=True)
class TaskCard:
    """A task. `saved` is None before it is saved, `proposal` when nothing waits to be.

    `preview` is what would be saved, `options` are the readings where that is open. It is said in `channel`,
    or to its owner alone when that is empty.
    """

    id: str
    workspace: str
    owner: str
    kind: str
    what: str
    target: str
    channel: str
    status: TaskStatus
    version: int
    zone: str
    next_at: datetime | None
    saved: Shown | None
    proposal: Proposal | None
    preview: Shown | None
    options: tuple[str, ...]
    thread: tuple[str, str] | None


@dataclass(frozen=True)
class ExecutionLine:
    """One time that a task was due, and what became of it."""

    due_at: datetime
    outcome: ExecutionOutcome
    sentence: str


def shown(schedule: Schedule, zone: str, now: datetime) -> Shown:
    """A schedule as a person of the zone reads it."""
    here = ZoneInfo(zone)
    runs = tuple(local(at, here) for at in following(schedule, now, here, RUNS))
    return Shown(describe(schedule, here), runs, zone)


def task_card(row: Task, now: datetime) -> TaskCard:
    """What there is to show of a task."""
    waiting = Proposal.model_validate(row.proposed) if row.proposed is not None else None
    understood = waiting.reading if waiting is not None else None
    saved = SCHEDULE.validate_python(row.schedule) if row.schedule is not None else None
    return TaskCard(
        id=row.id,
        workspace=row.workspace,
        owner=row.owner,
        kind=row.kind,
        what=row.what,
        target=row.target,
        channel=waiting.channel if waiting is not None else row.channel,
        status=row.status,
        version=row.version,
        zone=row.zone,
        next_at=row.next_at,
        saved=shown(saved, row.zone, now) if saved is not None else None,
        proposal=waiting,
        preview=_preview(waiting, now),
        options=_options(waiting) if not isinstance(understood, Understood) else (),
        thread=(row.thread_channel, row.thread_ts) if row.thread_ts else None,
    )


def _preview(waiting: Proposal | None, now: datetime) -> Shown | None:
    if waiting is None or not isinstance(waiting.reading, Understood):
        return None
    return shown(waiting.reading.schedule, waiting.zone, now)


def _options(waiting: Proposal | None) -> tuple[str, ...]:
    if waiting is None:
        return ()
    return tuple(describe(each, ZoneInfo(waiting.zone)) for each in getattr(waiting.reading, "readings", ()))


def execution_line(row: Execution) -> ExecutionLine:
    return ExecutionLine(row.due_at, row.outcome, row.sentence)
