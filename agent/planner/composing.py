"""Chains of phantoms that do everything a goal asks for, the best first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agent.planner.catalogue import Catalogue
from agent.planner.costs import STARVED, Chain, cost
from agent.planner.goal import Goal
from agent.planner.phantom import Phantom, Subject
from agent.planner.plan import Choice, Step
from agent.planner.validation import violations
from agent.planner.wiring import wire
from agent.planner.work import APART, Origin, Stage, Task

BRIDGES = frozenset(
    {Task.PROFILE_DATA, Task.COMPANY_DATA, Task.COMPANY_URL, Task.PROFILE_URL, Task.CONVERT, Task.ACTIVITY}
)
"""Tasks that only gather what a later step needs."""

SOCIAL = frozenset(
    {
        Origin.INSTAGRAM,
        Origin.X,
        Origin.FACEBOOK,
        Origin.YOUTUBE,
        Origin.TIKTOK,
        Origin.REDDIT,
        Origin.SLACK_CHANNEL,
    }
)
"""Platforms that people reach each other on."""

CRMS = frozenset({"hubspot", "pipedrive", "salesforce"})
"""Platforms that leads are written into."""

_MOST_BRIDGES = 2


class Composer:
    """Composes chains out of the catalogue; every chain it returns is valid."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._bridges = tuple(phantom for phantom in catalogue if phantom.carries_out <= BRIDGES)
        outputs = {name for phantom in self._bridges for name in phantom.outputs}
        self._bridgeable = frozenset(
            name for name, field in catalogue.fields.items() if outputs & {name, *field.fed_by}
        )

    def chains(self, goal: Goal, likeness: Mapping[str, float]) -> tuple[Chain, ...]:
        """Every chain for the goal's tasks, cheapest first. `likeness` is the search's score by script."""
        found: dict[tuple[str, ...], Chain] = {}
        backwards = () if goal.sequence else (_reaching_backwards(goal.tasks),)
        for tasks in (goal.tasks, *backwards):
            for chain in () if found else self._covering(goal, (), tasks):
                for whole in self._bridged(goal, chain, _MOST_BRIDGES):
                    found.setdefault(scripts(whole), whole)
        return tuple(sorted(found.values(), key=lambda chain: self._cost(goal, chain, likeness)))

    def _covering(self, goal: Goal, chain: Chain, remaining: Sequence[Task]) -> Iterator[Chain]:
        """Every choice of one phantom for each task that no phantom before it does already."""
        if not remaining:
            if chain:
                yield chain
            return
        for phantom in self._able(goal, remaining[0]):
            strays = chain and _strays(goal, chain[-1], phantom)
            if not strays and _keeps_order(goal, phantom, remaining):
                rest = [task for task in remaining if task not in phantom.carries_out]
                yield from self._covering(goal, (*chain, phantom), rest)

    def _able(self, goal: Goal, task: Task) -> Iterator[Phantom]:
        return (
            phantom for phantom in self._catalogue if task in phantom.carries_out and _allowed(phantom, goal)
        )

    def _bridged(self, goal: Goal, chain: Chain, left: int) -> Iterator[Chain]:
        """The chain if it is valid, and with steps put in where one does not get what it works on."""
        gap = self._gap(goal, chain)
        if gap != 0 and not violations(goal, scripts(chain), self._catalogue):
            yield chain
        if gap is not None and left:
            for longer in self._filled(goal, chain, gap):
                yield from self._bridged(goal, longer, left - 1)

    def _filled(self, goal: Goal, chain: Chain, gap: int) -> Iterator[Chain]:
        """The chain with each bridge that closes the gap before step `gap`."""
        for bridge in self._bridges:
            starts = goal.origin in bridge.starts_with if gap == 0 else bool(bridge.starts_with)
            fits = not gap or not _to_companies(chain[gap - 1], bridge)
            if starts and fits and bridge.script not in scripts(chain) and _allowed(bridge, goal):
                longer = (*chain[:gap], bridge, *chain[gap:])
                if not self._starved(self._wired(goal, longer)[gap + 1]):
                    yield longer

    def _gap(self, goal: Goal, chain: Chain) -> int | None:
        """The first step that lacks what it works on: the origin, or something a bridge could yield."""
        # People found after their companies were read start from those, as said.
        found_later = goal.tasks[0] is not Task.FIND and Task.FIND in goal.tasks
        first = (
            next(phantom for phantom in chain if Task.FIND in phantom.effects) if found_later else chain[0]
        )
        if goal.origin is not None and first.starts_with and goal.origin not in first.starts_with:
            return 0
        steps = self._wired(goal, chain)
        return next((number for number in range(1, len(steps)) if self._starved(steps[number])), None)

    def _starved(self, step: Step) -> bool:
        """Whether a step asks a person for what differs from row to row."""
        asked = (name for need in step.needs for name in need.asks if name not in need.prefills)
        return any(name in self._bridgeable for name in asked)

    def _wired(self, goal: Goal, chain: Chain) -> tuple[Step, ...]:
        choices = [Choice(script=script, why="") for script in scripts(chain)]
        return wire(goal, choices, self._catalogue)

    def _cost(self, goal: Goal, chain: Chain, likeness: Mapping[str, float]) -> float:
        steps = self._wired(goal, chain)
        return cost(goal, chain, steps, likeness) + STARVED * sum(map(self._starved, steps[1:]))


