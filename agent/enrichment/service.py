"""Contact searches as people use them: ask for one, start it, stop it, read how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from agent.audit import AuditAct, note
from agent.enrichment.card import ContactCard, contact_card, most_of
from agent.enrichment.context import Context
from agent.enrichment.job import CONTACT_JOB, LANES, locked
from agent.enrichment.providers import VERIFIER
from agent.enrichment.reading import (
    BY_NAME,
    circumstances,
    closed,
    course_for,
    left_out_of,
    preference_of,
    verifier_closed,
)
from agent.enrichment.states import move
from agent.errors import InvalidError, NotFoundError
from agent.events import ContactsChanged
from agent.leads.fact import Fact
from agent.leads.learning import learn
from agent.leads.suppression import forgotten
from agent.pages.urls import company_domain
from agent.planner.intake import Message
from agent.roles import Actor, require_owner
from storage.filters import LeadFilter
from storage.folding import folded
from storage.models import ContactSearch, ContactTarget, Lead, SearchStatus, TargetState
from storage.repositories import Repositories

MOST = 50
"""Leads that one search looks for at most."""
AGAIN = timedelta(days=7)
"""For so long a lead that was looked for is left out of searches for all that have no address."""
ASKED_FOR = "asked_for"
"""The source of what a person said of somebody whose address they want."""


class Contacts:
    """Searches for contacts; the work itself is `ContactJob`'s."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store
        self._clock = context.clock

    async def without_email(self, repos: Repositories, actor: Actor) -> tuple[list[Lead], int]:
        """The actor's leads without an address that one search takes, and how many of them there are.

        Who was looked for lately is left out: asking again costs the same, and would find the same.
        """
        wanted = LeadFilter(actor.user, email=False)
        return await repos.lead_queries.unsought(wanted, self._clock.now() - AGAIN, limit=MOST)

    async def somebody(self, repos: Repositories, actor: Actor, name: str, company: str) -> Lead:
        """The actor's lead of that name at that company; a new one where there is none.

        `InvalidError` where that is somebody who was deleted on request.
        """
        words = folded(company) or ""  # between spaces: who is at Box is not at Dropbox
        mine = await repos.contacts.named(actor.user, name)
        there = [each for each in mine if words in (each.company_words or "")]
        return there[0] if there else await self._new_lead(repos, actor, name, company)

    async def _new_lead(self, repos: Repositories, actor: Actor, name: str, company: str) -> Lead:
        own = ("row", f"{ASKED_FOR}:{actor.user}|{folded(name)}|{folded(company)}")
        known = await repos.leads.by_keys([own])
        if known:
            return known[0]
        told = {"name": name, "company": company, "website": company_domain(company) or ""}
        if await forgotten(repos, [told]):
            raise InvalidError(f"I can't look for {name}: they were deleted on request, and stay so.")
        now = self._clock.now()
        key = sha256(f"{repos.workspace}|{own[1]}".encode()).hexdigest()[:16]
        lead = Lead(id=key, workspace=repos.workspace, owner=actor.user, created_at=now, updated_at=now)
        lead.source = ASKED_FOR
        await repos.leads.add(lead)
        facts = [Fact(field, value, ASKED_FOR, now) for field, value in told.items() if value]
        await learn(repos, lead, facts, now, [own])
        return lead

    async def propose(
        self,
        repos: Repositories,
        search_id: str,
        message: Message,
        leads: Sequence[Lead],
        left_out: Sequence[str] = (),
    ) -> None:
        """Ask whether to look for these leads, in the caller's transaction; once for each id."""
        if await repos.contacts.get(search_id) is not None:
            return
        search = ContactSearch(
            id=search_id,
            workspace=repos.workspace,
            owner=message.author,
            channel=message.channel,
            thread_ts=message.thread_ts,
            status=SearchStatus.ASKING,
            document={"left_out": list(left_out)},
            most=0,
            asked_at=self._clock.now(),
        )
        targets = [
            ContactTarget(search_id=search_id, lead_id=lead.id, position=at, state=TargetState.WAITING)
            for at, lead in enumerate(leads[:MOST])
        ]
        course = await course_for(repos, self._context, search)
        search.most = most_of(course, len(targets))
        # Whoever gets a key after that is not asked in this search: the price that is confirmed must hold.
        unpriced = {*left_out, *course.closed, *(() if course.verifies else (VERIFIER.name,))}
        search.document = {"left_out": sorted(unpriced)}
        repos.contacts.add(search, targets)
        await repos.session.flush()
        await self._context.telling.later(repos, ContactsChanged(repos.workspace, search_id))

    async def start(self, actor: Actor, search_id: str) -> None:
        """Begin to look; to begin twice is to begin once."""
        async with self._store.transaction(actor.workspace) as repos:
            search = await self._own(repos, actor, search_id)
            if not move(search, SearchStatus.RUNNING):
                return
            search.started_at = self._clock.now()
            count = await repos.contacts.unsettled(search_id)
            detail = f"{count} lead{'' if count == 1 else 's'}, at most ${search.most / 100_000:.2f}"
            note(repos, actor.user, AuditAct.CONTACTS_SOUGHT, search.started_at, search_id, detail)
            for lane in map(str, range(LANES)):
                key = f"contacts:{search_id}:lane:{lane}"
                session = repos.session
                await self._context.durable.enqueue(
                    session, CONTACT_JOB, actor.workspace, search_id, lane, key=key
                )
            await self._context.telling.later(repos, ContactsChanged(actor.workspace, search_id))

    async def decline(self, actor: Actor, search_id: str) -> None:
        """Not to look after all."""
        await self._end(actor, search_id, SearchStatus.DECLINED)

    async def stop(self, actor: Actor, search_id: str) -> None:
        """Look no further; what was found is kept."""
        await self._end(actor, search_id, SearchStatus.STOPPED)

    async def _end(self, actor: Actor, search_id: str, to: SearchStatus) -> None:
        async with self._store.transaction(actor.workspace) as repos:
            await self._finish(repos, await self._own(repos, actor, search_id), actor.user, to)

    async def halt(self, repos: Repositories, search: ContactSearch, user: str) -> None:
        """Stop a search that runs, in the caller's transaction."""
        await self._finish(repos, search, user, SearchStatus.STOPPED)

    async def _finish(self, repos: Repositories, search: ContactSearch, user: str, to: SearchStatus) -> None:
        if move(search, to):
            search.ended_at, search.ended_by = self._clock.now(), user
        await self._context.telling.later(repos, ContactsChanged(repos.workspace, search.id))

    async def _own(self, repos: Repositories, actor: Actor, search_id: str) -> ContactSearch:
        search = await locked(repos, search_id)
        require_owner(actor, search.owner)
        return search

    async def card(self, workspace: str, search_id: str) -> ContactCard:
        """The search as it stands now."""
        async with self._store.reading(workspace) as repos:
            search = await repos.contacts.get(search_id)
            if search is None:
                raise NotFoundError("I don't have that search any more.")
            around = await circumstances(repos, self._context, left_out_of(search), search_id)
            kinds = [BY_NAME[name] for name in (await preference_of(repos)).names()]
            shut = [(kind.title, reason) for kind in kinds if (reason := closed(around, kind)) is not None]
            asks = tuple(kind.title for kind in kinds if closed(around, kind) is None)
            rows = await repos.contacts.targets(search_id)
            spent = await repos.contacts.spent(search_id)
            return contact_card(search, rows, asks, tuple(shut), verifier_closed(around), spent)
