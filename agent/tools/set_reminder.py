"""A reminder, or a goal at its times: shown with its next times, and kept only once it is saved."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from agent.errors import InvalidError
from agent.events import ReplyKind
from agent.llm.toolbox import Arguments
from agent.questions.reporting import is_report
from agent.scheduling.asking import (
    BRIEF_NOW,
    BRIEFED,
    BRIEFING,
    GOAL,
    REPORT,
    Wanted,
    same_steadily,
    wanted,
)
from agent.scheduling.reading import Understood
from agent.scheduling.reading import read as read_time
from agent.scheduling.service import WHAT_LIMIT, Asked
from agent.tools.again import goal_before
from agent.tools.heard import About, Heard, Noun
from agent.tools.shown import Said
from agent.tools.tool import Outcome, Reading, Tool, Turn

_EVERY = re.compile(
    r"(?:(?:please )?(?:send|give|tell|show|report)(?: me| us)? )?(?P<what>.{4,150}?),?"
    r" (?P<when>(?:every|each) .{3,60})",
    re.IGNORECASE,
)
Kind = Literal["reminder", "goal", "briefing", "report", "brief_now"]
KINDS: tuple[Kind, ...] = ("reminder", "goal", "briefing", "report", "brief_now")


class ReminderArguments(Arguments):
    what: str = Field("", max_length=WHAT_LIMIT, description="What to remind of, or the goal to plan.")
    when: str = Field(
        "",
        max_length=300,
        description="When, in the person's own words: tomorrow at 10, every weekday at 8:30.",
    )
    kind: Kind = Field(
        "reminder",
        description="reminder: say it; goal: plan the goal each time; briefing: what is new and waits; "
        "report: answer a question about leads, plans or runs; brief_now: a briefing at once.",
    )


def read(heard: Heard) -> Reading[ReminderArguments] | None:
    if len(heard.text) > WHAT_LIMIT:
        return None
    found = _same(heard) or wanted(heard.text, heard.now, heard.zone.info) or _repeated(heard)
    if found is None:
        return None
    if found.kind == REPORT and not is_report(found.what):
        return None
    asks = found.kind == GOAL and is_report(found.what)
    kind = "report" if asks else next((each for each in KINDS if each == found.kind), "reminder")
    arguments = ReminderArguments(what=found.what, when=found.when[:300], kind=kind)
    return Reading(arguments, 0.97, "Remind me" if kind == "reminder" else "Schedule it", "a reminder")


def _repeated(heard: Heard) -> Wanted | None:
    """A question that is asked at its times: “my leads by company every Friday at 5pm”."""
    asked = _EVERY.fullmatch(heard.text.strip(" .!?"))
    if asked is None or not is_report(asked["what"]):
        return None
    when = asked["when"]
    understood = isinstance(read_time(when, heard.now, heard.zone.info), Understood)
    return Wanted(REPORT, asked["what"].strip(" ,"), when) if understood else None


def _same(heard: Heard) -> Wanted | None:
    """The goal that was just said, at the times that are said now: “do that every Monday at 9”."""
    goal = goal_before(heard.memory.turns)
    when = same_steadily(heard.text, heard.now, heard.zone.info) if goal else None
    return Wanted(GOAL, goal, when) if when else None


async def run(turn: Turn, arguments: ReminderArguments) -> Outcome:
    message = turn.message
    if arguments.kind == BRIEF_NOW:
        await turn.uses.briefings.want(turn.repos, turn.actor.user, turn.zone)
        return Outcome("The briefing comes as a message of its own.")
    what = BRIEFED if arguments.kind == BRIEFING else arguments.what
    if arguments.kind == REPORT and not is_report(what):
        return Outcome("That is no question about leads, plans or runs: it cannot be a report.")
    if not what:
        await turn.uses.intake.reply(turn.repos, message, ReplyKind.REMIND_WHAT)
        return Outcome("It is not said what to remind of: the person was asked.")
    thread = (message.channel, message.thread_ts)
    asked = Asked(arguments.kind, what, arguments.when, turn.zone, thread=thread)
    try:
        card = await turn.uses.schedules.propose(turn.actor, turn.id, asked, turn.repos.session)
    except InvalidError as error:
        return Outcome(str(error), Said(text=str(error)))
    words = card.preview.words if card.preview is not None else "not clear yet, which the person is asked"
    return Outcome(f"Proposed: {words}. The person saves it.", about=About(noun=Noun.SCHEDULES, id=card.id))


SET_REMINDER = Tool(
    "set_reminder",
    "Propose a reminder, briefing, report or goal at its times; the person sees the times and saves it.",
    ReminderArguments,
    read,
    run,
)
