"""What else would do a step's work at its place in a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from agent.planner.catalogue import Catalogue
from agent.planner.goal import Goal
from agent.planner.phantom import Phantom
from agent.planner.plan import Choice, Plan, Step
from agent.planner.validation import violations
from agent.planner.wiring import wire
from agent.planner.work import Origin, Task

MOST = 2
"""Alternatives kept for each step."""

_NEAR: Mapping[Origin, frozenset[Origin]] = MappingProxyType(
    {
        Origin.SEARCH: frozenset({Origin.SALES_NAVIGATOR, Origin.PLAIN_EXPORT}),
        Origin.SALES_NAVIGATOR: frozenset({Origin.SEARCH, Origin.PLAIN_EXPORT}),
        Origin.GOOGLE_MAPS: frozenset({Origin.PLAIN_EXPORT}),
        Origin.POST_LIKERS: frozenset({Origin.POST_ENGAGERS}),
        Origin.POST_COMMENTERS: frozenset({Origin.POST_ENGAGERS}),
        Origin.EMPLOYEES: frozenset({Origin.SALES_NAVIGATOR_ACCOUNTS}),
        Origin.GITHUB: frozenset({Origin.GITHUB_SEARCH}),
    }
)
"""Origins where the same people can be found as well."""

_MAPS = "google_maps"


def with_alternatives(plan: Plan, catalogue: Catalogue) -> Plan:
    """The plan with what could stand in for each step, the best first."""
    steps = tuple(
        step.model_copy(update={"alternatives": alternatives(plan, number, catalogue)})
        for number, step in enumerate(plan.steps)
    )
    return plan.model_copy(update={"steps": steps})


def alternatives(plan: Plan, number: int, catalogue: Catalogue) -> tuple[str, ...]:
    """At most two scripts that do this step's part (counted from 0) and leave the plan valid."""
    fitting = sorted(_fitting(plan, number, catalogue), key=lambda pair: pair[0])
    return tuple(script for _, script in fitting[:MOST])


def _fitting(plan: Plan, number: int, catalogue: Catalogue) -> Iterator[tuple[float, str]]:
    step = plan.steps[number]
    current = catalogue.phantom(step.script)
    needed = _needed(plan, number, current, catalogue)
    for phantom in catalogue:
        if phantom.script in plan.scripts or not needed & phantom.carries_out:
            continue
        if not _starts_there(plan.goal, phantom, number) or phantom.effects & plan.goal.avoided:
            continue
        scripts = (*plan.scripts[:number], phantom.script, *plan.scripts[number + 1 :])
        if not violations(plan.goal, scripts, catalogue):
            rank = _rank(plan.goal, phantom, needed, _wired(plan.goal, scripts, catalogue))
            yield rank, phantom.script


def _needed(plan: Plan, number: int, current: Phantom, catalogue: Catalogue) -> frozenset[Task]:
    """What nothing but this step does of the goal's tasks, else all that it does."""
    others = (catalogue.phantom(script) for at, script in enumerate(plan.scripts) if at != number)
    done = frozenset[Task]().union(*(other.carries_out for other in others))
    wanted = current.carries_out & frozenset(plan.goal.tasks)
    return (wanted - done) or wanted or current.carries_out


def _starts_there(goal: Goal, phantom: Phantom, number: int) -> bool:
    """Whether the first step can begin where the goal does, or at a place with the same people."""
    if number > 0 or not phantom.starts_with or goal.origin is None:
        return True
    near = phantom.starts_with & _NEAR.get(goal.origin, frozenset())
    # Plain exports are of several platforms: businesses on a map are no people of a search.
    mapped = (goal.origin is Origin.GOOGLE_MAPS) is (phantom.platform == _MAPS)
    return goal.origin in phantom.starts_with or (bool(near) and mapped)


def _rank(goal: Goal, phantom: Phantom, needed: frozenset[Task], steps: Sequence[Step]) -> float:
    """Lower is better: all that is needed, nothing besides, at home where the goal is, with few questions."""
    missing = len(needed - phantom.carries_out)
    surplus = len(phantom.effects - frozenset(goal.tasks))
    elsewhere = bool(phantom.starts_with) and goal.origin not in phantom.starts_with
    asks = sum(name not in need.prefills for step in steps for need in step.needs for name in need.asks)
    return 3 * missing + surplus + elsewhere / 2 + asks


def _wired(goal: Goal, scripts: Sequence[str], catalogue: Catalogue) -> tuple[Step, ...]:
    return wire(goal, [Choice(script=script, why="") for script in scripts], catalogue)
