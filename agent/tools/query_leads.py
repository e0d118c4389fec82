"""Leads that are already there: filtered, counted, grouped, in an order, as a table or a file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agent.llm.toolbox import Arguments
from agent.questions.query import MOST, By, LeadQuery, Which
from agent.questions.query import Reading as Question
from agent.questions.saying import qualifiers
from agent.tools.asked import asked
from agent.tools.heard import About, Heard, Noun
from agent.tools.times import Time, span_of, words_of
from agent.tools.tool import Outcome, Reading, Tool, Turn
from storage.filters import LeadOrder

Names = Annotated[tuple[str, ...], Field(max_length=10)]

_LONGEST = 200


class LeadArguments(Arguments):
    titles: Names = Field((), description="Job titles, any of them.")
    companies: Names = Field((), description="Companies, any of them.")
    places: Names = Field((), description="Cities or countries, any of them.")
    industries: Names = Field((), description="Industries, any of them.")
    email: bool | None = Field(None, description="true: with an e-mail; false: without; null: either.")
    phantoms: Annotated[tuple[str, ...], Field(max_length=100)] = Field(
        (), description="Scripts of the phantoms that found them; usually empty."
    )
    goal: str | None = Field(None, description="Words of the goal whose run found them, or null.")
    run: Literal["last", "thread"] | None = Field(
        None, description="last: of the person's last run; thread: of this thread's runs; null: of all."
    )
    merged: bool | None = Field(None, description="true: those that were known before; null: either.")
    blocked: bool | None = Field(
        None, description="true: those who must not be contacted; false: those who may; null: either."
    )
    tiers: Annotated[tuple[Literal["high", "medium", "low"], ...], Field(max_length=3)] = Field(
        (), description="Tiers by score, any of them."
    )
    decisions: Annotated[
        tuple[Literal["proposed", "approved", "rejected", "skipped"], ...], Field(max_length=4)
    ] = Field((), description="What their review came to, any of them; proposed: not reviewed yet.")
    time: Time = ""
    count: bool = Field(default=False, description="Whether the number is what is asked for.")
    by: Literal["company", "place", "title", "industry", "source", "day"] | None = Field(
        None, description="What to count them by, or null."
    )
    order: Literal["newest", "oldest", "name", "company", "score"] = Field(
        "newest", description="score: the best first."
    )
    limit: int | None = Field(None, ge=1, le=MOST, description="How many at most, or null.")
    csv: bool = Field(default=False, description="Whether a file is wanted.")


def arguments_of(query: LeadQuery) -> LeadArguments:
    """The arguments that ask for the same."""
    plain = query.model_dump(mode="json", exclude={"kind", "span"})
    return LeadArguments.model_validate({**plain, "time": words_of(query.span)})


def query_of(arguments: LeadArguments) -> LeadQuery:
    """The query of some arguments."""
    plain = arguments.model_dump(exclude={"time", "run", "by", "order"})
    return LeadQuery(
        **plain,
        run=Which(arguments.run) if arguments.run else None,
        by=By(arguments.by) if arguments.by else None,
        order=LeadOrder(arguments.order),
        span=span_of(arguments.time),
    )


def read(heard: Heard) -> Reading[LeadArguments] | None:
    found = asked(heard)
    if found is None or not isinstance(found.query, LeadQuery):
        return None
    which = " ".join(("leads", *qualifiers(found.query)))
    phrase = f"what is already there ({which[:_LONGEST]})"
    return Reading(arguments_of(found.query), found.confidence, "Show my leads", phrase)


async def run(turn: Turn, arguments: LeadArguments) -> Outcome:
    query = query_of(arguments)
    await turn.uses.questions.ask(turn.repos, turn.id, turn.message, Question(query=query, confidence=1))
    told = await turn.uses.questions.told(turn.repos, turn.id, turn.zone.info)
    return Outcome(told, about=About(noun=Noun.LEADS, id=turn.id, query=query))


QUERY_LEADS = Tool(
    "query_leads",
    "Show, count, group or export the leads that this person ALREADY has.",
    LeadArguments,
    read,
    run,
)
