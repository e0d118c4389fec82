"""A playbook's phantoms for another goal, wired anew and checked like any plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.errors import AgentError
from agent.planner.alternatives import with_alternatives
from agent.planner.catalogue import Catalogue
from agent.planner.goal import Goal
from agent.planner.phantom import Phantom
from agent.planner.plan import Choice, Plan, PlannerKind
from agent.planner.reasons import explained
from agent.planner.refusing import refusal
from agent.planner.validation import violations
from agent.planner.wiring import wire
from agent.planner.work import IMPLIED, Task


class UnfitError(AgentError):
    """The playbook is no plan for this goal; the sentence says why."""


def asked(approved: Plan, goal: Goal) -> Goal:
    """The goal of somebody who starts a playbook: whatever it does is wanted, but for what they rule out."""
    if not goal.about_leads:
        return goal
    tasks = {*goal.tasks, *approved.goal.tasks} - goal.avoided
    wanted = goal.wanted | approved.goal.wanted
    changes = {
        "tasks": tuple(task for task in Task if task in tasks and task.stage not in goal.forbidden),
        "wanted": wanted - goal.forbidden,
    }
    return goal.model_copy(update=changes)


def followed(approved: Plan, goal: Goal, catalogue: Catalogue) -> Plan:
    """The plan for this goal with the phantoms of an approved one; raises an `UnfitError` when it is none."""
    reason = next(_against(approved, goal, catalogue), None)
    if reason is not None:
        raise UnfitError(reason)
    phantoms = [catalogue.phantom(script) for script in approved.scripts]
    bare = [Choice(script=script, why="") for script in approved.scripts]
    choices = explained(goal, phantoms, wire(goal, bare, catalogue))
    plan = Plan(goal=goal, steps=wire(goal, choices, catalogue), planner=PlannerKind.EMBEDDED)
    return with_alternatives(plan, catalogue)


def _against(approved: Plan, goal: Goal, catalogue: Catalogue) -> Iterator[str]:
    refused = refusal(goal)
    if refused is not None:
        yield refused.reason
    phantoms = [phantom for script in approved.scripts if (phantom := catalogue.get(script))]
    yield from _left_undone(approved, goal, phantoms)
    for sentence in violations(goal, approved.scripts, catalogue):
        # What follows the colon tells a planner what to do about it.
        yield f"This playbook does not fit that goal. {sentence.partition(': ')[0].replace('.js”', '”')}."
    yield from _starts_elsewhere(approved, goal, phantoms[0])
    for phantom in phantoms:
        if phantom.effects & goal.avoided:
            yield f"{phantom.name}, which this playbook has, does something that the goal rules out."


def _starts_elsewhere(approved: Plan, goal: Goal, first: Phantom) -> Iterator[str]:
    fits = goal.origin in {None, approved.goal.origin, *first.starts_with}
    if not fits and first.starts_with:
        yield f"This playbook starts with {first.name}, which cannot start from what that goal names."


def _left_undone(approved: Plan, goal: Goal, phantoms: Sequence[Phantom]) -> Iterator[str]:
    done = set(approved.goal.tasks).union(*(phantom.carries_out for phantom in phantoms))
    done |= {part for task in done for part in IMPLIED.get(task, ())}
    missing = [task.value.replace("_", " ") for task in goal.tasks if task not in done]
    if missing:
        yield f"This playbook leaves out what that goal asks for: {', '.join(missing)}."
