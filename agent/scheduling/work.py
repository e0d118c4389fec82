"""What is handed to whoever does a task when it is due, and the keys by which each time is done once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

TASK_JOB = "task"
GRACE = timedelta(hours=1)
"""What is late by more than this is not done any more, but said."""
PUNCTUAL = timedelta(minutes=2)
"""What is late by less than this needs no note."""


@dataclass(frozen=True)
class Work:
    """One time that a task is due; `note` tells that it is late, and what was skipped before it.

    It is done out of turn when somebody `asked` for it now.
    """

    workspace: str
    owner: str
    task_id: str
    kind: str
    what: str
    target: str
    channel: str
    key: str
    note: str = ""
    asked: bool = False


Handler = Callable[[Work], Awaitable[str]]
"""Does the work as part of a durable job, and says what it did; it may raise an `AgentError`."""


def key_of(task_id: str, due: datetime) -> str:
    """The one key of a task at one time, in every process."""
    return f"cron:{task_id}:{due.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
