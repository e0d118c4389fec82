"""Figures: how many plans, runs and leads there were in a stretch of time, with a chart."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agent.llm.toolbox import Arguments
from agent.questions.query import Figures, What
from agent.questions.query import Reading as Question
from agent.tools.asked import asked
from agent.tools.heard import About, Heard, Noun
from agent.tools.times import Time, span_of, words_of
from agent.tools.tool import Outcome, Reading, Tool, Turn

Each = Literal["plans", "runs", "leads"]
_ALL: tuple[Each, ...] = ("plans", "runs", "leads")


class FigureArguments(Arguments):
    what: Annotated[tuple[Each, ...], Field(min_length=1, max_length=3)] = Field(
        _ALL, description="What the figures are of."
    )
    time: Time = ""


def read(heard: Heard) -> Reading[FigureArguments] | None:
    found = asked(heard)
    if found is None or not isinstance(found.query, Figures):
        return None
    what = tuple(each for each in _ALL if What(each) in found.query.what)
    arguments = FigureArguments(what=what, time=words_of(found.query.span))
    return Reading(arguments, found.confidence, "Show my figures", "figures of what is already there")


def figures_of(arguments: FigureArguments) -> Figures:
    """The query of some arguments."""
    return Figures(what=tuple(What(each) for each in arguments.what), span=span_of(arguments.time))


async def run(turn: Turn, arguments: FigureArguments) -> Outcome:
    query = figures_of(arguments)
    await turn.uses.questions.ask(turn.repos, turn.id, turn.message, Question(query=query, confidence=1))
    told = await turn.uses.questions.told(turn.repos, turn.id, turn.zone.info)
    return Outcome(told, about=About(noun=Noun.LEADS, id=turn.id, query=query))


GET_ANALYTICS = Tool(
    "get_analytics",
    "Figures with a chart: numbers of plans, runs and leads of this person in a stretch of time.",
    FigureArguments,
    read,
    run,
)
