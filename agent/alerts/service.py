"""Raising alerts in the transaction of what they are about, and telling them when it is time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from agent.alerts.lines import Line, Say
from agent.alerts.relevance import still_so
from agent.alerts.states import move
from agent.clock import Clock
from agent.durable import Durable, Job
from agent.errors import NotFoundError
from agent.events import Alerted, Commanded
from agent.roles import Actor, require_owner
from agent.telling import Telling
from storage.models import Alert, AlertKind, AlertStatus
from storage.repositories import Repositories
from storage.store import Store

__all__ = ["AlertCard", "AlertKind", "Alerts", "NewAlert"]
ALERT_JOB = "alert"
UNSEEN = timedelta(minutes=15)
"""How long a card in its owner's own conversation has to be noticed before they are told of it again."""
NOW = timedelta(0)
GONE = "I don't have that alert any more."
Hush = Callable[[Actor], Awaitable[timedelta]]
"""How long it is until a person's quiet hours end; nothing outside of them."""


@dataclass(frozen=True)
class NewAlert:
    """Something to alert its owner to, once for each key.

    It is about the plan, run or task `target` as it stands (`number`), and is told after a while, if it is
    still so. `shown_in` is the channel of the card that says it already, if one does.
    """

    key: str
    owner: str
    kind: AlertKind
    target: str
    line: Line
    number: int = 0
    after: timedelta = NOW
    shown_in: str = ""
    silent: bool = False
    document: dict[str, Any] | None = None


@dataclass(frozen=True)
class AlertCard:
    """An alert as it is shown."""

    key: str
    workspace: str
    owner: str
    kind: AlertKind
    line: Line


class Alerts:
    """Raised with the change that they are about; told to their owner alone.

    `own_place` tells whether a channel is a person's own conversation: a card there has been seen, or will
    be, so that it is given time. One elsewhere is told of at once.
    """

    def __init__(
        self,
        store: Store,
        durable: Durable,
        telling: Telling,
        clock: Clock,
        hush: Hush,
        own_place: Callable[[str], bool],
    ) -> None:
        self._store = store
        self._durable = durable
        self._telling = telling
        self._clock = clock
        self._hush = hush
        self._own_place = own_place
        durable.add(Job(ALERT_JOB, self._alert, at_once=10))

    async def put(self, repos: Repositories, new: NewAlert) -> None:
        """Raise an alert in the caller's transaction; a key that was raised before changes nothing."""
        now = self._clock.now()
        row = {
            "key": new.key,
            "owner": new.owner,
            "kind": new.kind,
            "target": new.target,
            "number": new.number,
            "document": {"line": new.line.model_dump(mode="json"), **(new.document or {})},
            "status": AlertStatus.DROPPED if new.silent else AlertStatus.WAITING,
            "raised_at": now,
            "at": now,
        }
        if await repos.alerts.raise_one(row) and not new.silent:
            seen = bool(new.shown_in) and self._own_place(new.shown_in)
            await self._later(repos, new.key, 0, max(new.after, UNSEEN if seen else NOW))

    async def _later(self, repos: Repositories, key: str, tries: int, wait: timedelta) -> None:
        await repos.session.flush()
        job_key = f"alert:{repos.workspace}:{key}:{tries}"
        arguments = (repos.workspace, key, str(tries))
        await self._durable.enqueue(repos.session, ALERT_JOB, *arguments, key=job_key, delay=wait or None)

    async def _alert(self, workspace: str, key: str, tries: str) -> None:
        """The job: wait for the end of quiet hours, look whether it is still so, tell."""
        owner = await self._durable.step("owner", lambda: self._owner(workspace, key))
        if owner is None:
            return
        wait = await self._durable.step("hush", lambda: self._wait(Actor(workspace, owner)))
        told = await self._durable.transaction(
            "take", lambda session: self._take(workspace, key, (int(tries), wait), session)
        )
        if told:
            await self._telling.in_job("alert", Alerted(workspace, key))

    async def _owner(self, workspace: str, key: str) -> str | None:
        async with self._store.reading(workspace) as repos:
            row = await repos.alerts.get(key)
        return row.owner if row is not None and row.status is AlertStatus.WAITING else None

    async def _wait(self, actor: Actor) -> float:
        return (await self._hush(actor)).total_seconds()

    async def _take(self, workspace: str, key: str, held: tuple[int, float], session: Any) -> bool:
        """Whether it is to be told now; one that is over is dropped, one in quiet hours comes back."""
        tries, wait = held
        async with self._store.transaction(workspace, session) as repos:
            row = await repos.alerts.lock(key)
            if row is None or row.status is not AlertStatus.WAITING:
                return False
            row.at = self._clock.now()
            if not await still_so(repos, row):
                move(row, AlertStatus.DROPPED)
                return False
            if wait > 0:
                await self._later(repos, key, tries + 1, timedelta(seconds=wait))
                return False
            return move(row, AlertStatus.TOLD)

    async def card(self, workspace: str, key: str) -> AlertCard:
        """One alert, for whoever shows it."""
        async with self._store.reading(workspace) as repos:
            return _card(await repos.alerts.get(key))

    async def say(self, actor: Actor, key: str, number: int) -> None:
        """Do what a button says: put its words into the person's conversation, once however often."""
        async with self._store.transaction(actor.workspace) as repos:
            card = _card(await repos.alerts.get(key))
            require_owner(actor, card.owner)
            chosen = card.line.buttons[number] if 0 <= number < len(card.line.buttons) else None
            if not isinstance(chosen, Say):
                raise NotFoundError(GONE)
            said = f"alert:{key}:{number}"
            if await repos.events.claim(f"said:{said}", self._clock.now()):
                event = Commanded(actor.workspace, actor.user, chosen.text, said, chosen.playbook)
                await self._telling.later(repos, event)


def _card(row: Alert | None) -> AlertCard:
    if row is None:
        raise NotFoundError(GONE)
    line = Line.model_validate(row.document["line"])
    return AlertCard(row.key, row.workspace, row.owner, row.kind, line)
