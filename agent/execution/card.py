"""A run as people see it: what stands in the store, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.execution.executor import Failure, Row
from agent.execution.inputs import Form
from agent.planner.catalogue import Catalogue
from agent.planner.phantom import Subject
from agent.planner.plan import Plan
from storage.models import Run, RunStatus, RunStep, StepStatus

__all__ = ["RunCard", "RunStatus", "StepCard", "StepStatus", "run_card", "step_cards"]


@dataclass(frozen=True)
class StepCard:
    """One step of a run; `done` of `total` rows are handled, `found` of them have a result.

    `barred` people were left out, since they must not be contacted.
    """

    position: int
    script: str
    name: str
    rows: Subject
    finds_its_own: bool
    account: str | None
    daily_limit: int
    status: StepStatus
    done: int
    total: int
    found: int
    failure: Failure | None
    started_at: datetime | None
    ended_at: datetime | None
    barred: int = 0


@dataclass(frozen=True)
class RunCard:
    """One run as it stood `at` a time; `first_rows` holds the head of its result when it has ended.

    `kept` is whether a playbook keeps its plan, `gone` how many lines told of people who were deleted.
    """

    id: str
    at: datetime
    workspace: str
    plan_id: str
    owner: str
    channel: str
    thread_ts: str
    title: str
    status: RunStatus
    segment: int
    steps: tuple[StepCard, ...]
    form: Form
    minutes: int
    wanted: int | None
    people: int
    emails: int
    known: int
    started_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    first_rows: tuple[Row, ...] = ()
    kept: bool = True
    gone: int = 0

    @property
    def stopped_at(self) -> StepCard | None:
        """The step that failed and waits for a decision."""
        return next((step for step in self.steps if step.status is StepStatus.FAILED), None)


def step_cards(plan: Plan, steps: Sequence[RunStep], catalogue: Catalogue) -> tuple[StepCard, ...]:
    """The steps of a run beside those of its plan."""
    return tuple(_step_card(row, plan, catalogue) for row in steps)


def _step_card(row: RunStep, plan: Plan, catalogue: Catalogue) -> StepCard:
    phantom = catalogue.phantom(row.script)
    return StepCard(
        position=row.position,
        script=row.script,
        name=phantom.name,
        rows=phantom.rows,
        finds_its_own=not any(need.wires for need in plan.steps[row.position - 1].needs),
        account=phantom.account,
        daily_limit=phantom.daily_limit,
        status=row.status,
        done=row.done,
        total=row.total,
        found=row.found,
        failure=Failure(row.failure) if row.failure else None,
        started_at=row.started_at,
        ended_at=row.ended_at,
        barred=len(row.barred),
    )


def run_card(
    run: Run,
    at: datetime,
    place: tuple[str, str],
    plan: Plan,
    steps: tuple[StepCard, ...],
    form: Form,
    minutes: int,
) -> RunCard:
    """Read one run; `place` is its channel and thread."""
    return RunCard(
        id=run.id,
        at=at,
        workspace=run.workspace,
        plan_id=run.plan_id,
        owner=run.owner,
        channel=place[0],
        thread_ts=place[1],
        title=plan.goal.title,
        status=run.status,
        segment=run.segment,
        steps=steps,
        form=form,
        minutes=minutes,
        wanted=plan.goal.count,
        people=run.people,
        emails=run.emails,
        known=run.known,
        started_at=run.started_at,
        ended_at=run.ended_at,
        ended_by=run.ended_by,
    )
