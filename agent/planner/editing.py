"""Editing a plan by hand: other steps, in another order, for other reasons, wired anew and checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.errors import AgentError
from agent.planner.alternatives import with_alternatives
from agent.planner.catalogue import Catalogue
from agent.planner.goal import Goal
from agent.planner.phantom import Frozen, Phantom, Stage, Subject
from agent.planner.plan import Choice, Plan, PlannerKind
from agent.planner.reasons import explained
from agent.planner.revising import changed
from agent.planner.validation import MOST_STEPS, last_stage, unfed, violations
from agent.planner.wiring import wire

LONGEST_REASON = 300
UNCHANGED = "Nothing is changed yet."


class EditError(AgentError):
    """These steps make no plan; the sentence names the step and says what would."""


class Attempt(Frozen):
    """The plan as it would be, and what speaks against it, if anything does."""

    plan: Plan
    problem: str | None = None


def choices_of(plan: Plan, catalogue: Catalogue) -> tuple[Choice, ...]:
    """The plan's steps. Only reasons that somebody gave are kept: ours are told anew for other steps."""
    phantoms = [catalogue.phantom(script) for script in plan.scripts]
    ours = explained(plan.goal, phantoms, plan.steps)
    return tuple(
        Choice(script=step.script, why="" if step.why == told.why else step.why)
        for step, told in zip(plan.steps, ours, strict=True)
    )


def placed(choices: Sequence[Choice], script: str, catalogue: Catalogue) -> tuple[Choice, ...]:
    """The steps with one more phantom, after the last step of its stage or an earlier one."""
    stages = list(Stage)
    rank = stages.index(last_stage(catalogue.phantom(script)))
    ranks = [stages.index(last_stage(catalogue.phantom(choice.script))) for choice in choices]
    at = next((at for at, other in enumerate(ranks) if other > rank), len(choices))
    return (*choices[:at], Choice(script=script, why=""), *choices[at:])


def attempted(plan: Plan, choices: Sequence[Choice], catalogue: Catalogue) -> Attempt:
    """The plan with these steps instead of its own; a step without a reason gets ours.

    What a person puts in is wanted, and a stage whose steps they took out is not any more. What the goal
    rules out stays out, and no step may work on nothing.
    """
    phantoms = [catalogue.phantom(choice.script) for choice in choices]
    stages = frozenset(stage for phantom in phantoms for stage in phantom.stages)
    goal = plan.goal.model_copy(update={"wanted": stages - plan.goal.forbidden})
    told = explained(goal, phantoms, wire(goal, choices, catalogue))
    reasoned = [
        Choice(script=choice.script, why=_tidy(choice.why) or ours.why)
        for choice, ours in zip(choices, told, strict=True)
    ]
    steps = wire(goal, reasoned, catalogue)
    new = with_alternatives(plan.model_copy(update={"goal": goal, "steps": steps}), catalogue)
    return Attempt(plan=new, problem=next(_problems(new, phantoms, catalogue), None))


def edited(plan: Plan, choices: Sequence[Choice], catalogue: Catalogue) -> Plan:
    """The same, where only a valid plan that differs will do; raises an `EditError` otherwise."""
    attempt = attempted(plan, choices, catalogue)
    if attempt.problem:
        raise EditError(attempt.problem)
    if _shown(attempt.plan) == _shown(plan):
        raise EditError(UNCHANGED)
    return attempt.plan


def carried_over(plan: Plan, goal: Goal, catalogue: Catalogue) -> Plan | None:
    """The same steps for the goal as a person corrected it; None when it asks for other ones now."""
    asks_the_same = (goal.origin, goal.platform, goal.tasks) == (
        plan.goal.origin,
        plan.goal.platform,
        plan.goal.tasks,
    )
    if not asks_the_same or violations(goal, plan.scripts, catalogue):
        return None
    # A model's reasons may speak of what was corrected; those of a person in a plan by rules stay.
    by_hand = plan.planner is PlannerKind.EMBEDDED
    choices = [
        Choice(script=choice.script, why=choice.why if by_hand else "")
        for choice in choices_of(plan, catalogue)
    ]
    return attempted(plan.model_copy(update={"goal": goal}), choices, catalogue).plan


def difference(before: Plan, after: Plan) -> str:
    """What was done by hand, in one sentence."""
    if before.scripts != after.scripts:
        return f"By hand: {changed(before, after.goal, after.scripts)}"
    reworded = [
        str(number)
        for number, (old, new) in enumerate(zip(before.steps, after.steps, strict=True), start=1)
        if old.why != new.why
    ]
    steps = f"step{'s' if len(reworded) > 1 else ''} {' and '.join(reworded)}"
    return f"By hand: another reason for {steps}."


def _shown(plan: Plan) -> list[tuple[str, str]]:
    return [(step.script, step.why) for step in plan.steps]


def _problems(plan: Plan, phantoms: Sequence[Phantom], catalogue: Catalogue) -> Iterator[str]:
    """Everything that is wrong, what a person can act on best first."""
    if not phantoms:
        yield "Nothing would be left of the plan: keep at least one step."
        return
    if len(phantoms) > MOST_STEPS:
        yield f"A plan has at most {MOST_STEPS} steps: remove one."
    yield from _about_steps(plan, phantoms)
    for number in sorted(unfed(plan.goal, plan.scripts, catalogue)):
        yield _hungry(phantoms[number], catalogue)
    yield from violations(plan.goal, plan.scripts, catalogue)


def _about_steps(plan: Plan, phantoms: Sequence[Phantom]) -> Iterator[str]:
    for phantom, step in zip(phantoms, plan.steps, strict=True):
        if phantom.effects & plan.goal.avoided:
            yield f"{phantom.name} does something that the goal rules out."
        if len(step.why) > LONGEST_REASON:
            yield f"The reason for {phantom.name} is longer than {LONGEST_REASON} characters."


def _hungry(phantom: Phantom, catalogue: Catalogue) -> str:
    """What a step lacks that works on nothing."""
    if Stage.SEARCH in phantom.stages:
        return f"{phantom.name} finds its own rows: put it first, or remove the steps before it."
    fields = (catalogue.fields[name] for name in phantom.inputs)
    subject = next((field.subject for field in fields if field.subject), Subject.COMPANIES)
    return f"{phantom.name} needs {subject}: put it after a step that finds them."


def _tidy(why: str) -> str:
    return " ".join(why.split())
