"""What the reader works towards, and what comes first."""

from __future__ import annotations

from collections.abc import Iterator

from agent.alerts.lines import Line
from agent.briefings.facts import Facts
from agent.briefings.sections.section import Section


def lines(facts: Facts) -> Iterator[Line]:
    """Goals, then the priority list in its order."""
    yield from (Line(text=f"Goal: {goal}") for goal in facts.wishes.goals)
    yield from (
        Line(text=f"{number}. {each}") for number, each in enumerate(facts.wishes.priorities, start=1)
    )


SECTION = Section("On your list", lines, news=False)
