"""What a briefing is made of: one frozen context, fetched before anything is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from agent.execution.alerting import Stopped
from agent.people.person import Metric, Style
from storage.repositories.happenings import LeadState


@dataclass(frozen=True)
class PlanFact:
    """A plan that waits for a decision."""

    id: str
    author: str
    title: str
    expires_at: datetime
    version: int = 1


@dataclass(frozen=True)
class EndedFact:
    """A run that ended."""

    id: str
    owner: str
    title: str
    people: int
    emails: int
    cancelled: bool = False


@dataclass(frozen=True)
class ReadyFact:
    """A run that was approved and not started; `missing` inputs keep it from that."""

    id: str
    title: str
    segment: int
    missing: int


@dataclass(frozen=True)
class DueFact:
    """A task that is due today."""

    kind: str
    what: str
    at: datetime


@dataclass(frozen=True)
class PlaybookFact:
    """A plan that is kept, and when it was used last."""

    id: str
    name: str
    goal: str
    used_at: datetime


@dataclass(frozen=True)
class Figures:
    """What happened in the time that a briefing is about."""

    plans: int = 0
    expired: int = 0
    leads: int = 0
    emails: int = 0
    ended: tuple[EndedFact, ...] = ()


@dataclass(frozen=True)
class TeamFacts:
    """The same over the people of a manager, themselves not among them."""

    plans: tuple[PlanFact, ...] = ()
    ended: tuple[EndedFact, ...] = ()
    stopped: tuple[Stopped, ...] = ()
    leads: tuple[tuple[str, int], ...] = ()

    @property
    def waits(self) -> bool:
        """Whether there is something to decide."""
        return bool(self.plans or self.stopped)

    @property
    def people(self) -> tuple[str, ...]:
        """Those of whom there is something to tell, in the order of their ids."""
        told = {run.owner for run in self.ended} | {who for who, number in self.leads if number}
        return tuple(sorted(told))


@dataclass(frozen=True)
class Wishes:
    """What the reader set: what they work towards, what comes first, how they like to be told."""

    goals: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    style: Style = Style.FRIENDLY
    metrics: tuple[Metric, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Everything that a briefing may say, about the time from `since` to `now`."""

    reader: str
    now: datetime
    since: datetime
    zone: ZoneInfo
    figures: Figures = field(default_factory=Figures)
    plans: tuple[PlanFact, ...] = ()
    ready: tuple[ReadyFact, ...] = ()
    stopped: tuple[Stopped, ...] = ()
    today: tuple[DueFact, ...] = ()
    wishes: Wishes = field(default_factory=Wishes)
    lead_state: LeadState = field(default_factory=LeadState)
    playbooks: tuple[PlaybookFact, ...] = ()
    team: TeamFacts | None = None

    @property
    def waits(self) -> bool:
        """Whether something waits for the reader."""
        return bool(self.plans or self.ready or self.stopped or (self.team is not None and self.team.waits))
