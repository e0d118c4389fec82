"""The port to whatever runs phantoms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from agent.planner.phantom import Frozen
from storage.models import DELETED

Row = dict[str, str]
"""One line of a table: column (an output name of the catalogue) to value."""


class Launch(Frozen):
    """One execution of one phantom. Credentials travel beside it, never in it.

    `key` identifies the launch: the same key is the same launch, however often it is asked for. `rows` is
    what the phantom works on (empty for a phantom that finds its own). `limit` is how many rows are wanted,
    `skip` how many of its own findings an earlier attempt already delivered.
    """

    key: str
    script: str
    inputs: Mapping[str, str]
    rows: tuple[Row, ...] = ()
    limit: int | None = None
    skip: int = 0


class LaunchState(StrEnum):
    """Where a launch stands."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    STOPPED = "stopped"


class Failure(StrEnum):
    """Why a launch ended early. `UNSEEN` is our own: nobody could ask after it, and it may still go on."""

    RATE_LIMIT = "rate_limit"
    EXPIRED_COOKIE = "expired_cookie"
    EMPTY = "empty"
    INVALID_INPUT = "invalid_input"
    UNAVAILABLE = "unavailable"
    UNSEEN = "unseen"


class Progress(Frozen):
    """How far a launch is: `done` of `total` rows handled, `found` of them with a result."""

    state: LaunchState
    done: int
    total: int
    found: int
    failure: Failure | None = None


class ResultRow(Frozen):
    """One line of a result; `source` is the index of the launch's row that it came from, if any."""

    values: Row
    source: int | None = None

    @property
    def gone(self) -> bool:
        """Whether it told of somebody who was deleted on request."""
        return self.values.keys() == DELETED.keys()


class Executor(Protocol):
    """Runs phantoms. Every method may raise `UnavailableError`, which is retryable."""

    async def launch(self, launch: Launch, credentials: Mapping[str, str]) -> str:
        """Start it, once for each key, and return the container's id."""
        ...

    async def poll(self, container: str) -> Progress:
        """How far it is."""
        ...

    async def rows(self, container: str) -> Sequence[ResultRow]:
        """What it delivered so far; all of it when it has ended."""
        ...

    async def stop(self, container: str) -> None:
        """End it; what it delivered is kept. Stopping an ended one changes nothing."""
        ...
