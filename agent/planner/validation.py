"""What speaks against a plan, each in a sentence that a person or a model can act on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from agent.planner.catalogue import Catalogue
from agent.planner.goal import Goal
from agent.planner.phantom import Phantom, Stage
from agent.planner.plan import Choice, Need
from agent.planner.wiring import wire

MOST_STEPS = 8
BY_PRODUCTS = frozenset({Stage.SEARCH, Stage.ENRICH, Stage.CONTACT})
"""Stages that a phantom may cover besides the wanted ones: they gather data and reach nobody."""

PREPARING = frozenset({Stage.ENRICH, Stage.MANAGE})
"""Stages whose steps may come before a search that works on what they found."""

_ORDER = tuple(Stage)


@dataclass(frozen=True)
class _Plan:
    """A proposal with everything the rules look at."""

    goal: Goal
    scripts: tuple[str, ...]
    catalogue: Catalogue
    found: AbstractSet[str] | None

    @cached_property
    def phantoms(self) -> tuple[Phantom, ...]:
        return tuple(phantom for script in self.scripts if (phantom := self.catalogue.get(script)))

    @cached_property
    def needs(self) -> tuple[tuple[Need, ...], ...]:
        """The needs of each step in turn."""
        choices = [Choice(script=phantom.script, why="") for phantom in self.phantoms]
        return tuple(step.needs for step in wire(self.goal, choices, self.catalogue))

    def sources(self, number: int) -> frozenset[int]:
        """The steps that feed step `number` (from 0), also counted from 0."""
        return frozenset(
            wired.step - 1
            for need in self.needs[number]
            for wired in need.wires.values()
            if not need.optional
        )

    def feeds(self, number: int) -> bool:
        """Whether any later step takes something from step `number`."""
        return any(number in self.sources(later) for later in range(number + 1, len(self.phantoms)))


def violations(
    goal: Goal, scripts: Sequence[str], catalogue: Catalogue, found: AbstractSet[str] | None = None
) -> tuple[str, ...]:
    """Everything that is wrong with these scripts as a plan for this goal; nothing when it is valid.

    `found` holds what this run's searches returned; without it every phantom of the catalogue may be used.
    """
    plan = _Plan(goal, tuple(scripts), catalogue, found)
    return tuple(sentence for rule in RULES for sentence in rule(plan))


def _length(plan: _Plan) -> Iterator[str]:
    if not plan.scripts:
        yield "The plan is empty: add at least one phantom."
    if len(plan.scripts) > MOST_STEPS:
        yield f"The plan has {len(plan.scripts)} steps; {MOST_STEPS} are the most."


def _known(plan: _Plan) -> Iterator[str]:
    for script in plan.scripts:
        if script not in plan.catalogue:
            yield f"There is no phantom “{script}”: use one that search_phantoms returned."
        elif plan.found is not None and script not in plan.found:
            yield f"“{script}” was not among the search results: search for it first."


def _once(plan: _Plan) -> Iterator[str]:
    for script in dict.fromkeys(plan.scripts):
        if plan.scripts.count(script) > 1:
            yield f"“{script}” is in the plan more than once: keep one."


def _order(plan: _Plan) -> Iterator[str]:
    """Stages go up, except where a step prepares the one that follows ("find the pages, then the staff")."""
    for number in range(1, len(plan.phantoms)):
        before, after = plan.phantoms[number - 1], plan.phantoms[number]
        prepares = last_stage(before) in PREPARING and number - 1 in plan.sources(number)
        if _ORDER.index(last_stage(before)) > _ORDER.index(last_stage(after)) and not prepares:
            yield (
                f"Step {number + 1} ({after.name}) belongs before step {number} ({before.name}): "
                "the order is search, enrich, contact, outreach, manage."
            )


def last_stage(phantom: Phantom) -> Stage:
    """The latest stage that a phantom covers: where it belongs in the order."""
    return max(phantom.stages, key=_ORDER.index)


def _connected(plan: _Plan) -> Iterator[str]:
    """A later step works on what the earlier ones found."""
    for number in _unfed(plan):
        yield (
            f"Step {number + 1} ({plan.phantoms[number].name}) does not connect to step {number}: "
            "nothing before it yields what it works on."
        )


def _unfed(plan: _Plan) -> Iterator[int]:
    for number in range(1, len(plan.phantoms)):
        phantom = plan.phantoms[number]
        starts_anew = Stage.SEARCH in phantom.stages or _takes_rows(phantom, plan.catalogue)
        if starts_anew and not plan.sources(number):
            yield number


def unfed(goal: Goal, scripts: Sequence[str], catalogue: Catalogue) -> frozenset[int]:
    """The steps (from 0) that work on nothing: those before them yield nothing for them, or come too late."""
    plan = _Plan(goal, tuple(scripts), catalogue, None)
    first = plan.phantoms[0]
    finds_later = any(Stage.SEARCH in phantom.stages for phantom in plan.phantoms[1:])
    early = Stage.SEARCH not in first.stages and _takes_rows(first, catalogue) and not plan.feeds(0)
    return frozenset({*_unfed(plan), *([0] if early and finds_later else [])})


def _takes_rows(phantom: Phantom, catalogue: Catalogue) -> bool:
    """Whether some other phantom could feed a required input."""
    required = {name for group in phantom.groups for alternative in group for name in alternative}
    fields = (catalogue.fields[name] for name in required if name in catalogue.fields)
    return any((field.subject is not None or field.fed_by) and not field.long for field in fields)


def _stages(plan: _Plan) -> Iterator[str]:
    for number, phantom in enumerate(plan.phantoms):
        for stage in phantom.stages:
            if stage in plan.goal.forbidden:
                yield f"“{phantom.script}” covers {stage}, which the goal rules out: use another phantom."
            elif _is_read(plan.goal) and stage not in plan.goal.wanted and not _harmless(plan, number, stage):
                yield f"“{phantom.script}” covers {stage}, which the goal does not ask for: leave it out."


def _is_read(goal: Goal) -> bool:
    """Whether we know what the goal wants: in a language that only a model reads, the model does."""
    return goal.language is not None


def _harmless(plan: _Plan, number: int, stage: Stage) -> bool:
    """Whether an unwanted stage only gathers data on the way to a wanted one."""
    if stage not in BY_PRODUCTS:
        return False
    wanted = any(other in plan.goal.wanted for other in plan.phantoms[number].stages)
    return wanted or plan.feeds(number)


def _covered(plan: _Plan) -> Iterator[str]:
    covered = {stage for phantom in plan.phantoms for stage in phantom.stages}
    for stage in _ORDER:
        if stage in plan.goal.wanted - covered:
            yield f"Nothing in the plan covers {stage}, which the goal asks for: add a phantom for it."


def _purpose(plan: _Plan) -> Iterator[str]:
    if _is_read(plan.goal) and not plan.goal.wanted:
        yield "The goal asks for nothing that a phantom does: refuse it."


RULES = (_length, _known, _once, _purpose, _order, _connected, _stages, _covered)
"""Every rule, in the order in which their sentences are read."""
