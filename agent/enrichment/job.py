"""The durable job that looks for the leads of a search: two lanes, one when a provider asks for patience."""

from __future__ import annotations

import functools
import logging
from dataclasses import asdict
from datetime import datetime

from agent.durable import Job, interrupted
from agent.enrichment.context import Context
from agent.enrichment.hunting import Hunt
from agent.enrichment.providers import VERIFIER
from agent.enrichment.states import move
from agent.enrichment.waterfall import Contact
from agent.errors import NotFoundError
from agent.events import ContactsChanged, HomeChanged
from agent.leads.fact import Fact, confirmed
from agent.leads.headline import facts_of
from agent.leads.learning import learn
from storage.models import ContactSearch, ContactTarget, Lead, SearchStatus, TargetState
from storage.repositories import Repositories

_log = logging.getLogger(__name__)
CONTACT_JOB = "contacts"
LANES = 2
"""Leads that are looked for at once; only the first lane goes on where a provider was asked too much."""
Ended = dict[str, str | int]
"""A `Contact` as DBOS keeps it; empty when the search ended before."""


class ContactJob:
    """Takes one lead after the other. The lanes share a list, so a slow lead holds up only one."""

    def __init__(self, context: Context) -> None:
        self._context = context
        context.durable.add(Job(CONTACT_JOB, self._lane, at_once=20))

    async def _lane(self, workspace: str, search_id: str, lane: str) -> None:
        turn = 0
        claim = functools.partial(self._claim, search_id=search_id, lane=lane)
        while (lead := await self._context.write(f"claim {turn}", workspace, claim)) is not None:
            ended = await self._look(f"look {turn}", Hunt(self._context, workspace, search_id, lead))
            keep = functools.partial(self._keep, search_id=search_id, lead_id=lead, ended=ended)
            await self._context.write(f"keep {turn}", workspace, keep)
            await self._context.telling.now(ContactsChanged(workspace, search_id, tick=True))
            turn += 1
        settle = functools.partial(self._settle, search_id=search_id)
        owner = await self._context.write("settle", workspace, settle)
        if owner:
            await self._context.telling.in_job("show", ContactsChanged(workspace, search_id))
            await self._context.telling.in_job("home", HomeChanged(workspace, owner))

    async def _claim(self, repos: Repositories, search_id: str, lane: str) -> str | None:
        """The next lead that nobody looks for; None when this lane is done."""
        search = await locked(repos, search_id)
        if search.status is not SearchStatus.RUNNING or (search.throttled and lane != "0"):
            return None
        target = await repos.contacts.next_waiting(search_id)
        if target is None:
            return None
        target.state = TargetState.SEARCHING
        return target.lead_id

    async def _look(self, name: str, hunt: Hunt) -> Ended:
        async def work() -> Ended:
            found = await hunt.carry_out()
            return asdict(found) if found is not None else {}

        try:
            return await self._context.durable.step(name, work)
        except Exception as error:
            if interrupted(error):
                raise
            _log.warning("looking for lead %s broke", hunt.lead_id, exc_info=True)
            return asdict(Contact(TargetState.NOTHING))

    async def _keep(self, repos: Repositories, search_id: str, lead_id: str, ended: Ended) -> None:
        """The result with the lead's new facts; a lead that was deleted meanwhile has none."""
        row = await repos.contacts.target(search_id, lead_id)
        if row is None:
            return
        target, lead = row
        if not ended:
            target.state = TargetState.WAITING
            return
        found = Contact(
            TargetState(str(ended["state"])),
            str(ended["email"]),
            str(ended["provider"]),
            int(ended["confidence"]),
        )
        await keep_contact(repos, target, lead, found, self._context.clock.now())

    async def _settle(self, repos: Repositories, search_id: str) -> str:
        """The owner, when the search is over."""
        search = await locked(repos, search_id)
        if search.status is SearchStatus.RUNNING:
            if await repos.contacts.unsettled(search_id):
                return ""
            move(search, SearchStatus.FINISHED)
            search.ended_at = self._context.clock.now()
        return search.owner


async def keep_contact(
    repos: Repositories, target: ContactTarget, lead: Lead, found: Contact, at: datetime
) -> None:
    """Keep what was found, with its source, in the search and among the lead's facts.

    Only a verified address becomes the lead's `email`. It stands in `email_verified`, too: an address that
    another source tells later is not that one. One that was verified before stays as it was found.
    """
    target.state, target.email, target.provider = found.state, found.email or None, found.provider or None
    match found.state:
        case TargetState.VERIFIED:
            if confirmed(await facts_of(repos, lead.id)) is not None:
                return
            facts = [
                Fact("email", found.email, found.provider, at),
                Fact("email_verified", found.email, VERIFIER.name, at),
            ]
            await learn(repos, lead, facts, at, [("email", found.email)])
        case TargetState.UNVERIFIED:
            await learn(repos, lead, [Fact("email_unverified", found.email, found.provider, at)], at)
        case TargetState.SHARED:
            await learn(repos, lead, [Fact("company_email", found.email, found.provider, at)], at)
        case _:
            pass


async def locked(repos: Repositories, search_id: str) -> ContactSearch:
    """The search, for change."""
    search = await repos.contacts.lock(search_id)
    if search is None:
        raise NotFoundError("I don't have that search any more.")
    return search
