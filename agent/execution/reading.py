"""Reading a run from the store: plan, values given, steps and what they delivered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from agent.errors import NotFoundError
from agent.execution.executor import ResultRow, Row
from agent.execution.inputs import Given, effective
from agent.execution.table import Line, StepResult, lines_after, table_after
from agent.planner.card import outcome_of
from agent.planner.catalogue import Catalogue
from agent.planner.phantom import Phantom
from agent.planner.plan import Plan, Step
from storage.models import Plan as PlanRow
from storage.models import Run, RunStep, StepStatus
from storage.repositories import Repositories


@dataclass(frozen=True)
class RunState:
    """Everything that stands in the store about one run."""

    run: Run
    row: PlanRow
    plan: Plan
    given: Given
    steps: tuple[RunStep, ...]
    results: tuple[StepResult, ...]

    def step(self, position: int) -> Step:
        """A step of the plan as it is executed: without the wires that people replaced."""
        return self.results[position - 1].step

    def phantom(self, position: int) -> Phantom:
        return self.results[position - 1].phantom

    def before(self, position: int) -> list[Row]:
        """The table that a step works on."""
        return table_after(self.results[: position - 1])

    @property
    def lines(self) -> list[Line]:
        """The table as far as the run came, every value with its source; lines that are gone as well."""
        return lines_after([result for result in self.results if result.delivered])

    @property
    def table(self) -> list[Row]:
        """The values of `lines`, without those who were deleted on request."""
        return [line.values for line in self.lines if not line.gone]


async def plan_of(repos: Repositories, plan_id: str, version: int) -> Plan:
    """One version of a plan."""
    versions = await repos.plans.versions(plan_id)
    plan = next((outcome_of(v).plan for v in versions if v.number == version), None)
    if plan is None:
        raise NotFoundError("I don't have that plan any more.")
    return plan


async def read_run(repos: Repositories, run_id: str, catalogue: Catalogue) -> RunState:
    """Load one run, or say that it is gone."""
    run = await repos.runs.get(run_id)
    row = await repos.plans.get(run.plan_id) if run is not None else None
    if run is None or row is None:
        raise NotFoundError("I don't have that run any more.")
    plan = await plan_of(repos, run.plan_id, run.plan_version)
    given = await repos.plans.inputs(run.plan_id)
    steps = tuple(await repos.runs.steps(run_id))
    delivered: dict[int, list[ResultRow]] = defaultdict(list)
    for line in await repos.runs.rows(run_id):
        delivered[line.position].append(ResultRow(values=line.line, source=line.source))
    results = tuple(
        StepResult(
            step=effective(step, given),
            phantom=catalogue.phantom(step.script),
            delivered=tuple(delivered[number]),
            skipped=steps[number - 1].status is StepStatus.SKIPPED,
        )
        for number, step in enumerate(plan.steps, start=1)
    )
    return RunState(run, row, plan, given, steps, results)
