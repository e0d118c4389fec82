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
from agent.tools.asked import otherwise
from agent.tools.heard import About, Heard, Noun
from agent.tools.shown import Said
from agent.tools.tool import Outcome, Reading, Tool, Turn

_TELLING = (
    r"(?:(?:please|pls|bitte|and|can you|could you|i want you to|kannst du|peux-tu|puedes) )*"
    r"(?:(?:i(?:'d like| want| need| would like)(?: to (?:get|see|have|know|receive|hear))?|(?:can"
    r"|could) i (?:get|have|see)"
    r"|send|give|tell|show|report|let|post|schedule|set up|schicke?|sende|gib|zeige?|sag|envoie|donne"
    r"|montre|mándame|envíame|dame"
    r"|muéstrame|dime)(?:[ -](?:me|us|to me|mir|uns|moi|nous))?(?: know)? )?"
)
_STEADY = (
    r"(?:every|each|daily|(?:on )?weekdays|on (?:mon|tues|wednes|thurs|fri|satur|sun)days"
    r"|jede[nrsm]?|chaque|tous les|toutes les|cada|todos los|todas las)"
)
_EVERY = re.compile(
    rf"{_TELLING}(?P<what>.{{4,150}}?),? (?P<when>(?:(?:on|at|um) .{{2,20}} )?{_STEADY} .{{3,60}})",
    re.IGNORECASE,
)
_EVERY_FIRST = re.compile(rf"{_TELLING}(?P<rest>{_STEADY} .{{8,200}})", re.IGNORECASE)
"""The time first: “tell me every Friday at 4pm how many leads I have”."""
_AGAIN = re.compile(rf"{_TELLING}", re.IGNORECASE)
_NEWS = re.compile(
    r"(?:what(?:'s|s| is| has been)? (?:new|going on|waiting(?: for me)?|due(?: today)?|happening|open"
    r"|pending|up)"
    r"|(?:an? |the |my |your )?(?:short |quick |brief |little )?(?:briefing|summary|update|digest"
    r"|overview|news|recap)"
    r"|what i (?:missed|need to know|should know)|brief me"
    r"|(?:eine?n? |das |die )?(?:kurze[srn]? |kleine[srn]? )?(?:briefing|update|zusammenfassung"
    r"|übersicht|überblick)"
    r"|was (?:neu|los|passiert) ist|was ist neu|was es neues gibt|(?:un |le )?(?:petit "
    r"|bref )?(?:briefing|résumé|point)"
    r"|les (?:nouveautés|nouvelles)|(?:un |el )?(?:breve )?(?:resumen|informe)|las novedades)(?: please"
    r"| bitte)?",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"(?:an? |the |my |your )?updates?(?: please| bitte)?", re.IGNORECASE)
_CLOCK = re.compile(
    r"\d|day\b(?<!\bday)|morning|evening|noon|night|morgen|abend|matin|soir|mañana", re.IGNORECASE
)
"""“An update every day” says how often, and nothing of when: that is a preference."""
_FOREMOST = 14
"""Words that say when, at most."""
_ASKED = {"query_leads", "get_analytics"}
_SAME = re.compile(
    rf"{_TELLING}(?:that|this|it|the same|these (?:figures|numbers)|those (?:figures|numbers)|das|ça|eso"
    rf"|dasselbe)"
    rf"(?: (?:again|automatically|please|bitte))*,? (?P<when>{_STEADY} .{{3,60}})",
    re.IGNORECASE,
)
"""The question that was just asked, at times: “send me that every Monday at 8”."""
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
    text = heard.plain.strip(" .!?")
    first = _EVERY_FIRST.fullmatch(text)
    if first is not None:
        return _time_first(first["rest"], heard)
    asked = _EVERY.fullmatch(text)
    if asked is None or not _understood(asked["when"], heard):
        return None
    return _of_news(asked["what"].strip(" ,"), asked["when"])


def _time_first(text: str, heard: Heard) -> Wanted | None:
    """What follows the longest beginning that is a time."""
    said = text.split()
    for at in range(min(_FOREMOST, len(said) - 1), 1, -1):
        when = " ".join(said[:at]).strip(" ,:")
        if _understood(when, heard):
            what = " ".join(said[at:])
            return _of_news(_AGAIN.sub("", what, count=1), when) or _of_news(what, when)
    return None


def _of_news(what: str, when: str) -> Wanted | None:
    """A briefing, where news are wanted, or a report of a question about what is there."""
    if _UPDATE.fullmatch(what) and _CLOCK.search(when) is None:
        return None
    if _NEWS.fullmatch(what):
        return Wanted(BRIEFING, BRIEFED, when)
    asks = next((each for each in (what, otherwise(what)) if is_report(each)), None)
    return Wanted(REPORT, asks, when) if asks is not None else None


def _understood(when: str, heard: Heard) -> bool:
    return isinstance(read_time(when, heard.now, heard.zone.info), Understood)


def _same(heard: Heard) -> Wanted | None:
    """The goal that was just said, at the times that are said now: “do that every Monday at 9”."""
    goal = goal_before(heard.memory.turns)
    when = same_steadily(heard.plain, heard.now, heard.zone.info) if goal else None
    if when:
        return Wanted(GOAL, goal, when)
    same = _SAME.fullmatch(heard.plain.strip(" .!?"))
    last = heard.memory.turns[0] if heard.memory.turns else None
    if same is None or last is None or last.tool not in _ASKED or not is_report(last.text):
        return None
    return Wanted(REPORT, last.text, same["when"]) if _understood(same["when"], heard) else None


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
