"""Since last time: what ended, and what was left until it expired."""

from __future__ import annotations

from collections.abc import Iterator

from agent.alerts.lines import Line, OfRun, RunAct
from agent.briefings.facts import EndedFact, Facts
from agent.briefings.sections.section import Section
from agent.briefings.wording import counted, people


def lines(facts: Facts) -> Iterator[Line]:
    """One line a run that ended, then what expired."""
    yield from map(_ended, facts.figures.ended)
    if facts.figures.expired:
        yield Line(text=f"{counted(facts.figures.expired, 'plan')} expired without a decision.")


def _ended(run: EndedFact) -> Line:
    see = OfRun(act=RunAct.SEE, run_id=run.id, segment=0, label="See leads")
    how = "cancelled, " if run.cancelled else ""
    return Line(
        text=f"“{run.title}”: {how}{people(run.people, run.emails)}.", buttons=(see,) if run.people else ()
    )


SECTION = Section("Done", lines)
