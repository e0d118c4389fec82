"""What is asked, typed: nothing of a person's words goes further than into these values."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from agent.planner.phantom import Frozen
from agent.questions.span import All, Span
from storage.filters import LeadOrder
from storage.models import Decision, Tier

MOST = 10_000
"""The most leads that anybody may want at once."""


class By(StrEnum):
    """What leads are counted by."""

    COMPANY = "company"
    PLACE = "place"
    TITLE = "title"
    INDUSTRY = "industry"
    SOURCE = "source"
    DAY = "day"


class Which(StrEnum):
    """Runs that are pointed at, not named."""

    LAST = "last"
    THREAD = "thread"


class LeadQuery(Frozen):
    """Leads of the person who asks. What is None or empty is not asked.

    `phantoms` are scripts, `goal` words of the goal that was planned, `run` a run that was pointed at,
    `merged` whether the person was known when a run found them (again), `blocked` whether they must not be
    contacted, `tiers` and `decisions` what their score and their review came to. `count` wants the number
    first, `csv` a file.
    """

    kind: Literal["leads"] = "leads"
    titles: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    email: bool | None = None
    phantoms: tuple[str, ...] = ()
    goal: str | None = None
    run: Which | None = None
    merged: bool | None = None
    blocked: bool | None = None
    tiers: tuple[Tier, ...] = ()
    decisions: tuple[Decision, ...] = ()
    span: Span = All()
    count: bool = False
    by: By | None = None
    order: LeadOrder = LeadOrder.NEWEST
    limit: int | None = Field(default=None, ge=1, le=MOST)
    csv: bool = False


def is_decided(query: LeadQuery) -> bool:
    """Whether its time is that of decisions: “leads I approved last week” may be older."""
    return bool(query.decisions) and Decision.PROPOSED not in query.decisions


class What(StrEnum):
    """What figures are of."""

    PLANS = "plans"
    RUNS = "runs"
    LEADS = "leads"


class Figures(Frozen):
    """Numbers over time of what the person who asks planned, ran and found."""

    kind: Literal["figures"] = "figures"
    what: tuple[What, ...] = tuple(What)
    span: Span = All()


Query = Annotated[LeadQuery | Figures, Field(discriminator="kind")]


class Reading(Frozen):
    """A query, and how sure it is that this was asked (0 to 1)."""

    query: Query
    confidence: float = Field(ge=0, le=1)
