"""The durable job that carries a run from one human decision to the next."""

from __future__ import annotations

import functools
import logging

from agent.durable import Job, interrupted
from agent.events import HomeChanged, RunChanged, RunDelivered
from agent.execution.context import Context, locked_run
from agent.execution.reading import read_run
from agent.execution.states import move
from agent.execution.step import StepWork
from agent.leads.saving import Delivery, Found, save_leads
from agent.scoring.rescoring import rescore
from storage.models import RunStatus, StepStatus
from storage.repositories import Repositories

_log = logging.getLogger(__name__)
RUN_JOB = "run"
LEADS_AT_ONCE = 100
"""Leads saved in one transaction: few enough that other writers get their turn."""


class RunJob:
    """Carries out the steps that are left, then saves the leads and hands over the result."""

    def __init__(self, context: Context) -> None:
        self._context = context
        context.durable.add(Job(RUN_JOB, self._segment, at_once=20))

    async def _segment(self, workspace: str, run_id: str) -> None:
        todo = await self._context.write("begin", workspace, lambda repos: self._left(repos, run_id))
        for position in todo:
            await self._show(f"show {position}", workspace, run_id)
            if not await StepWork(self._context, workspace, run_id, position).carry_out():
                break
        owner, over = await self._context.write("settle", workspace, lambda r: self._settle(r, run_id))
        if over:
            await self._keep_leads(workspace, run_id)
            await self._context.write("finish", workspace, lambda r: self._finish(r, run_id))
        await self._show("show end", workspace, run_id)
        if over:
            await self._context.telling.in_job("deliver", RunDelivered(workspace, run_id))
        await self._context.telling.in_job("home", HomeChanged(workspace, owner))

    async def _left(self, repos: Repositories, run_id: str) -> list[int]:
        over = {StepStatus.FINISHED, StepStatus.SKIPPED}
        return [step.position for step in await repos.runs.steps(run_id) if step.status not in over]

    async def _settle(self, repos: Repositories, run_id: str) -> tuple[str, bool]:
        """Who owns the run, and whether it is over; it is not when a step failed and waits for a decision."""
        run = await locked_run(repos, run_id)
        over = run.status is not RunStatus.STOPPED
        if over:
            run.ended_at = run.ended_at or self._context.clock.now()
        return run.owner, over

    async def _finish(self, repos: Repositories, run_id: str) -> None:
        """The end is told with its figures, so it comes after the leads."""
        run = await locked_run(repos, run_id)
        run.people, run.emails, run.known = await repos.leads.counts_of_run(run_id)
        if run.status is RunStatus.RUNNING:
            move(run, RunStatus.FINISHED)

    async def _keep_leads(self, workspace: str, run_id: str) -> None:
        """Save the leads. Whatever is wrong with one, the person gets the result and the card its end."""
        try:
            await self._save_leads(workspace, run_id)
        except Exception as error:
            if interrupted(error):
                raise
            _log.exception("the leads of run %s could not be saved", run_id)

    async def _save_leads(self, workspace: str, run_id: str) -> None:
        count = await self._context.durable.step("count", lambda: self._count(workspace, run_id))
        for start in range(0, count, LEADS_AT_ONCE):
            save = functools.partial(self._save, run_id=run_id, start=start)
            await self._context.write(f"leads from {start}", workspace, save)

    async def _count(self, workspace: str, run_id: str) -> int:
        return len((await self._context.state(workspace, run_id)).lines)

    async def _save(self, repos: Repositories, run_id: str, start: int) -> None:
        state = await read_run(repos, run_id, self._context.catalogue)
        lines = [Found(line.values, line.sources) for line in state.lines[start : start + LEADS_AT_ONCE]]
        delivery = Delivery(run_id, state.run.owner, state.run.ended_at or self._context.clock.now())
        await save_leads(repos, lines, delivery)
        # What is new or changed is scored with it; a lead that other lines touch again is scored again.
        found = await repos.scores.take_stale(2 * LEADS_AT_ONCE, run_id=run_id)
        await rescore(repos, found, delivery.at)

    async def _show(self, name: str, workspace: str, run_id: str) -> None:
        await self._context.telling.in_job(name, RunChanged(workspace, run_id))
