"""A task's states, and the one function that moves it from one to another."""

from __future__ import annotations

from collections.abc import Mapping

from agent.errors import StaleError
from storage.models import Task, TaskStatus

NEXT: Mapping[TaskStatus, frozenset[TaskStatus]] = {
    TaskStatus.DRAFT: frozenset({TaskStatus.ACTIVE, TaskStatus.DISCARDED}),
    TaskStatus.ACTIVE: frozenset({TaskStatus.PAUSED, TaskStatus.ENDED, TaskStatus.DELETED}),
    TaskStatus.PAUSED: frozenset({TaskStatus.ACTIVE, TaskStatus.ENDED, TaskStatus.DELETED}),
    TaskStatus.ENDED: frozenset({TaskStatus.ACTIVE, TaskStatus.DELETED}),
    TaskStatus.DISCARDED: frozenset(),
    TaskStatus.DELETED: frozenset(),
}
_SAID = {
    TaskStatus.DRAFT: "That is not saved yet.",
    TaskStatus.ACTIVE: "That is saved already.",
    TaskStatus.PAUSED: "That is paused.",
    TaskStatus.ENDED: "That is over: it was due for the last time.",
    TaskStatus.DISCARDED: "That was cancelled. Tell me again what to do and when.",
    TaskStatus.DELETED: "That was deleted.",
}


def move(task: Task, to: TaskStatus) -> None:
    """Change the status, or raise a `StaleError` that says where the task stands; to stay is no move."""
    if to is task.status:
        return
    if to not in NEXT[task.status]:
        raise StaleError(_SAID[task.status])
    task.status = to


def require_open(task: Task) -> None:
    """Raise unless the task may still be changed."""
    if not NEXT[task.status]:
        raise StaleError(_SAID[task.status])
