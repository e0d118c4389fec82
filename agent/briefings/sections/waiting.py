"""Waiting for you: plans to decide on, and runs that need something."""

from __future__ import annotations

from collections.abc import Iterator

from agent.alerts.lines import Line, OfRun, Review, RunAct
from agent.briefings.facts import Facts, PlanFact, ReadyFact
from agent.briefings.sections.section import Section
from agent.briefings.wording import counted, on_day
from agent.execution.alerting import stopped_line


def lines(facts: Facts) -> Iterator[Line]:
    """What stopped first, then what expires first, then what is ready."""
    yield from map(stopped_line, facts.stopped)
    yield from (undecided(plan, facts) for plan in facts.plans)
    yield from map(_ready, facts.ready)


def undecided(plan: PlanFact, facts: Facts) -> Line:
    """A plan, and until when it can be decided on."""
    review = Review(plan_id=plan.id, version=plan.version, others=plan.author != facts.reader)
    until = on_day(plan.expires_at, facts.now, facts.zone)
    return Line(text=f"The plan “{plan.title}” expires {until}.", buttons=(review,))


def _ready(run: ReadyFact) -> Line:
    if run.missing:
        act, label, text = RunAct.INPUTS, "Inputs", f"waits for {counted(run.missing, 'input')}"
    else:
        act, label, text = RunAct.START, "Run", "is ready to run"
    button = OfRun(act=act, run_id=run.id, segment=run.segment, label=label)
    return Line(text=f"“{run.title}” {text}.", buttons=(button,))


SECTION = Section("Waiting for you", lines)