_BARE = frozenset({"sales_navigator", "google_maps"})
"""Platforms with exports of their own, which look nothing up."""


def scripts(chain: Chain) -> tuple[str, ...]:
    return tuple(phantom.script for phantom in chain)


def _reaching_backwards(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The usual order, outreach from its end: some steps yield what others of their stage work on."""
    reaching = [task for task in tasks if task.stage is Stage.OUTREACH]
    return tuple(reaching.pop() if task.stage is Stage.OUTREACH else task for task in tasks)


def _strays(goal: Goal, before: Phantom, after: Phantom) -> bool:
    """Whether a step leaves the people found: it collects anew, or gets the addresses of companies."""
    anew = Task.FIND in after.carries_out and goal.tasks[0] is Task.FIND
    return anew or (_to_companies(before, after) and Stage.CONTACT in after.stages)


def _keeps_order(goal: Goal, phantom: Phantom, remaining: Sequence[Task]) -> bool:
    """Whether a phantom does what is next in the order insisted on, and nothing of it too early."""
    left = [task for task in remaining if task in goal.sequence]
    done = [task for task in left if task in phantom.effects]
    return done == left[: len(done)]


def _to_companies(before: Phantom, after: Phantom) -> bool:
    return before.rows is Subject.PEOPLE and after.rows is Subject.COMPANIES


def _allowed(phantom: Phantom, goal: Goal) -> bool:
    """Whether it does nothing that the goal rules out, and works where the goal is at home."""
    ruled_out = any(task.stage in goal.forbidden for task in phantom.carries_out)
    elsewhere = _is_apart(phantom, goal) or _reaches_elsewhere(phantom, goal) or _is_other_crm(phantom, goal)
    return not (ruled_out or phantom.effects & goal.avoided or elsewhere)


def _reaches_elsewhere(phantom: Phantom, goal: Goal) -> bool:
    """Whether it would reach on LinkedIn those who are to be reached where they were found."""
    at_home = goal.origin not in SOCIAL or goal.origin in phantom.starts_with
    return Stage.OUTREACH in phantom.stages and not at_home and "linkedin" not in goal.text.lower()


def _is_other_crm(phantom: Phantom, goal: Goal) -> bool:
    """Whether it writes into another CRM than the one that is named."""
    named = {name for name in CRMS if name in goal.text.lower().replace(" ", "")}
    return Task.SAVE_TO_CRM in phantom.carries_out and bool(named) and phantom.platform not in named


def _is_apart(phantom: Phantom, goal: Goal) -> bool:
    """Whether it only starts with what the goal does not name: nobody is found on Instagram for LinkedIn."""
    exported = goal.origin is Origin.PLAIN_EXPORT and goal.platform in _BARE
    if exported and Task.FIND in phantom.carries_out and phantom.platform != goal.platform:
        return True
    return bool(phantom.starts_with) and phantom.starts_with <= APART - {goal.origin}
