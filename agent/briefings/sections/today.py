"""Today: what is due until midnight, in the reader's time."""

from __future__ import annotations

from collections.abc import Iterator

from agent.alerts.lines import Line
from agent.briefings.facts import Facts
from agent.briefings.sections.section import Section

NAMES = {"reminder": "reminder", "goal": "planning", "playbook": "playbook", "report": "report"}


def lines(facts: Facts) -> Iterator[Line]:
    """One line a time."""
    for due in facts.today:
        at = due.at.astimezone(facts.zone)
        yield Line(text=f"{at:%H:%M}: {NAMES.get(due.kind, due.kind)} “{due.what}”.")


SECTION = Section("Today", lines)
