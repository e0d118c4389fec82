"""How alike two goals are: what is done must agree, whom it is done to may differ."""

from __future__ import annotations

from agent.planner.goal import Goal

DEEDS = ("tasks", "avoided", "wanted", "forbidden", "origin", "platform", "sequence")
"""What is done, and where it starts."""
PEOPLE = ("titles", "seniority", "industry", "size", "place", "local", "companies")
"""Whom it is done to."""


def alike(goal: Goal, other: Goal) -> bool:
    """Whether both want the same done. A goal in which no task was understood is like itself alone."""
    if not goal.tasks:
        return goal == other
    return all(getattr(goal, name) == getattr(other, name) for name in DEEDS)


def likeness(goal: Goal, other: Goal) -> float:
    """From 0, when they are not alike, to 1, when they are about the same people as well."""
    if not alike(goal, other):
        return 0.0
    same: int = sum(getattr(goal, name) == getattr(other, name) for name in PEOPLE)
    return (1 + same) / (1 + len(PEOPLE))
