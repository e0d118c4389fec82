"""The moves between a run's states, and the one function that makes them."""

from __future__ import annotations

from collections.abc import Mapping

from agent.errors import StaleError
from storage.models import Run, RunStatus

NEXT: Mapping[RunStatus, frozenset[RunStatus]] = {
    RunStatus.WAITING: frozenset({RunStatus.RUNNING, RunStatus.CANCELLED}),
    RunStatus.RUNNING: frozenset({RunStatus.STOPPED, RunStatus.FINISHED, RunStatus.CANCELLED}),
    RunStatus.STOPPED: frozenset({RunStatus.RUNNING, RunStatus.CANCELLED}),
    RunStatus.FINISHED: frozenset(),
    RunStatus.CANCELLED: frozenset(),
}

_SAID = {
    RunStatus.WAITING: "That run has not started yet.",
    RunStatus.RUNNING: "That run is already going on.",
    RunStatus.STOPPED: "That run has stopped and waits for a decision.",
    RunStatus.FINISHED: "That run has already finished.",
    RunStatus.CANCELLED: "That run was cancelled.",
}


def move(run: Run, to: RunStatus) -> None:
    """Put a run into another state, or say why that cannot be."""
    if to not in NEXT[run.status]:
        raise StaleError(_SAID[run.status])
    run.status = to
