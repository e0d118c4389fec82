"""What to do with a message, and how sure that is: pure. Small talk, then the tools' own readings.

Where these are not sure, the person is asked; with a model, it is asked first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from agent.assistant.honest import Topic, honest, ours
from agent.assistant.present import about_kept, about_present
from agent.events import ReplyKind
from agent.planner.intake import short_answer
from agent.planner.reading.talk import about_ours
from agent.roles import Actor
from agent.scheduling.proposal import Zone
from agent.tools import TOOLS
from agent.tools.heard import Heard, Noun
from agent.tools.plan_goal import PLAN_GOAL, goal_of
from agent.tools.query_leads import QUERY_LEADS, LeadArguments
from agent.tools.shown import MOST_MEANINGS, Meaning
from agent.tools.tool import SURE, UNLIKELY, Reading, Tool

_FIRM = 0.95
"""As sure as this, a tool does what is otherwise said not to be built: to remind somebody of a campaign."""
_CLOSE = 0.04
"""Sure readings that are no further apart than this are asked about."""
_HONEST = 0.9
_UNREAD = 0.5
"""How sure it is what a question about what is there means, when nothing else was made of it."""
_SHOWING = {"show_plans", "show_runs"}
_NO = re.compile(r"\b(?:cancel|stop|abort|annule|cancela|stopp)", re.IGNORECASE)
_THEM = re.compile(
    r"(?<=\w[ -])(?:all of (?:them|these|those)|them(?: all)?|th[eo]se|(?:th[eo]se )?ones"
    r"|(?:the )?(?:first|second|third|fourth|fifth|last)(?: ones?)?"
    r"|number \d+|that one|this one|that|it|sie|die hier|les|los)"
    r"(?=[ ?!.]*$|(?: all| please| by| for| from| now| again)\b)",
    re.IGNORECASE,
)
_MEANT = {Noun.LEADS: "the leads", Noun.RUNS: "the run"}
_PERHAPS = {ReplyKind.DECISION, ReplyKind.HELP, ReplyKind.GREETING}
"""Small talk that is a command where there is something to command: “stop it”, “how is it going?”"""


@dataclass(frozen=True)
class Judged:
    """What this person said of these words before: the tool that they chose, or one that was wrong."""

    tool: str
    chosen: bool


@dataclass(frozen=True)
class Talk:
    """A short answer will do."""

    reply: ReplyKind
    confidence: float = 1.0


@dataclass(frozen=True)
class Do:
    """A tool does it; `others` are what else it may mean."""

    meaning: Meaning
    confidence: float
    others: tuple[Meaning, ...] = ()


@dataclass(frozen=True)
class Ask:
    """It may mean any of these."""

    meanings: tuple[Meaning, ...]
    confidence: float


@dataclass(frozen=True)
class Honest:
    """Nothing here does that; `others` are what it may mean all the same."""

    topic: Topic
    confidence: float = _HONEST
    others: tuple[Meaning, ...] = ()


Decision = Talk | Do | Ask | Honest
_Read = tuple[Tool[Any], Reading[Any]]


def route(
    heard: Heard, tools: Sequence[Tool[Any]], judged: Judged | None = None, *, files: bool = False
) -> Decision:
    """Decide on a message."""
    talk = short_answer(heard.text, files=files) or short_answer(heard.plain, files=files)
    if talk is ReplyKind.HELP and (topic := honest(heard.plain)) is not None:
        return Honest(topic)
    if talk is not None and talk not in _PERHAPS:
        return Talk(talk)
    readings = _readings(heard, tools)
    goal = [each for each in readings if each[0].name == PLAN_GOAL.name]
    others = [each for each in readings if each[0].name != PLAN_GOAL.name]
    best = others[0] if others else None
    if talk is not None:
        commands = best is not None and _is_sure(best) and not _only_shows(talk, best[0], heard.plain)
        return _do(best, readings) if best is not None and commands else Talk(talk)
    if judged is not None and (remembered := _remembered(judged, readings)) is not None:
        return remembered
    if heard.memory.feedback:
        chosen = best if best is not None and _is_sure(best) else (goal or others)[0]
        return _do(chosen, readings)
    return _decide(heard, tools, others, goal)


def plans(text: str) -> bool:
    """Whether a text that stands for itself is planned as a goal, rather than answered."""
    heard = Heard(text, Actor("", ""), datetime.now(UTC), Zone.of(None))
    decision = route(heard, TOOLS)
    return isinstance(decision, Do) and decision.meaning.tool == PLAN_GOAL.name


def _readings(heard: Heard, tools: Sequence[Tool[Any]]) -> list[_Read]:
    """What the tools that this person may use make of it, the surest first."""
    allowed = (tool for tool in tools if tool.allowed(heard.actor))
    read = ((tool, tool.read(heard)) for tool in allowed)
    found = [
        (tool, reading) for tool, reading in read if reading is not None and reading.confidence >= UNLIKELY
    ]
    return sorted(found, key=lambda each: -each[1].confidence)


def _decide(heard: Heard, tools: Sequence[Tool[Any]], others: list[_Read], goal: list[_Read]) -> Decision:
    best = others[0] if others else None
    if best is not None and best[1].confidence >= _FIRM:
        return _do(best, others + goal)
    if goal and goal[0][1].confidence >= _FIRM:
        return _do(goal[0], goal + others)
    if (topic := honest(_pointed(heard))) is not None:
        return Honest(topic, others=_meanings(others + goal))
    if best is not None:
        rival = others[1] if len(others) > 1 else None
        close = rival is not None and _is_sure(rival) and best[1].confidence - rival[1].confidence < _CLOSE
        if _is_sure(best) and not close:
            return _do(best, others + goal)
        return Ask(_meanings(others + goal), min(best[1].confidence, SURE - 0.01))
    return _unmade(heard, tools, goal)


def _pointed(heard: Heard) -> str:
    """The words, with the leads or the run in place of “them” or “it” where these were talked about last."""
    meant = _MEANT.get(heard.memory.noun) if heard.memory.noun is not None else None
    return _THEM.sub(meant, heard.plain) if meant is not None else heard.plain


def _unmade(heard: Heard, tools: Sequence[Tool[Any]], goal: list[_Read]) -> Decision:
    """What only a goal can be, or nothing: a question about what is there is not planned."""
    if about_ours(heard.plain, goal_of(heard.text).asked):
        return Honest(ours(), others=_meanings(goal))
    if goal and (about_present(heard.plain) or about_kept(heard.plain)):
        return Ask((*_there(heard, tools), *_meanings(goal)), _UNREAD)
    return _do(goal[0], goal) if goal else Honest(ours())


def _there(heard: Heard, tools: Sequence[Tool[Any]]) -> tuple[Meaning, ...]:
    """What is there, offered for a question about it that nothing was made of."""
    leads = Reading(LeadArguments(), _UNREAD, "Show my leads", "what is already there")
    allowed = (tool for tool in tools if tool.name == QUERY_LEADS.name and tool.allowed(heard.actor))
    return tuple(tool.meaning(leads) for tool in allowed)


def _only_shows(talk: ReplyKind, tool: Tool[Any], text: str) -> bool:
    """Whether a yes or no was read as something to look at: “yep go for it” shows no plan."""
    return talk is ReplyKind.DECISION and tool.name in _SHOWING and _NO.search(text) is None


def _remembered(judged: Judged, readings: list[_Read]) -> Decision | None:
    """What was said of these words before: the chosen meaning, or a question instead of the wrong one."""
    same = next((each for each in readings if each[0].name == judged.tool), None)
    if judged.chosen:
        return _do(same, readings, 1.0) if same is not None else None
    right = [each for each in readings if each is not same]
    if same is None or not right:
        return None
    return Ask(_meanings([*right, same]), UNLIKELY)


def _is_sure(read: _Read) -> bool:
    return read[1].confidence >= SURE


def _do(read: _Read, readings: Sequence[_Read], confidence: float | None = None) -> Do:
    tool, reading = read
    others = [each for each in readings if each[0] is not tool]
    return Do(tool.meaning(reading), confidence or reading.confidence, _meanings(others))


def _meanings(readings: Sequence[_Read]) -> tuple[Meaning, ...]:
    return tuple(tool.meaning(reading) for tool, reading in readings[:MOST_MEANINGS])
