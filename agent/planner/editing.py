"""Editing a plan by hand: the steps moved, left out, exchanged or added, then wired anew and checked."""

from __future__ import annotations

from collections.abc import Sequence

from agent.errors import AgentError
from agent.planner.alternatives import with_alternatives
from agent.planner.catalogue import Catalogue
from agent.planner.goal import Goal
from agent.planner.phantom import Frozen, Phantom, Stage, Subject
from agent.planner.plan import Choice, Plan
from agent.planner.reasons import explained
from agent.planner.validation import MOST_STEPS, last_stage, unfed, violations
from agent.planner.wiring import wire

LONGEST_REASON = 300


class EditError(AgentError):
    """These edits make no plan; the sentence names the step and says what would."""


class Reorder(Frozen):
    """All steps in a new order, by script."""

    scripts: tuple[str, ...]


class Remove(Frozen):
    """Leave a step out."""

    script: str


class Swap(Frozen):
    """Put another phantom in a step's place."""

    script: str
    by: str


class Add(Frozen):
    """Put a phantom in at a place (from 0); without one where its stage belongs."""

    script: str
    at: int | None = None


class Reason(Frozen):
    """Say in other words why a step is there."""

    script: str
    why: str


Edit = Reorder | Remove | Swap | Add | Reason


def edited(plan: Plan, edits: Sequence[Edit], catalogue: Catalogue) -> Plan:
    """The plan with all edits made in turn, wired anew; raises an `EditError` when that is no plan.

    What a person puts in is wanted, and a stage whose steps they took out is not any more. What the goal
    rules out stays out, and no step may work on nothing.
    """
    chosen = _kept(plan, catalogue)
    for edit in edits:
        chosen = _made(chosen, edit, catalogue)
    phantoms = [catalogue.phantom(choice.script) for choice in chosen]
    goal = _wanting(plan.goal, phantoms)
    _check(goal, phantoms, catalogue)
    told = explained(goal, phantoms, wire(goal, chosen, catalogue))
    choices = [choice if choice.why else ours for choice, ours in zip(chosen, told, strict=True)]
    steps = wire(goal, choices, catalogue)
    return with_alternatives(plan.model_copy(update={"goal": goal, "steps": steps}), catalogue)


def _kept(plan: Plan, catalogue: Catalogue) -> list[Choice]:
    """The steps with the reasons that somebody gave; ours speak of step numbers and are told anew."""
    phantoms = [catalogue.phantom(script) for script in plan.scripts]
    ours = explained(plan.goal, phantoms, plan.steps)
    return [
        Choice(script=step.script, why="" if step.why == told.why else step.why)
        for step, told in zip(plan.steps, ours, strict=True)
    ]


def _made(chosen: list[Choice], edit: Edit, catalogue: Catalogue) -> list[Choice]:
    match edit:
        case Reorder():
            return _reordered(chosen, edit)
        case Remove():
            return [choice for choice in chosen if choice is not _step(chosen, edit.script)]
        case Swap():
            return _swapped(chosen, edit, catalogue)
        case Add():
            return _added(chosen, edit, catalogue)
        case Reason():
            return _reworded(chosen, edit)


def _reordered(chosen: list[Choice], edit: Reorder) -> list[Choice]:
    by_script = {choice.script: choice for choice in chosen}
    if sorted(edit.scripts) != sorted(by_script):
        raise EditError("The new order must name every step of the plan once.")
    return [by_script[script] for script in edit.scripts]


def _swapped(chosen: list[Choice], edit: Swap, catalogue: Catalogue) -> list[Choice]:
    leaving = _step(chosen, edit.script)
    if edit.by == edit.script:
        return chosen
    entering = _new(chosen, edit.by, catalogue)
    return [entering if choice is leaving else choice for choice in chosen]


def _added(chosen: list[Choice], edit: Add, catalogue: Catalogue) -> list[Choice]:
    entering = _new(chosen, edit.script, catalogue)
    if len(chosen) >= MOST_STEPS:
        raise EditError(
            f"A plan has at most {MOST_STEPS} steps: remove one before you add {_name(edit.script)}."
        )
    at = _place(chosen, edit, catalogue) if edit.at is None else max(0, min(edit.at, len(chosen)))
    return [*chosen[:at], entering, *chosen[at:]]


def _place(chosen: Sequence[Choice], edit: Add, catalogue: Catalogue) -> int:
    """After the last step of its stage or an earlier one."""
    stages = list(Stage)
    rank = stages.index(last_stage(catalogue.phantom(edit.script)))
    ranks = [stages.index(last_stage(catalogue.phantom(choice.script))) for choice in chosen]
    return next((at for at, other in enumerate(ranks) if other > rank), len(chosen))


def _reworded(chosen: list[Choice], edit: Reason) -> list[Choice]:
    step, why = _step(chosen, edit.script), " ".join(edit.why.split())
    if not why:
        raise EditError(f"Say in a few words why {_name(edit.script)} is there.")
    if len(why) > LONGEST_REASON:
        raise EditError(f"The reason for {_name(edit.script)} is longer than {LONGEST_REASON} characters.")
    reworded = Choice(script=step.script, why=why)
    return [reworded if choice is step else choice for choice in chosen]


def _step(chosen: Sequence[Choice], script: str) -> Choice:
    found = next((choice for choice in chosen if choice.script == script), None)
    if found is None:
        raise EditError(f"{_name(script)} is not in this plan.")
    return found


def _new(chosen: Sequence[Choice], script: str, catalogue: Catalogue) -> Choice:
    if script not in catalogue:
        raise EditError(f"There is no phantom “{_name(script)}”.")
    if any(choice.script == script for choice in chosen):
        raise EditError(f"{_name(script)} is in the plan already.")
    return Choice(script=script, why="")


def _wanting(goal: Goal, phantoms: Sequence[Phantom]) -> Goal:
    """The goal as the steps now serve it: by hand a person says what is wanted."""
    stages = frozenset(stage for phantom in phantoms for stage in phantom.stages)
    return goal.model_copy(update={"wanted": stages - goal.forbidden})


def _check(goal: Goal, phantoms: Sequence[Phantom], catalogue: Catalogue) -> None:
    """Raise for the first thing that is wrong."""
    if not phantoms:
        raise EditError("Nothing would be left of the plan: keep at least one step.")
    for phantom in phantoms:
        if phantom.effects & goal.avoided:
            raise EditError(f"{phantom.name} does something that the goal rules out.")
    scripts = tuple(phantom.script for phantom in phantoms)
    for number in sorted(unfed(goal, scripts, catalogue)):
        raise EditError(_hungry(phantoms[number], catalogue))
    for sentence in violations(goal, scripts, catalogue):
        raise EditError(sentence)


def _hungry(phantom: Phantom, catalogue: Catalogue) -> str:
    """What a step lacks that works on nothing."""
    if Stage.SEARCH in phantom.stages:
        return f"{phantom.name} finds its own rows: put it first, or remove the steps before it."
    fields = (catalogue.fields[name] for name in phantom.inputs)
    subject = next((field.subject for field in fields if field.subject), Subject.COMPANIES)
    return f"{phantom.name} needs {subject}: put it after a step that finds them."


def _name(script: str) -> str:
    return script.removesuffix(".js")
