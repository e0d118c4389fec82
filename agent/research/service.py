"""Research as people ask for it: begun once, shown as it goes, taken deeper."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncSession

from agent.clock import Clock
from agent.durable import Durable
from agent.errors import InvalidError
from agent.events import ResearchChanged
from agent.planner.intake import Message
from agent.research.card import ResearchCard, existing, research_card
from agent.research.depth import Depth
from agent.research.findings import Findings
from agent.research.job import RESEARCH_JOB
from agent.research.known import Known, Strategy, missing, strategies
from agent.research.leads import known_lead
from agent.research.searching import WebSearch
from agent.research.slots import MOST, SPAN, start_of
from agent.roles import Actor, require_owner
from agent.telling import Telling
from storage.models import Lead, Research, ResearchStatus
from storage.repositories import Repositories
from storage.store import Store

OFFERED = frozenset({Strategy.SEARCH, Strategy.SITE})
"""Strategies that are offered. Nothing reads profiles: they are shown to people who have logged in."""


@dataclass(frozen=True)
class Wanted:
    """What is to be researched: what is known, how thoroughly, and which lead it is about, if any."""

    known: Known
    depth: Depth
    lead_id: str | None = None


class Researches:
    """Takes what is to be researched, and tells how it stands."""

    def __init__(
        self, store: Store, durable: Durable, telling: Telling, clock: Clock, web: WebSearch | None = None
    ) -> None:
        self._web = web or WebSearch()
        self._store = store
        self._durable = durable
        self._telling = telling
        self._clock = clock

    async def card(self, workspace: str, research_id: str) -> ResearchCard:
        """One research, for whoever shows it."""
        async with self._store.reading(workspace) as repos:
            return research_card(await repos.researches.get(research_id))

    async def of_lead(self, repos: Repositories, lead: Lead, depth: Depth) -> Wanted:
        """What to research of a lead."""
        return Wanted(await known_lead(repos, lead), depth, lead.id)

    async def begin(self, repos: Repositories, research_id: str, message: Message, wanted: Wanted) -> None:
        """Begin, in the caller's transaction; one of this id goes on as it is.

        At most ten begin a minute in a workspace (004): the eleventh is given a later time, and says so.
        Raises InvalidError, with what is missing, where there is nowhere to look.
        """
        if await repos.researches.get(research_id) is not None:
            return
        usable = await self._web.usable(repos)
        if not strategies(wanted.known, OFFERED if usable else OFFERED - {Strategy.SEARCH}):
            wish = "" if usable else self._web.wish(wanted.known.company)
            raise InvalidError(f"{missing(wanted.known)} {wish}".strip())
        await repos.members.lock_settings(self._clock.now())
        # Two clicks at once have both found nothing; the second has waited for the first.
        if await repos.researches.get(research_id) is None:
            await self._put(repos, research_id, message, wanted)

    async def deeper(self, actor: Actor, research_id: str, session: AsyncSession | None = None) -> str:
        """Research the same more thoroughly, once however often it is asked for, as a message of its own.

        With `session`, in that transaction. The new one's id; empty while this one goes on, and when
        nothing is deeper.
        """
        async with self._store.transaction(actor.workspace, session) as repos:
            row = existing(await repos.researches.get(research_id))
            require_owner(actor, row.author)
            depth = research_card(row).deeper
            if depth is None:
                return ""
            lead = row.lead_id and next(iter(await repos.leads.among([row.lead_id], actor.user)), None)
            before = Known.model_validate(row.known)
            known = await known_lead(repos, lead) if lead else before
            if not known.domain:  # The site was named by somebody, or searched for, and is not again.
                site = before.website or f"https://{research_card(row).findings.domain}"
                known = known.model_copy(update={"website": site})
            message = Message(
                workspace=row.workspace,
                author=row.author,
                channel=row.channel,
                ts=row.thread_ts,
                thread_ts=row.thread_ts,
                text=row.subject,
                key=f"{row.id}:{depth}",
            )
            deeper_id = sha256(f"{row.id}:{depth}".encode()).hexdigest()[:12]
            await self.begin(repos, deeper_id, message, Wanted(known, depth, row.lead_id))
            return deeper_id

    async def _put(self, repos: Repositories, research_id: str, message: Message, wanted: Wanted) -> None:
        """Keep it with its time, and enqueue its job; the caller holds the lock on settings."""
        now = self._clock.now()
        starts_at = start_of(now, await repos.researches.latest_starts(now - SPAN, MOST))
        repos.researches.add(
            Research(
                id=research_id,
                workspace=message.workspace,
                author=message.author,
                channel=message.channel,
                thread_ts=message.thread_ts,
                subject=wanted.known.subject,
                depth=wanted.depth.value,
                status=ResearchStatus.WAITING,
                known=wanted.known.model_dump(mode="json"),
                document=Findings(domain=wanted.known.domain).model_dump(mode="json"),
                asked_at=now,
                starts_at=starts_at,
                lead_id=wanted.lead_id,
            )
        )
        await repos.session.flush()
        delay = starts_at - now if starts_at > now else None
        key = f"research:{research_id}"
        arguments = (message.workspace, research_id)
        await self._durable.enqueue(repos.session, RESEARCH_JOB, *arguments, key=key, delay=delay)
        await self._telling.later(repos, ResearchChanged(message.workspace, research_id))
