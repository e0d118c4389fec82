"""What somebody said, and what was talked about before: all that a reading depends on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from agent.planner.phantom import Frozen
from agent.questions.query import LeadQuery, Query, Which
from agent.roles import Actor
from agent.scheduling.proposal import Zone
from agent.tools.slips import mended

CARRIED = 6
"""Turns of a conversation that carry forward."""


class Noun(StrEnum):
    """What there is to talk about."""

    LEADS = "leads"
    LEAD = "lead"
    PLANS = "plans"
    RUNS = "runs"
    SCHEDULES = "schedules"
    PLAYBOOKS = "playbooks"
    PRIORITIES = "priorities"
    PERSON = "person"
    REVIEW = "review"
    IMPORTS = "imports"
    RESEARCH = "research"


class About(Frozen):
    """What a turn was about: a query, one thing of a kind, and what it listed, in the order shown."""

    query: Query | None = None
    noun: Noun | None = None
    id: str = ""
    listed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Past:
    """An earlier turn; `here` says that it was in the thread of the new one."""

    text: str
    tool: str
    about: About
    at: datetime
    here: bool = False


@dataclass(frozen=True)
class Thread:
    """The newest plan of the thread, and its newest run; `waits` for a decision of the person who speaks."""

    plan: str
    run: str
    mine: bool
    waits: bool
    at: datetime


@dataclass(frozen=True)
class Memory:
    """The last turns of one person in one conversation, newest first, and what their thread is about."""

    turns: tuple[Past, ...] = ()
    thread: Thread | None = None

    @property
    def feedback(self) -> bool:
        """Whether what is said here is said of a plan that waits for this person."""
        return self.thread is not None and self.thread.waits

    @property
    def mine(self) -> Thread | None:
        """The thread's plan, if it is this person's."""
        return self.thread if self.thread is not None and self.thread.mine else None

    def question(self) -> tuple[Query, bool] | None:
        """The query that a new question may go on with, and whether that was asked in this thread."""
        asked = next((each for each in self.turns if each.here and each.about.query is not None), None)
        if asked is not None and asked.about.query is not None:
            if self.thread is None or self.thread.at <= asked.at:
                return asked.about.query, True
        elif self.thread is None:
            found = (each.about.query for each in self.turns if each.about.query is not None)
            return next(((query, False) for query in found), None)
        return None

    @property
    def noun(self) -> Noun | None:
        """What was talked about last: in this thread if it was, else anywhere."""
        if self.mine is not None and not any(each.here and each.about.noun for each in self.turns):
            return Noun.RUNS if self.mine.run else Noun.PLANS
        return next((each.about.noun for each in self._nearest() if each.about.noun is not None), None)

    @property
    def points_nowhere(self) -> bool:
        """Whether nothing was talked about that “it” or “the second one” could be."""
        return not self.feedback and self.noun in {None, Noun.LEADS, Noun.LEAD, Noun.PERSON}

    def one(self, noun: Noun) -> str:
        """The thing of this kind that was talked about last, and alone."""
        in_thread = {Noun.RUNS: self.mine.run, Noun.PLANS: self.mine.plan} if self.mine is not None else {}
        said = (each.about.id for each in self._nearest() if each.about.noun is noun and each.about.id)
        return in_thread.get(noun) or next(said, "")

    def listed(self, noun: Noun) -> tuple[str, ...]:
        """The things of this kind that were listed last, in the order shown."""
        found = (each.about.listed for each in self._nearest() if each.about.noun is noun)
        return next(filter(None, found), ())

    def _nearest(self) -> Iterable[Past]:
        return (*(each for each in self.turns if each.here), *(each for each in self.turns if not each.here))

    @property
    def of_thread(self) -> LeadQuery | None:
        """What the runs of this thread found, if they are this person's."""
        return LeadQuery(run=Which.THREAD) if self.mine is not None else None


@dataclass(frozen=True)
class Heard:
    """A message to be read: its words, who says them, and when and where that is."""

    text: str
    actor: Actor
    now: datetime
    zone: Zone
    memory: Memory = Memory()

    @property
    def plain(self) -> str:
        """The words as the tools read them, without the slips of a chat."""
        return mended(self.text)

    def apart(self) -> Heard:
        """The same without the plan of its thread: what takes that plan's place is not said of it."""
        return replace(self, memory=replace(self.memory, thread=None))
