"""Runs as people use them: approve, give inputs, start, retry, skip, cancel, run again, read the result."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from agent.audit import AuditAct, note
from agent.errors import StaleError
from agent.execution.alerting import waiting_alert
from agent.execution.card import RunCard, run_card, step_cards
from agent.execution.context import Context
from agent.execution.inputs import Form, checked, form_of
from agent.execution.job import RUN_JOB
from agent.execution.reading import RunState, plan_of, read_run
from agent.execution.states import move
from agent.leads.table import columns_of, csv_text
from agent.people.remembering import remember_campaign
from agent.planner.estimate import estimate
from agent.planner.service import decide_on
from agent.playbooks.keeping import keep, playbook_of
from agent.roles import Actor, require_decider
from storage.models import PlanStatus, Run, RunStatus, RunStep, StepStatus
from storage.repositories import Repositories

FIRST_ROWS = 5
DECIDED = "That was decided already; the card shows where the run is."
ENDED = {RunStatus.FINISHED, RunStatus.CANCELLED}
UNDER_WAY = set(RunStatus) - ENDED


@dataclass(frozen=True)
class Result:
    """The whole result of a run as a CSV file."""

    title: str
    rows: int
    csv: str


class Execution:
    """Takes people's decisions on runs; the work itself is `RunJob`'s."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store
        self._clock = context.clock

    async def approve(self, actor: Actor, plan_id: str, version: int) -> str:
        """Approve a plan and make the run that waits for its inputs; the run's id."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await decide_on(repos, actor, plan_id, version, PlanStatus.APPROVED, self._clock)
            run_id = uuid.uuid4().hex[:12]
            await self._create(repos, run_id, plan_id, version, row.author)
            plan = await plan_of(repos, plan_id, version)
            await keep(repos, row, version, plan, self._clock.now())
            await self._remember(repos, actor, plan_id, run_id, plan.goal.title)
            await self._context.telling.plan(repos, plan_id, row.author)
            await self._context.telling.run(repos, run_id, row.author)
            return run_id

    async def again(self, actor: Actor, run_id: str) -> str:
        """A new run of the same plan with the same inputs, which waits to be started."""
        async with self._store.transaction(actor.workspace) as repos:
            state = await read_run(repos, run_id, self._context.catalogue)
            require_decider(actor, state.run.owner)
            # Two clicks at once must not make two runs: the plan is what both would change.
            await repos.plans.lock(state.run.plan_id)
            if await repos.runs.any_of(state.run.plan_id, *UNDER_WAY):
                raise StaleError("Another run of this plan is under way; its card is below.")
            new_id = uuid.uuid4().hex[:12]
            await self._create(repos, new_id, state.run.plan_id, state.run.plan_version, state.run.owner)
            note(repos, actor.user, AuditAct.RUN_REPEATED, self._clock.now(), new_id, state.plan.goal.title)
            await self._context.telling.run(repos, new_id, state.run.owner)
            return new_id

    async def _create(self, repos: Repositories, run_id: str, plan_id: str, version: int, owner: str) -> None:
        run = Run(
            id=run_id,
            workspace=repos.workspace,
            plan_id=plan_id,
            plan_version=version,
            owner=owner,
            status=RunStatus.WAITING,
            segment=0,
            created_at=self._clock.now(),
        )
        plan = await plan_of(repos, plan_id, version)
        steps = [
            RunStep(run_id=run_id, position=number, script=step.script, status=StepStatus.PENDING)
            for number, step in enumerate(plan.steps, start=1)
        ]
        repos.runs.add(run, steps)
        await repos.session.flush()
        await self._context.alerts.put(repos, waiting_alert(run_id, owner, plan.goal.title))

    async def card(self, workspace: str, run_id: str) -> RunCard:
        """The run with everything that its card shows."""
        async with self._store.reading(workspace) as repos:
            state = await read_run(repos, run_id, self._context.catalogue)
            form = await self._form(repos, state)
            kept = await self._is_kept(repos, state)
        card = run_card(
            state.run,
            self._clock.now(),
            (state.row.channel, state.row.thread_ts),
            state.plan,
            step_cards(state.plan, state.steps, self._context.catalogue),
            form,
            estimate(state.plan, self._context.catalogue).minutes,
        )
        if state.run.status in ENDED:
            gone = sum(line.gone for line in state.lines)
            return replace(card, first_rows=tuple(state.table[:FIRST_ROWS]), kept=kept, gone=gone)
        return card

    @staticmethod
    async def _is_kept(repos: Repositories, state: RunState) -> bool:
        """Whether a playbook keeps the plan; it matters to an ended run only."""
        if state.run.status not in ENDED:
            return True
        return await playbook_of(repos, state.run.owner, state.run.plan_id, state.plan) is not None

    async def with_status(self, actor: Actor, *statuses: RunStatus) -> list[RunCard]:
        """The actor's runs in one of these states, newest first."""
        async with self._store.reading(actor.workspace) as repos:
            found = await repos.runs.with_status(actor.user, *statuses)
        return [await self.card(actor.workspace, run.id) for run in found]

    async def form(self, actor: Actor, run_id: str) -> RunCard:
        """The run whose inputs this person wants to give; of a stopped one, those of the steps ahead."""
        card = await self.card(actor.workspace, run_id)
        require_decider(actor, card.owner)
        _require_open_inputs(card.status)
        first = card.stopped_at.position if card.stopped_at else 1
        ahead = tuple(step for step in card.form.steps if step.position >= first)
        return replace(card, form=replace(card.form, steps=ahead))

    async def give(
        self, actor: Actor, run_id: str, values: Mapping[int, Mapping[str, str | None]]
    ) -> RunCard:
        """Keep values for inputs, by step; `InvalidInputsError` when one is wrong, and none is kept."""
        form = (await self.form(actor, run_id)).form
        open_now = {step.position for step in form.steps}
        async with self._store.transaction(actor.workspace) as repos:
            state = await self._locked(repos, actor, run_id, None)
            _require_open_inputs(state.run.status)
            for position in open_now & values.keys():
                given = values[position]
                script = state.plan.steps[position - 1].script
                kept = checked(self._context.catalogue.fields.values(), given)
                await repos.plans.give_inputs(state.run.plan_id, script, kept)
            await repos.session.flush()
            await self._context.telling.run(repos, run_id, state.run.owner)
        return await self.card(actor.workspace, run_id)

    async def connected(self, actor: Actor) -> None:
        """An account was set or removed: the cards of the owner's waiting runs say so."""
        async with self._store.transaction(actor.workspace) as repos:
            for run in await repos.runs.with_status(actor.user, RunStatus.WAITING, RunStatus.STOPPED):
                await self._context.telling.run(repos, run.id, actor.user)

    async def start(self, actor: Actor, run_id: str, segment: int) -> None:
        """Start a run that has everything it needs."""
        async with self._store.transaction(actor.workspace) as repos:
            state = await self._locked(repos, actor, run_id, segment)
            missing = (await self._form(repos, state)).missing
            if state.run.status is RunStatus.WAITING and missing:
                raise StaleError(f"{missing} thing(s) are still missing: open Inputs first.")
            move(state.run, RunStatus.RUNNING)
            state.run.started_at = self._clock.now()
            self._note(repos, actor, AuditAct.RUN_STARTED, state)
            await self._next_segment(repos, state.run)
            await self._remember(repos, actor, state.run.plan_id, run_id, state.plan.goal.title)

    async def retry(
        self, actor: Actor, run_id: str, segment: int, session: AsyncSession | None = None
    ) -> None:
        """Try the failed step again, from where it stopped; in a session's transaction, if one is given."""
        async with self._store.transaction(actor.workspace, session) as repos:
            state = await self._locked(repos, actor, run_id, segment)
            _require_stopped(state.run.status)
            move(state.run, RunStatus.RUNNING)
            self._note(repos, actor, AuditAct.RUN_RETRIED, state)
            await self._next_segment(repos, state.run)

    async def skip(self, actor: Actor, run_id: str, segment: int) -> None:
        """Go on with what the failed step delivered."""
        async with self._store.transaction(actor.workspace) as repos:
            state = await self._locked(repos, actor, run_id, segment)
            _require_stopped(state.run.status)
            move(state.run, RunStatus.RUNNING)
            for step in state.steps:
                if step.status is StepStatus.FAILED:
                    step.status = StepStatus.SKIPPED
            self._note(repos, actor, AuditAct.RUN_SKIPPED, state)
            await self._next_segment(repos, state.run)

    async def cancel(self, actor: Actor, run_id: str) -> None:
        """End a run; what it delivered is kept."""
        async with self._store.transaction(actor.workspace) as repos:
            state = await self._locked(repos, actor, run_id, None)
            was = state.run.status
            move(state.run, RunStatus.CANCELLED)
            state.run.ended_by = actor.user
            state.run.ended_at = self._clock.now()
            self._note(repos, actor, AuditAct.RUN_CANCELLED, state)
            if was is RunStatus.STOPPED:
                await self._next_segment(repos, state.run)
            else:
                await self._context.telling.run(repos, run_id, state.run.owner)

    async def result(self, workspace: str, run_id: str) -> Result:
        """The table of an ended run as CSV, formulas made harmless."""
        state = await self._context.state(workspace, run_id)
        table = state.table
        return Result(state.plan.goal.title, len(table), csv_text(table, columns_of(table)))

    async def _locked(self, repos: Repositories, actor: Actor, run_id: str, segment: int | None) -> RunState:
        """The run, locked, if this person may decide and the decision is about its newest stretch."""
        await repos.runs.lock(run_id)
        state = await read_run(repos, run_id, self._context.catalogue)
        require_decider(actor, state.run.owner)
        if segment is not None and segment != state.run.segment:
            raise StaleError(DECIDED)
        return state

    def _note(self, repos: Repositories, actor: Actor, act: AuditAct, state: RunState) -> None:
        note(repos, actor.user, act, self._clock.now(), state.run.id, state.plan.goal.title)

    async def _remember(
        self, repos: Repositories, actor: Actor, plan_id: str, run_id: str, title: str
    ) -> None:
        """What a person approved or ran is their newest campaign."""
        await remember_campaign(repos, actor.user, plan_id, run_id, title, self._clock.now())

    async def _next_segment(self, repos: Repositories, run: Run) -> None:
        run.segment += 1
        await self._context.telling.run(repos, run.id, run.owner)
        await repos.session.flush()
        await self._context.durable.enqueue(
            repos.session, RUN_JOB, run.workspace, run.id, key=f"run:{run.id}:seg:{run.segment}"
        )

    async def _form(self, repos: Repositories, state: RunState) -> Form:
        accounts = [row.account for row in await repos.credentials.of(state.run.owner)]
        return form_of(state.plan, state.given, accounts, self._context.catalogue)


def _require_open_inputs(status: RunStatus) -> None:
    if status not in {RunStatus.WAITING, RunStatus.STOPPED}:
        raise StaleError("That run has started; its inputs stand. Run it again to change them.")


def _require_stopped(status: RunStatus) -> None:
    if status is not RunStatus.STOPPED:
        raise StaleError(DECIDED)
