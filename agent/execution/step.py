"""Carrying out one step of a run: open, launch, watch, collect, close."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

from agent.credentials import SecretKeyError
from agent.durable import interrupted
from agent.errors import AgentError, NotFoundError
from agent.events import RunChanged
from agent.execution.alerting import raise_stopped
from agent.execution.barring import barred_lines
from agent.execution.context import Context, locked_run, step_row
from agent.execution.executor import Failure, Launch, LaunchState, Progress
from agent.execution.reading import RunState, read_run
from agent.execution.states import move
from agent.execution.table import work_of
from agent.leads.suppression import suppressed
from storage.models import DELETED, ResultRow, RunStatus, StepStatus
from storage.models import Launch as LaunchRow
from storage.repositories import Repositories

_log = logging.getLogger(__name__)
Opened = dict[str, int]
"""`attempt`; what earlier ones did: `offset`, lines handled; `found`, of these; `delivered`, rows kept.

`barred` lines are left out.
"""
Ended = dict[str, Any]
"""`state` and `failure` of a launch, as DBOS keeps them."""


@dataclass(frozen=True)
class StepWork:
    """One step of one run.

    Whatever is killed in between, nothing that can be seen happens twice: writes are committed with their
    checkpoint, a launch is known by its key, delivered rows by their numbers.
    """

    context: Context
    workspace: str
    run_id: str
    position: int

    async def carry_out(self) -> bool:
        """Do the step; false when the run goes no further."""
        write = self.context.write
        opened = await write(f"open {self.position}", self.workspace, self._open)
        if opened is None:
            return False
        try:
            ended = await self._execute(opened)
        except Exception as error:
            if interrupted(error):
                raise
            said = isinstance(error, AgentError)
            _log.warning("run %s stops at step %d: %s", self.run_id, self.position, error, exc_info=not said)
            ended = {"state": LaunchState.FAILED.value, "failure": Failure.UNSEEN.value}
        return await write(f"close {self.position}", self.workspace, lambda repos: self._close(repos, ended))

    async def _execute(self, opened: Opened) -> Ended:
        step, at = self.context.durable.step, self.position
        container = await step(f"launch {at}", lambda: self._launch(opened))
        if container is None and opened.get("barred"):
            return {"state": LaunchState.FINISHED.value, "failure": None}
        if container is None:
            return {"state": LaunchState.FAILED.value, "failure": Failure.EMPTY.value}
        if container == Failure.EXPIRED_COOKIE:
            return {"state": LaunchState.FAILED.value, "failure": Failure.EXPIRED_COOKIE.value}
        await self.context.write(
            f"launched {at}", self.workspace, lambda repos: self._launched(repos, opened, container)
        )
        ended = await step(f"watch {at}", lambda: self._watch(container, opened))
        await step(f"collect {at}", lambda: self._collect(container))
        return ended

    async def _open(self, repos: Repositories) -> Opened | None:
        run = await locked_run(repos, self.run_id)
        if run.status is not RunStatus.RUNNING:
            return None
        step = await step_row(repos, self.run_id, self.position)
        again = step.status is StepStatus.FAILED and step.failure != Failure.UNSEEN
        if again:
            # A launch that nobody could ask after may still be going on: that one is looked at again.
            step.attempt += 1
            step.offset, step.found_before = step.done, step.found
        if again or step.status is StepStatus.PENDING:
            step.barred = await barred_lines(repos, await self._state(repos), self.position)
        step.status, step.failure = StepStatus.RUNNING, None
        step.started_at = step.started_at or self.context.clock.now()
        delivered = await repos.runs.count_rows(self.run_id, self.position)
        return {
            "attempt": step.attempt,
            "offset": step.offset,
            "found": step.found_before,
            "delivered": delivered,
            "barred": len(step.barred),
        }

    async def _state(self, repos: Repositories) -> RunState:
        return await read_run(repos, self.run_id, self.context.catalogue)

    async def _launch(self, opened: Opened) -> str | None:
        """The container's id; None when there is nothing to work on."""
        state = await self.context.state(self.workspace, self.run_id)
        step = state.step(self.position)
        work = work_of(step, state.before(self.position), state.steps[self.position - 1].barred)
        if work.wired and not work.rows:
            return None
        try:
            secrets = await self._secrets(state)
        except (NotFoundError, SecretKeyError):
            return Failure.EXPIRED_COOKIE.value
        launch = Launch(
            key=f"run:{self.run_id}:step:{self.position}:attempt:{opened['attempt']}",
            script=step.script,
            inputs={name: value for (script, name), value in state.given.items() if script == step.script},
            rows=work.rows[opened["offset"] :],
            limit=state.plan.goal.count,
            skip=opened["delivered"],
        )
        return await self.context.executor.launch(launch, secrets)

    async def _secrets(self, state: RunState) -> dict[str, str]:
        account = state.phantom(self.position).account
        if account is None:
            return {}
        return await self.context.connections.open(self.workspace, state.run.owner, account)

    async def _launched(self, repos: Repositories, opened: Opened, container: str) -> None:
        if await repos.runs.launch(self.run_id, self.position, opened["attempt"]) is not None:
            return
        repos.runs.add_launch(
            LaunchRow(
                run_id=self.run_id,
                position=self.position,
                attempt=opened["attempt"],
                container=container,
                launched_at=self.context.clock.now(),
            )
        )

    async def _watch(self, container: str, opened: Opened) -> Ended:
        """Follow a launch to its end and show how far it is; a cancelled run stops it."""
        while True:
            progress = await self.context.executor.poll(container)
            cancelled = await self._note(progress, opened)
            if progress.state is not LaunchState.RUNNING:
                return {"state": progress.state.value, "failure": progress.failure}
            if cancelled:
                await self.context.executor.stop(container)
                continue
            await self.context.telling.now(RunChanged(self.workspace, self.run_id, tick=True))
            await asyncio.sleep(self.context.tick.total_seconds())

    async def _note(self, progress: Progress, opened: Opened) -> bool:
        """Keep how far it is; true when somebody cancelled the run."""
        async with self.context.store.transaction(self.workspace) as repos:
            step = await step_row(repos, self.run_id, self.position)
            step.done, step.total = opened["offset"] + progress.done, opened["offset"] + progress.total
            step.found = opened["found"] + progress.found
            run = await locked_run(repos, self.run_id)
            return run.status is not RunStatus.RUNNING

    async def _collect(self, container: str) -> None:
        delivered = await self.context.executor.rows(container)
        async with self.context.store.transaction(self.workspace) as repos:
            state = await self._state(repos)
            row_of = state.steps[self.position - 1]
            work = work_of(state.step(self.position), state.before(self.position), row_of.barred)
            lines = work.lines[row_of.offset :]
            gone = await suppressed(repos, [row.values for row in delivered])
            rows = [
                ResultRow(
                    run_id=self.run_id,
                    position=self.position,
                    attempt=row_of.attempt,
                    number=number,
                    source=lines[row.source] if row.source is not None else None,
                    line=row.values if number not in gone else DELETED,
                )
                for number, row in enumerate(delivered)
            ]
            await repos.runs.add_rows(rows)

    async def _close(self, repos: Repositories, ended: Ended) -> bool:
        run = await locked_run(repos, self.run_id)
        step = await step_row(repos, self.run_id, self.position)
        step.status = _STEP[LaunchState(ended["state"])]
        step.failure = ended["failure"]
        step.ended_at = self.context.clock.now()
        if run.status is not RunStatus.RUNNING:
            return False
        if step.status is not StepStatus.FINISHED:
            move(run, RunStatus.STOPPED)
            await repos.session.flush()
            state = await self._state(repos)
            await raise_stopped(self.context.alerts, repos, state, self.position)
            return False
        return True


_STEP = {
    LaunchState.FINISHED: StepStatus.FINISHED,
    LaunchState.FAILED: StepStatus.FAILED,
    LaunchState.STOPPED: StepStatus.STOPPED,
}
