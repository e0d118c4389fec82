"""Priority lists: leads and plain words, in the order in which a person wants to take them up."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from agent.clock import Clock
from agent.errors import InvalidError, NotFoundError
from agent.events import HomeChanged
from agent.people.lead import NamedLead, named, whose
from agent.people.remembering import remember_leads
from agent.roles import Actor
from agent.telling import Telling
from storage.models import Priority, PriorityStatus
from storage.repositories import Repositories
from storage.store import Store

MOST = 100
TEXT_LIMIT = 300
FULL = f"Your priority list has {MOST} entries. Take something off first."


@dataclass(frozen=True)
class PriorityItem:
    """One entry; `position` counts from 0."""

    id: str
    text: str
    lead: NamedLead | None
    position: int
    added_at: datetime


@dataclass(frozen=True)
class Added:
    """What became of adding leads: new on the list, on it before, unknown, and too many for it."""

    new: int
    there: int
    unknown: int
    too_many: int


class Priorities:
    """One person's list. Adding what is on it changes nothing; what was done comes back at the end."""

    def __init__(self, store: Store, telling: Telling, clock: Clock) -> None:
        self._store = store
        self._telling = telling
        self._clock = clock

    async def of(self, actor: Actor) -> list[PriorityItem]:
        """The actor's list, first things first."""
        async with self._store.reading(actor.workspace) as repos:
            return await self.listed(repos, actor)

    async def get(self, actor: Actor, item_id: str) -> PriorityItem:
        """One entry of the actor's list."""
        found = next((item for item in await self.of(actor) if item.id == item_id), None)
        if found is None:
            raise NotFoundError("That is not on your priority list any more.")
        return found

    async def listed(self, repos: Repositories, actor: Actor) -> list[PriorityItem]:
        """The same in the caller's transaction."""
        found = await repos.priorities.of(actor.user)
        return [
            PriorityItem(row.id, row.text, named(lead) if lead else None, position, row.added_at)
            for position, (row, lead) in enumerate(found)
        ]

    async def add_leads(
        self, actor: Actor, lead_ids: Iterable[str], session: AsyncSession | None = None
    ) -> Added:
        """Put leads that the actor sees on the list, in this order; in a session's transaction, if given."""
        wanted = list(dict.fromkeys(lead_ids))
        async with self._store.transaction(actor.workspace, session) as repos:
            rows = await self._locked(repos, actor)
            seen = {lead.id for lead in await repos.leads.among(wanted, whose(actor))}
            there = {row.lead_id for row in rows}
            new = [each for each in wanted if each in seen and each not in there]
            for lead_id in new[: MOST - len(rows)]:
                await self._put_lead(repos, actor, lead_id)
            kept = new[: MOST - len(rows)]
            await remember_leads(repos, actor.user, kept, self._clock.now())
            await self._changed(repos, actor)
        known = sum(each in seen for each in wanted)
        return Added(len(kept), known - len(new), len(wanted) - known, len(new) - len(kept))

    async def _put_lead(self, repos: Repositories, actor: Actor, lead_id: str) -> None:
        done = await repos.priorities.with_lead(actor.user, lead_id)
        if done is None:
            await self._put(repos, actor, lead_id, "")
        else:
            done.status, done.done_at = PriorityStatus.OPEN, None
            done.position = await _end(repos, actor)
            await repos.session.flush()

    async def add_text(self, actor: Actor, text: str, session: AsyncSession | None = None) -> PriorityItem:
        """Put words on the list; the same words, whatever their letters' case, are there once."""
        words = " ".join(text.split())
        if not words:
            raise InvalidError("Say what to put on the list.", "text")
        if len(words) > TEXT_LIMIT:
            raise InvalidError(f"An entry has at most {TEXT_LIMIT} characters.", "text")
        async with self._store.transaction(actor.workspace, session) as repos:
            rows = await self._locked(repos, actor)
            same = [row for row in rows if row.lead_id is None and row.text.casefold() == words.casefold()]
            if not same and len(rows) >= MOST:
                raise InvalidError(FULL, "text")
            row = same[0] if same else await self._put(repos, actor, None, words)
            place = rows.index(row) if same else len(rows)
            await self._changed(repos, actor)
        return PriorityItem(row.id, row.text, None, place, row.added_at)

    async def _put(self, repos: Repositories, actor: Actor, lead_id: str | None, text: str) -> Priority:
        row = Priority(
            id=uuid.uuid4().hex[:12],
            workspace=actor.workspace,
            owner=actor.user,
            lead_id=lead_id,
            text=text,
            status=PriorityStatus.OPEN,
            position=await _end(repos, actor),
            added_at=self._clock.now(),
        )
        repos.priorities.add(row)
        await repos.session.flush()
        return row

    async def done(self, actor: Actor, item_id: str, session: AsyncSession | None = None) -> None:
        """Take an entry off the list since it was done; one that is gone is no mistake."""
        async with self._store.transaction(actor.workspace, session) as repos:
            await self._locked(repos, actor)
            row = await repos.priorities.get(actor.user, item_id)
            if row is not None and row.status is PriorityStatus.OPEN:
                row.status, row.done_at = PriorityStatus.DONE, self._clock.now()
                await self._changed(repos, actor)

    async def remove(self, actor: Actor, item_id: str, session: AsyncSession | None = None) -> None:
        """Take an entry off the list; one that is gone is no mistake."""
        async with self._store.transaction(actor.workspace, session) as repos:
            await self._locked(repos, actor)
            if await repos.priorities.remove(actor.user, item_id):
                await self._changed(repos, actor)

    async def move(self, actor: Actor, item_id: str, position: int) -> None:
        """Put an entry at a place, counted from 0; the others make room."""
        async with self._store.transaction(actor.workspace) as repos:
            rows = list(await self._locked(repos, actor))
            moved = next((row for row in rows if row.id == item_id), None)
            if moved is None:
                return
            rows.remove(moved)
            rows.insert(max(position, 0), moved)
            for at, row in enumerate(rows):
                row.position = at
            await self._changed(repos, actor)

    async def _locked(self, repos: Repositories, actor: Actor) -> Sequence[Priority]:
        """The list, for change: two changes at once follow one another."""
        await repos.people.lock(actor.user, self._clock.now())
        return [row for row, _ in await repos.priorities.of(actor.user)]

    async def _changed(self, repos: Repositories, actor: Actor) -> None:
        await repos.session.flush()
        await self._telling.later(repos, HomeChanged(actor.workspace, actor.user))


async def _end(repos: Repositories, actor: Actor) -> int:
    return max((row.position for row, _ in await repos.priorities.of(actor.user)), default=-1) + 1
