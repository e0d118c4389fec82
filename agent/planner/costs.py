"""What a chain of phantoms costs a goal: steps, questions, and work that nobody asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.planner.goal import Goal
from agent.planner.phantom import Phantom
from agent.planner.plan import Step
from agent.planner.work import APART, IMPLIED, Stage, Task

Chain = tuple[Phantom, ...]

STEP, STARVED = 1.0, 1.5
"""A step; a step that asks a person for what differs from row to row."""

_ELSEWHERE, _AT_HOME, _ASK = 1.7, -0.3, 0.15
"""A platform's own phantom for a goal that does not name the platform, and for one that does; a question."""

_LIKENESS, _LIKENESS_APART = 0.2, 2.0
"""What likeness to the goal's words saves; on platforms of their own little else tells phantoms apart."""

_OTHER_LINK = 2.0
_COLLECTED = frozenset({"salesnavigatorlisturl", "salesnavigatorsearchurl"})
"""Links whose people are collected by a phantom for just them; a phantom for another link is no use."""

_OWN_WAYS = frozenset({"sales_navigator", "recruiter", "hubspot", "pipedrive", "salesforce"})
"""Platforms whose phantoms do in their own way what others do for people of any origin."""

_EXTRA = {
    Stage.SEARCH: 0.3,
    Stage.ENRICH: 0.12,
    Stage.CONTACT: 0.2,
    Stage.OUTREACH: 0.3,
    Stage.MANAGE: 0.3,
}
"""What a task costs that nobody asked for."""

_RIDES_ALONG = {Task.PROFILE_DATA: frozenset({Task.EMAILS}), Task.EMAILS: frozenset({Task.PHONES})}
"""What comes with a task's data by itself: leaving it out would save nothing."""


def cost(goal: Goal, chain: Chain, steps: Sequence[Step], likeness: Mapping[str, float]) -> float:
    """Fewer steps and questions and nothing unasked are better; then what resembles the goal's words."""
    alike = sum(likeness.get(phantom.script, 0.0) for phantom in chain) / len(chain)
    surplus = sum(_surplus(goal, phantom) + _platform(goal, phantom) for phantom in chain)
    saves = _LIKENESS_APART if goal.origin in APART else _LIKENESS
    asked = _ASK * _questions(steps) + sum(_another_link(goal, phantom) for phantom in chain)
    return STEP * len(chain) + surplus + asked - saves * alike


def _another_link(goal: Goal, phantom: Phantom) -> float:
    """Whether a phantom that finds people wants the address of another thing than the goal names."""
    wanted = [name for name in phantom.inputs if name.endswith("url")]
    finds = Task.FIND in phantom.carries_out and bool(wanted) and bool(_COLLECTED & goal.urls.keys())
    return _OTHER_LINK if finds and goal.urls.keys().isdisjoint(wanted) else 0.0


def _surplus(goal: Goal, phantom: Phantom) -> float:
    """What a phantom does beyond the goal."""
    asked = frozenset(goal.tasks).union(*(IMPLIED.get(task, frozenset()) for task in goal.tasks))
    unasked = phantom.effects - asked
    free = frozenset[Task]().union(*(_RIDES_ALONG.get(task, frozenset()) for task in phantom.effects))
    return sum(_EXTRA[task.stage] for task in unasked - free)


def _platform(goal: Goal, phantom: Phantom) -> float:
    """Whether a phantom that works in a platform's own way suits the platform that the goal names."""
    if phantom.platform not in _OWN_WAYS or Task.FIND in phantom.carries_out:
        return 0.0
    return _AT_HOME if phantom.platform == goal.platform else _ELSEWHERE


def _questions(steps: Sequence[Step]) -> int:
    return sum(name not in need.prefills for step in steps for need in step.needs for name in need.asks)
