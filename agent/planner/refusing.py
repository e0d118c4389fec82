"""Refusals: friendly, concrete, and with the nearest goal that can be planned."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from agent.planner.goal import Goal
from agent.planner.plan import Refusal
from agent.planner.reading.data import compiled, table
from agent.planner.reading.harmless import says
from agent.planner.reading.platforms import ORIGINS
from agent.planner.reading.sites import named, phrases
from agent.planner.reading.subject import off_subject, subject
from agent.planner.reading.talk import about_ours, meddles, outside
from agent.planner.reading.text import halves
from agent.planner.reading.tongues import is_foreign
from agent.planner.reasons import people
from agent.planner.work import APART, Origin, Stage, Task

OUTSIDE = (
    "That's outside what I do. I find and develop leads: people and companies, their e-mails, and outreach."
)
OURS = (
    "That is no goal to plan. Ask me in a message of its own: I can show, count and export your leads, "
    "and tell figures of your plans and runs. What else there is is on Home."
)
FOREIGN = (
    "I read English, and the basics of German, French and Spanish. Of this I understood: {}. "
    "Please say it in English."
)
UNCLEAR = "I could not make out what to do. Tell me whom to find and where, and what to do with them."
EXAMPLE = "Find 50 marketing managers in Berlin and get their e-mails"
NOTHING_LEFT = "After what you ruled out there is nothing left that I could do."
NO_PHANTOM = "I have no phantom that does this."
SURELY, LIKELY = 0.0095, 0.7
"""Doubts below which a text is a goal: against a rule that refuses it, and where nothing was understood.

Of 400 texts by strangers, and of every third tuned one, all that is to be refused and is not understood is
doubted more than 0.8, and no goal more than 0.06.
"""
DOUBT = "{} If I got that wrong, please say it in other words."


class _Row(NamedTuple):
    """`whole`: it is looked for in what is ruled out as well; `sites`: so is what is found on sites."""

    reason: str
    said: tuple[re.Pattern[str], ...]
    unless: frozenset[Origin]
    unless_tasks: frozenset[Task]
    instead: str
    whole: bool
    sites: bool


def declined(goal: Goal) -> Refusal | None:
    """Why this is nothing for us, whatever else would have to be known of it."""
    if about_ours(goal.text, goal.asked):
        return Refusal(reason=OURS, instead=EXAMPLE)
    asked = f"{halves(goal.text).asked} | {goal.asked}"
    if unserved := _unserved(goal, asked) or _unserved_there(goal, asked):
        return unserved
    # Who tries to replace the instructions may still say whom to find; then that is done, and nothing else.
    meddling = meddles(asked) and not (goal.titles or goal.local or goal.urls)
    return Refusal(reason=OUTSIDE, instead=EXAMPLE) if meddling or outside(asked) else None


def refusal(goal: Goal) -> Refusal | None:
    """Why this goal cannot be planned, if it cannot: what a rule says, unless its like are goals."""
    refused = by_rules(goal)
    return None if refused and _overruled(goal, refused) else refused


def _overruled(goal: Goal, refused: Refusal) -> bool:
    """Whether texts like it are goals: nearly surely where a rule has a reason, likely where it has none.

    What harms people, or asks for what is ours, stays refused.
    """
    if refused.reason in _firm():
        return False
    return subject(goal).doubt < (LIKELY if declined(goal) is None else SURELY)


def by_rules(goal: Goal) -> Refusal | None:
    """What the rules alone say against it."""
    if refused := declined(goal):
        return refused
    if not goal.about_leads:
        return _not_understood(goal)
    return None if goal.wanted else Refusal(reason=NOTHING_LEFT, instead=_nearest(goal))


def doubted(goal: Goal) -> Refusal | None:
    """Why a goal that no rule refuses is nothing for us after all, as far as its like tell."""
    kind = off_subject(goal)
    if kind is None:
        return None
    said = table("subjects")[kind]
    return Refusal(reason=DOUBT.format(said["reason"]), instead=said["instead"].format(who=people(goal)))


def _not_understood(goal: Goal) -> Refusal:
    """Nothing in it is a task: it is in a language that is not read, or not clear."""
    if goal.language is not None and not is_foreign(goal.text):
        return Refusal(reason=UNCLEAR, instead=EXAMPLE)
    parts = (*goal.titles, goal.industry, goal.place, goal.count and str(goal.count))
    understood = ", ".join(part for part in parts if part) or "nothing"
    return Refusal(reason=FOREIGN.format(understood), instead=EXAMPLE)


def no_plan(goal: Goal) -> Refusal:
    """The goal is one for us, and yet no chain of phantoms serves it: what of its platform can be done."""
    near = table("platforms").get(goal.platform)
    if near is None or goal.origin not in APART:
        return Refusal(reason=NO_PHANTOM, instead=_nearest(goal))
    return Refusal(reason=near["reason"], instead=near["instead"])


def _nearest(goal: Goal) -> str:
    contact = Stage.CONTACT not in goal.forbidden
    return f"Find {people(goal)} with a LinkedIn search{' and get their e-mails' if contact else ''}"


def _unserved(goal: Goal, asked: str) -> Refusal | None:
    for row in _rows():
        excused = goal.origin in row.unless or row.unless_tasks & set(goal.tasks)
        if not excused and _said(row, goal.text if row.whole else asked):
            return Refusal(reason=row.reason, instead=row.instead.format(who=people(goal)))
    return None


def _said(row: _Row, text: str) -> bool:
    if says(row.said, text):
        return True
    on_sites = named(text) if row.sites else None
    return on_sites is not None and says(phrases(), on_sites)


def _unserved_there(goal: Goal, asked: str) -> Refusal | None:
    """Why not what is asked of a platform that is served in part, if its people are meant."""
    near = table("platforms").get(goal.platform)
    meant = near is not None and goal.origin is ORIGINS.get(goal.platform or "")
    wants_more = meant and any(said.search(asked) for said in compiled(near.get("unserved", [])))
    return Refusal(reason=near["reason"], instead=near["instead"]) if wants_more else None


@cache
def _firm() -> frozenset[str]:
    return frozenset({OURS, *(row["reason"] for row in table("refusals") if row.get("firm"))})


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(_row(row) for row in table("refusals"))


def _row(row: dict[str, Any]) -> _Row:
    return _Row(
        reason=row["reason"],
        said=compiled(row["said"]),
        unless=frozenset(Origin(name) for name in row.get("unless", ())),
        unless_tasks=frozenset(Task(name) for name in row.get("unless_tasks", ())),
        instead=row["instead"],
        whole=row.get("whole", False),
        sites=row.get("sites", False),
    )
