"""Reasons: why each phantom is in a plan, in words about this goal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from agent.planner.goal import Goal
from agent.planner.phantom import Phantom
from agent.planner.plan import Choice, Step
from agent.planner.work import Task
from agent.tables import shipped


def explained(goal: Goal, chain: Sequence[Phantom], wired: Sequence[Step]) -> tuple[Choice, ...]:
    """The chain with a reason for each phantom."""
    return tuple(
        Choice(script=phantom.script, why=_why(goal, phantom, step, number))
        for number, (phantom, step) in enumerate(zip(chain, wired, strict=True), start=1)
    )


def people(goal: Goal) -> str:
    """Whom the goal is about: "50 SaaS marketing managers in Berlin"."""
    count = f"{goal.count:,}" if goal.count else ""
    what = " and ".join(goal.titles) or goal.local or "people"
    industry = goal.industry if goal.industry and goal.industry.lower() not in what.lower() else ""
    said = " ".join(part for part in (count, industry, what) if part)
    return f"{said} in {goal.place}" if goal.place else said


def _why(goal: Goal, phantom: Phantom, step: Step, number: int) -> str:
    """What it does for the goal's tasks, else what it prepares, and where its rows come from."""
    does = [task for task in Task if task in phantom.carries_out]
    done = [task for task in does if task in goal.tasks]
    tasks = done or does[:1]
    words = _words(goal, known=number > 1 or Task.FIND in tasks)
    said = _joined([_clause(task, goal).format(**words) for task in tasks])
    prepares = "" if done else ", which the next step needs"
    return f"{said[:1].upper()}{said[1:]}{_from(step)}{prepares}."


def _words(goal: Goal, *, known: bool) -> dict[str, str]:
    """What the clauses leave open. `known` people were spoken of before."""
    return {
        "who": people(goal),
        "them": "them" if known else _named(goal),
        "whose": "their" if known else "the",
        "source": _texts()["sources"].get(goal.origin, ""),
    }


def _joined(clauses: list[str]) -> str:
    return " and ".join([", ".join(clauses[:-1]), clauses[-1]] if len(clauses) > 1 else clauses)


def _clause(task: Task, goal: Goal) -> str:
    everybody = _texts()["everybody"].get(goal.origin)
    unnamed = task is Task.FIND and everybody and not (goal.titles or goal.local or goal.industry)
    return str(everybody if unnamed else _texts()["tasks"][task])


def _named(goal: Goal) -> str:
    return people(goal) if goal.titles else "the people you name"


def _from(step: Step) -> str:
    """The steps that it works on."""
    numbers = sorted({wire.step for need in step.needs for wire in need.wires.values() if not need.optional})
    steps = "steps" if len(numbers) > 1 else "step"
    return f", from {steps} {' and '.join(map(str, numbers))}" if numbers else ""


@cache
def _texts() -> Any:
    return shipped(__package__, "reasons.yaml")
