"""Your team: what waits for a decision, what stopped, and who found what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from agent.alerts.lines import Line
from agent.briefings.facts import Facts, TeamFacts
from agent.briefings.sections.section import Section
from agent.briefings.sections.waiting import undecided
from agent.briefings.wording import counted
from agent.execution.alerting import stopped_line

MOST = 8


def lines(facts: Facts) -> Iterator[Line]:
    """What can be decided first, then the figures by person."""
    if facts.team is None:
        return
    for plan in facts.team.plans:
        yield undecided(plan, facts).model_copy(update={"who": plan.author})
    for run in facts.team.stopped:
        # The account is its owner's: nobody else can set it.
        yield stopped_line(replace(run, account=None)).model_copy(update={"who": run.owner})
    yield from (_of(person, facts.team) for person in facts.team.people)


def _of(person: str, team: TeamFacts) -> Line:
    runs = sum(run.owner == person for run in team.ended)
    leads = dict(team.leads).get(person, 0)
    said = [counted(runs, "run") + " ended"] * bool(runs) + [counted(leads, "new lead")] * bool(leads)
    return Line(text=f"{', '.join(said)}.", who=person)


SECTION = Section("Your team", lines, most=MOST)
