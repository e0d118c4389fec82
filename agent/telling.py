"""Telling people of a change: a durable job, enqueued with the change itself."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import uuid
from collections.abc import Callable
from datetime import timedelta
from weakref import WeakValueDictionary

from agent.durable import Durable, Job
from agent.errors import AgentError, UnavailableError
from agent.events import (
    Alerted,
    AnswerExported,
    Audience,
    Briefed,
    Commanded,
    ContactsChanged,
    Event,
    HomeChanged,
    HomeOpened,
    ImportChanged,
    ImportDelivered,
    Joined,
    LeadsExported,
    Met,
    MilestoneReached,
    Noticed,
    PlanChanged,
    ProspectingChanged,
    QuestionChanged,
    Replied,
    ReplyKind,
    Reported,
    RescoreChanged,
    ResearchChanged,
    Reviewed,
    RunChanged,
    RunDelivered,
    StopAsked,
    TaskChanged,
    TurnChanged,
)
from storage.repositories import Repositories
from storage.store import Store

TELL_JOB = "tell"
AGAIN = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
"""When to tell again what a longer outage of Slack kept from being shown."""
_EVENTS: dict[str, Callable[..., Event]] = {
    kind.__name__: kind
    for kind in (
        Replied,
        Met,
        Commanded,
        PlanChanged,
        RunChanged,
        RunDelivered,
        StopAsked,
        QuestionChanged,
        AnswerExported,
        HomeChanged,
        HomeOpened,
        LeadsExported,
        TaskChanged,
        TurnChanged,
        ResearchChanged,
        Noticed,
        Joined,
        Briefed,
        Alerted,
        Reported,
        Reviewed,
        ProspectingChanged,
        MilestoneReached,
        RescoreChanged,
        ImportChanged,
        ImportDelivered,
        ContactsChanged,
    )
}
_TICKING = RunChanged | ImportChanged | ContactsChanged | ResearchChanged | ProspectingChanged
"""What tells of progress, too, which is of the same thing."""
_log = logging.getLogger(__name__)


class Telling:
    """Brings events to the audience, now or with the transaction that caused them."""

    def __init__(self, store: Store, durable: Durable, audience: Audience) -> None:
        self._store = store
        self._durable = durable
        self._audience = audience
        self._turns: WeakValueDictionary[Event, asyncio.Lock] = WeakValueDictionary()
        durable.add(Job(TELL_JOB, self._tell, at_once=20))

    async def later(self, repos: Repositories, event: Event) -> None:
        """Tell after the caller's transaction is committed, and not if it is not."""
        await self._enqueue(repos, event, 0)

    async def _enqueue(self, repos: Repositories, event: Event, tries: int) -> None:
        fields = {name: str(value) for name, value in dataclasses.asdict(event).items() if name != "tick"}
        await self._durable.enqueue(
            repos.session,
            TELL_JOB,
            str(tries),
            type(event).__name__,
            *fields.values(),
            key=f"tell:{uuid.uuid4().hex}",
            delay=AGAIN[tries - 1] if tries else None,
        )

    async def soon(self, event: Event) -> None:
        """Tell of something that no row records, with the same patience."""
        async with self._store.transaction(event.workspace) as repos:
            await self.later(repos, event)

    async def plan(self, repos: Repositories, plan_id: str, author: str) -> None:
        """A plan changed, and so did its author's home."""
        await self.later(repos, PlanChanged(repos.workspace, plan_id))
        await self.later(repos, HomeChanged(repos.workspace, author))

    async def run(self, repos: Repositories, run_id: str, owner: str) -> None:
        """A run changed, and so did its owner's home."""
        await self.later(repos, RunChanged(repos.workspace, run_id))
        await self.later(repos, HomeChanged(repos.workspace, owner))

    async def in_job(self, name: str, event: Event, tries: int = 0) -> bool:
        """Tell as a step of a running job; whether it was shown.

        A message that cannot be shown must not end the work behind it: when Slack is away for longer than a
        step has patience, it is told again later.
        """

        async def tell() -> None:
            await self._hear(event)

        try:
            await self._durable.step(name, tell)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a message, the work goes on
            _log.warning("could not show %s: %s", type(event).__name__, error, exc_info=not _said(error))
            if isinstance(error, UnavailableError) and tries < len(AGAIN):
                async with self._store.transaction(event.workspace) as repos:
                    await self._enqueue(repos, event, tries + 1)
            return False
        return True

    async def now(self, event: Event) -> None:
        """Tell at once, if it works: for progress, which the next tick repeats."""
        try:
            await self._hear(event)
        except Exception as error:  # noqa: BLE001 - as above
            _log.info("could not show %s: %s", type(event).__name__, error, exc_info=not _said(error))

    async def _hear(self, event: Event) -> None:
        """One after the other of the same thing, in all processes: what is read first is not shown last."""
        about: Event = event
        if isinstance(event, _TICKING):
            about = dataclasses.replace(event, tick=False)
        async with self._turns.setdefault(about, asyncio.Lock()), self._store.alone(f"hear:{about}"):
            await self._audience.hear(event)

    async def _tell(self, tries: str, kind: str, *fields: str) -> None:
        event = _EVENTS[kind](*fields)
        if isinstance(event, Replied):
            event = dataclasses.replace(event, kind=ReplyKind(event.kind))
        await self.in_job("tell", event, int(tries))


def _said(error: Exception) -> bool:
    return isinstance(error, AgentError)
