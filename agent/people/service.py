"""What is known of people as they use it: shown, changed, forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.events import HomeChanged
from agent.people.changes import Change, changed
from agent.people.lead import NamedLead, named, whose
from agent.people.person import Person
from agent.people.remembering import FEW, remember, remember_leads
from agent.roles import Actor
from agent.telling import Telling
from storage.repositories import Repositories
from storage.store import Store


@dataclass(frozen=True)
class Known:
    """A person's context with the leads by their names; those that are gone are left out."""

    person: Person
    leads: Sequence[NamedLead]


class People:
    """What is known of each person. Nobody reads another's."""

    def __init__(self, store: Store, telling: Telling, clock: Clock) -> None:
        self._store = store
        self._telling = telling
        self._clock = clock

    async def of(self, actor: Actor) -> Person:
        """What is known of the actor; the defaults when nothing is."""
        async with self._store.reading(actor.workspace) as repos:
            return await _person(repos, actor)

    async def known(self, actor: Actor) -> Known:
        """The same with names, to be shown."""
        async with self._store.reading(actor.workspace) as repos:
            person = await _person(repos, actor)
            rows = await repos.leads.among((each.lead_id for each in person.leads), None)
        by_id = {row.id: named(row) for row in rows}
        return Known(person, [by_id[each.lead_id] for each in person.leads if each.lead_id in by_id])

    async def change(self, actor: Actor, *changes: Change, session: AsyncSession | None = None) -> Person:
        """Make changes, all or none; the person after them. In a session's transaction, if one is given."""

        def every(person: Person) -> Person:
            for change in changes:
                person = changed(person, change)
            return person

        async with self._store.transaction(actor.workspace, session) as repos:
            after = await remember(repos, actor.user, self._clock.now(), every)
            await self._telling.later(repos, HomeChanged(actor.workspace, actor.user))
        return after

    async def forget(self, actor: Actor) -> None:
        """Forget everything that is known of the actor; what is gone already is no mistake."""
        now = self._clock.now()
        async with self._store.transaction(actor.workspace) as repos:
            if await _person(repos, actor) != Person():
                await remember(repos, actor.user, now, lambda _: Person())
                note(repos, actor.user, AuditAct.CONTEXT_FORGOTTEN, now, actor.user)
            await self._telling.later(repos, HomeChanged(actor.workspace, actor.user))

    async def dealt_with(self, actor: Actor, lead_ids: Iterable[str]) -> None:
        """The actor opened or exported these leads: they are important to them when they are few."""
        ids = list(dict.fromkeys(lead_ids))
        if not 0 < len(ids) <= FEW:
            return
        async with self._store.transaction(actor.workspace) as repos:
            found = await repos.leads.among(ids, whose(actor))
            await remember_leads(repos, actor.user, (row.id for row in found), self._clock.now())


async def _person(repos: Repositories, actor: Actor) -> Person:
    row = await repos.people.get(actor.user)
    return Person.model_validate(row.document) if row is not None else Person()
