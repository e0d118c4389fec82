"""A person's context: how they want to be told, what they care about, what they did last."""

from __future__ import annotations

from datetime import datetime, time, tzinfo
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

MOST_CAMPAIGNS = 10
MOST_LEADS = 20
MOST_GOALS = 10
GOAL_LIMIT = 300


class Style(StrEnum):
    """How much is said."""

    BRIEF = "brief"
    FRIENDLY = "friendly"
    DETAILED = "detailed"


class Frequency(StrEnum):
    """How often somebody is told unasked; `important` is what fails or waits for them."""

    DAILY = "daily"
    WEEKLY = "weekly"
    IMPORTANT = "important"
    NONE = "none"


class Metric(StrEnum):
    """A figure that comes first in what a person is told."""

    LEADS = "leads"
    EMAILS = "emails"
    RUNS = "runs"
    PLANS = "plans"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _to_the_minute(at: time) -> time:
    if at.second or at.microsecond or at.tzinfo is not None:
        raise ValueError("a time of day is hours and minutes")
    return at


TimeOfDay = Annotated[time, AfterValidator(_to_the_minute)]


class QuietHours(_Frozen):
    """From one time of day to another, over midnight when the end comes first."""

    start: TimeOfDay
    end: TimeOfDay

    @model_validator(mode="after")
    def _some(self) -> QuietHours:
        if self.start == self.end:
            raise ValueError("quiet hours begin and end at different times")
        return self

    def cover(self, at: datetime, zone: tzinfo) -> bool:
        """Whether it is quiet at this instant, by the clock on the person's wall."""
        now = at.astimezone(zone).time().replace(tzinfo=None)
        if self.start < self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end


class Campaign(_Frozen):
    """A plan that the person approved or ran, and its newest run."""

    plan_id: str
    run_id: str
    title: str
    at: AwareDatetime


class ImportantLead(_Frozen):
    """A lead that the person had to do with."""

    lead_id: str
    at: AwareDatetime


class Person(_Frozen):
    """Everything that is kept of a person; what is newest comes first. An empty channel is their own."""

    style: Style = Style.FRIENDLY
    frequency: Frequency = Frequency.DAILY
    metrics: tuple[Metric, ...] = ()
    goals: Annotated[tuple[str, ...], Field(max_length=MOST_GOALS)] = ()
    quiet: QuietHours | None = None
    channel: str = ""
    campaigns: Annotated[tuple[Campaign, ...], Field(max_length=MOST_CAMPAIGNS)] = ()
    leads: Annotated[tuple[ImportantLead, ...], Field(max_length=MOST_LEADS)] = ()

    def with_campaign(self, campaign: Campaign) -> Person:
        """The campaign first, once a plan, and the oldest gone where there are too many."""
        others = (each for each in self.campaigns if each.plan_id != campaign.plan_id)
        return self.model_copy(update={"campaigns": (campaign, *others)[:MOST_CAMPAIGNS]})

    def with_leads(self, lead_ids: tuple[str, ...], at: datetime) -> Person:
        """These leads first, each once, and the oldest gone where there are too many."""
        new = tuple(ImportantLead(lead_id=each, at=at) for each in dict.fromkeys(lead_ids))
        others = tuple(each for each in self.leads if each.lead_id not in lead_ids)
        return self.model_copy(update={"leads": (*new, *others)[:MOST_LEADS]})
