"""Manners in channels: which threads are followed, what is said to Leadsmith there, and who reads along."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from agent.clock import Clock
from agent.planner.intake import UNDECIDED, Message
from agent.planner.reading.text import clean
from agent.planner.revising import asks_for_change
from agent.questions.query import LeadQuery, Query, Which
from agent.questions.refine import refine
from agent.scheduling.asking import wanted
from agent.tools.heard import About
from storage.models import Plan
from storage.repositories import Repositories
from storage.store import Store

CLEAR = 0.75
"""How sure a question must be before it is answered in a channel without a mention."""
_ANYWHERE = ZoneInfo("UTC")
_POLITE = r"(?:(?:ok|okay|and|now|then|also|please|pls|can you|could you)[, ]+)*"
_NAMED = re.compile(r"^(?:(?:hey|hi|hello|ok|okay|thanks)[, ]+)?leadsmith\b", re.IGNORECASE)
_ASKING = re.compile(
    _POLITE + r"(?:how many|how did|how are|which|show|list|export|sort|group|count|break|give me|what about"
    r"|how about|only|just|in|from|those|these|the ones|with (?:an?|no)|without|and)\b",
    re.IGNORECASE,
)
_CHANGING = re.compile(
    _POLITE + r"(?:use|make it|limit|only|just|no|not|without|include|exclude|add|skip|drop|leave out"
    r"|remove|change|replace|swap|fewer|less|more|another|other|instead|rather|try|in|do the same|same for"
    r"|what about|how about|find|get|take|i want|i need|i'd like|also|and)\b",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    _POLITE + r"(?:(?:make it|limit (?:it|them|this) to|only|just|no more than|at most|up to) \d[\d,.]*"
    r"(?: (?:people|leads|of them|profiles|contacts))?)[.! ]*$",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"(?:(?:ok|okay|please|pls|no|hey|leadsmith)[, ]+)*"
    r"(?:stop|halt|abort|cancel|never ?mind|forget (?:it|that)|stopp|abbrechen|arrête|para)"
    r"(?:[ ,]+(?:it|this|that|everything|all|now|please|working|planning|running|searching|the run|the plan"
    r"|the search|leadsmith|there))*[.! ]*",
    re.IGNORECASE,
)


def is_stop(text: str) -> bool:
    """Whether a message says to stop, and nothing else."""
    return _STOP.fullmatch(clean(text)) is not None


@dataclass(frozen=True)
class Followed:
    """A thread as it was left: who was answered last and when, whether their plan waits, what they asked."""

    author: str
    at: datetime
    waits: bool
    asked: Query | None


def speaks_to_us(text: str, thread: Followed, now: datetime) -> bool:
    """Whether words without a mention, of the person who was answered last, are meant for Leadsmith.

    Silence is the rule: it must name Leadsmith, stop it, schedule something, ask a clear question about
    leads, or open like a change of the plan that waits and change something in it.
    """
    said = clean(text)
    if _NAMED.match(said) or is_stop(said) or wanted(said, now, _ANYWHERE) is not None:
        return True
    if _ASKING.match(said) and _is_question(said, thread.asked):
        return True
    if not thread.waits:
        return False
    return _COUNTING.match(said) is not None or (_CHANGING.match(said) is not None and asks_for_change(said))


def _is_question(said: str, last: Query | None) -> bool:
    reading = refine(last or LeadQuery(), said)
    return reading is not None and reading.confidence >= CLEAR


class Manners:
    """Knows whose turn it is in the threads of channels, and which channels other companies read."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._shared: dict[tuple[str, str], bool] = {}

    async def note(self, workspace: str, channel: str, *, shared: bool) -> None:
        """Remember whether another company reads a channel, as an event tells it."""
        key = (workspace, channel)
        if self._shared.get(key) is shared:
            return
        if await self.is_shared(workspace, channel) is not shared:
            async with self._store.transaction(workspace) as repos:
                if shared:
                    await repos.conversations.share(channel, self._clock.now())
                else:
                    await repos.conversations.unshare(channel)
        self._shared[key] = shared

    async def is_shared(self, workspace: str, channel: str) -> bool:
        """Whether another company reads a channel: then nothing of this workspace's goes there."""
        async with self._store.reading(workspace) as repos:
            return await repos.conversations.is_shared(channel)

    async def is_known(self, workspace: str, channel: str, ts: str) -> bool:
        """Whether a message is a goal that was taken."""
        async with self._store.reading(workspace) as repos:
            return await repos.conversations.is_goal(channel, ts)

    async def mentioned(self, message: Message) -> None:
        """A mention brings Leadsmith back into a thread in which people talked among themselves."""
        async with self._store.transaction(message.workspace) as repos:
            await repos.conversations.rejoin(message.channel, message.thread_ts)

    async def follows(self, message: Message, *, to_others: bool) -> bool:
        """Whether a message in a channel's thread is for Leadsmith though it is not mentioned.

        `to_others` tells that it mentions somebody else. Once another person has spoken, people talk among
        themselves, until Leadsmith is mentioned.
        """
        async with self._store.reading(message.workspace) as repos:
            thread = await _followed(repos, message.channel, message.thread_ts)
            aside = await repos.conversations.aside(message.channel, message.thread_ts) if thread else None
        if thread is None:
            return False
        if to_others or thread.author != message.author:
            async with self._store.transaction(message.workspace) as repos:
                now = self._clock.now()
                await repos.conversations.speak_aside(message.channel, message.thread_ts, now)
            return False
        if aside is not None and aside >= thread.at:
            return False
        return speaks_to_us(message.text, thread, self._clock.now())


async def _followed(repos: Repositories, channel: str, thread_ts: str) -> Followed | None:
    plan = await repos.conversations.last_plan(channel, thread_ts)
    turn = await repos.turns.newest_in_thread(channel, thread_ts)
    if turn is not None and (plan is None or plan.created_at < turn.asked_at):
        asked = About.model_validate(turn.about).query
        return Followed(turn.author, turn.asked_at, _waits(plan, turn.author), asked)
    if plan is None:
        return None
    return Followed(plan.author, plan.created_at, _waits(plan, plan.author), LeadQuery(run=Which.THREAD))


def _waits(plan: Plan | None, author: str) -> bool:
    return plan is not None and plan.author == author and plan.status in UNDECIDED
