"""What the work of a run is given: the ports and stores it uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from agent.alerts.service import Alerts
from agent.clock import Clock
from agent.credentials import Connections
from agent.durable import Durable, Writing
from agent.errors import NotFoundError
from agent.execution.executor import Executor
from agent.execution.reading import RunState, read_run
from agent.planner.catalogue import Catalogue
from agent.telling import Telling
from storage.models import Run, RunStep
from storage.repositories import Repositories
from storage.store import Store


@dataclass(frozen=True)
class Context(Writing):
    """Dependencies of the run job; `tick` is the pause between two looks at a launch."""

    store: Store
    durable: Durable
    executor: Executor
    connections: Connections
    catalogue: Catalogue
    telling: Telling
    alerts: Alerts
    clock: Clock
    tick: timedelta = timedelta(seconds=1)

    async def state(self, workspace: str, run_id: str) -> RunState:
        """The run as it stands now."""
        async with self.store.reading(workspace) as repos:
            return await read_run(repos, run_id, self.catalogue)


async def locked_run(repos: Repositories, run_id: str) -> Run:
    """The run, for change."""
    run = await repos.runs.lock(run_id)
    if run is None:
        raise NotFoundError("I don't have that run any more.")
    return run


async def step_row(repos: Repositories, run_id: str, position: int) -> RunStep:
    """One step of the run."""
    return next(step for step in await repos.runs.steps(run_id) if step.position == position)
