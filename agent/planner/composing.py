"""Chains of phantoms that do everything a goal asks for, the best first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agent.planner.abilities import IMPLIED, Ability
from agent.planner.catalogue import Catalogue
from agent.planner.goal import Goal, Task
from agent.planner.phantom import Stage
from agent.planner.plan import Choice, Need, Step
from agent.planner.validation import violations
from agent.planner.wiring import wire

Chain = tuple[Ability, ...]

BRIDGES = frozenset(
    {Task.PROFILE_DATA, Task.COMPANY_DATA, Task.COMPANY_URL, Task.PROFILE_URL, Task.CONVERT, Task.ACTIVITY}
)
"""Tasks that only gather what a later step needs."""

_MOST_BRIDGES = 2
_STEP, _STARVED, _ELSEWHERE, _AT_HOME, _ASK = 1.0, 1.5, 1.7, -0.3, 0.15
"""What each costs: a step; a step that asks for what differs from row to row; a platform's own phantom for a
goal that does not name the platform, and for one that does; a question."""

_LIKENESS = 0.2
"""What likeness to the goal's words saves."""

_EXTRA = {
    Stage.SEARCH: 0.3,
    Stage.ENRICH: 0.05,
    Stage.CONTACT: 0.2,
    Stage.OUTREACH: 0.3,
    Stage.MANAGE: 0.3,
}
"""What a task costs that nobody asked for."""


class Composer:
    """Composes chains out of abilities; every chain it returns is valid."""

    def __init__(self, abilities: Sequence[Ability], catalogue: Catalogue) -> None:
        self._abilities = tuple(ability for ability in abilities if ability.script in catalogue)
        self._catalogue = catalogue
        self._bridges = tuple(ability for ability in self._abilities if ability.does <= BRIDGES)
        outputs = {name for ability in self._bridges for name in catalogue.phantom(ability.script).outputs}
        self._bridgeable = frozenset(
            name for name, field in catalogue.fields.items() if outputs & {name, *field.fed_by}
        )

    def chains(self, goal: Goal, likeness: Mapping[str, float]) -> tuple[Chain, ...]:
        """Every chain for the goal's tasks, cheapest first. `likeness` is the search's score by script."""
        found: dict[tuple[str, ...], Chain] = {}
        for chain in self._covering(goal, (), goal.tasks):
            for whole in self._bridged(goal, chain, _MOST_BRIDGES):
                found.setdefault(_scripts(whole), whole)
        costs = {scripts: self._cost(goal, chain, likeness) for scripts, chain in found.items()}
        return tuple(found[scripts] for scripts in sorted(found, key=lambda scripts: costs[scripts]))

    def _covering(self, goal: Goal, chain: Chain, remaining: Sequence[Task]) -> Iterator[Chain]:
        """Every choice of one phantom for each task that no phantom before it does already."""
        if not remaining:
            if chain:
                yield chain
            return
        for ability in self._able(goal, remaining[0]):
            if not chain or not _collects_anew(ability):
                rest = [task for task in remaining if task not in ability.does]
                yield from self._covering(goal, (*chain, ability), rest)

    def _able(self, goal: Goal, task: Task) -> list[Ability]:
        return [ability for ability in self._abilities if task in ability.does and _allowed(ability, goal)]

    def _bridged(self, goal: Goal, chain: Chain, left: int) -> Iterator[Chain]:
        """The chain if it is valid, and with steps put in where one does not get what it works on."""
        gap = self._gap(goal, chain)
        if gap != 0 and not violations(goal, _scripts(chain), self._catalogue):
            yield chain
        if gap is None or not left:
            return
        for ability in self._bridges:
            starts = goal.origin in ability.starts if gap == 0 else bool(ability.starts)
            if starts and ability not in chain and _allowed(ability, goal):
                longer = (*chain[:gap], ability, *chain[gap:])
                if not self._starved(goal, longer, gap + 1):
                    yield from self._bridged(goal, longer, left - 1)

    def _gap(self, goal: Goal, chain: Chain) -> int | None:
        """The first step that lacks what it works on: the origin, or something a bridge could yield."""
        first = chain[0]
        if goal.origin is not None and first.starts and goal.origin not in first.starts:
            return 0
        return next((number for number in range(1, len(chain)) if self._starved(goal, chain, number)), None)

    def _starved(self, goal: Goal, chain: Chain, number: int) -> bool:
        """Whether a step asks a person for what differs from row to row."""
        step = self._wired(goal, chain)[number]
        asked = (name for need in step.needs for name in need.asks if name not in need.prefills)
        return any(name in self._bridgeable for name in asked)

    def _wired(self, goal: Goal, chain: Chain) -> tuple[Step, ...]:
        choices = [Choice(script=ability.script, why="") for ability in chain]
        return wire(goal, choices, self._catalogue)

    def _cost(self, goal: Goal, chain: Chain, likeness: Mapping[str, float]) -> float:
        """Fewer steps and questions and nothing unasked are better; then what resembles the goal's words."""
        asked = frozenset(goal.tasks).union(*(IMPLIED.get(task, frozenset()) for task in goal.tasks))
        extra = sum(_EXTRA[task.stage] for ability in chain for task in ability.everything - asked)
        asks = sum(name not in need.prefills for need in self._needs(goal, chain) for name in need.asks)
        starved = sum(self._starved(goal, chain, number) for number in range(1, len(chain)))
        elsewhere = sum(ability.platform not in {None, goal.platform} for ability in chain)
        at_home = sum(ability.platform is not None and ability.platform == goal.platform for ability in chain)
        alike = sum(likeness.get(ability.script, 0.0) for ability in chain) / len(chain)
        steps = _STEP * len(chain) + _STARVED * starved + _ELSEWHERE * elsewhere + _AT_HOME * at_home
        return steps + extra + _ASK * asks - _LIKENESS * alike

    def _needs(self, goal: Goal, chain: Chain) -> Iterator[Need]:
        return (need for step in self._wired(goal, chain) for need in step.needs)


def _scripts(chain: Chain) -> tuple[str, ...]:
    return tuple(ability.script for ability in chain)


def _collects_anew(ability: Ability) -> bool:
    return Task.FIND in ability.does


def _allowed(ability: Ability, goal: Goal) -> bool:
    """Nothing that the goal rules out, and no platform's own phantom for a goal that starts elsewhere."""
    if ability.everything & goal.avoided:
        return False
    return not any(task.stage in goal.forbidden for task in ability.does)
