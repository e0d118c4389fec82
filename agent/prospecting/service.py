"""Searches for customers like one's own, as people use them: from what they tell to contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from agent.errors import NotFoundError, StaleError
from agent.events import ProspectingChanged
from agent.icp.editing import edited
from agent.icp.intake import Intake
from agent.icp.profile import Field
from agent.prospecting import milestones as m
from agent.prospecting.board import Board
from agent.prospecting.card import SessionCard, session_card
from agent.prospecting.context import (
    GONE,
    Context,
    Known,
    board_of,
    intake_of,
    locked,
    profile_of,
)
from agent.prospecting.lanes import LaneJob
from agent.prospecting.listing import relist
from agent.prospecting.paying import asks, pay, terms
from agent.prospecting.people import key_of
from agent.prospecting.phases import SEEDS, begin, let_wait, read_rest
from agent.prospecting.stages import StageJob
from agent.prospecting.states import is_over, move
from agent.roles import Actor, require_owner
from storage.models import CompanyRole, CompanyWork, ProspectCompany, ProspectSession, SessionState
from storage.repositories import Repositories

NOTED = "Noted {} customers{}."
MAPPED = "I know the sites of all of them."
ASKED = "Press Confirm, and I read them and search for companies like these."
BEGUN = "Confirmed. I read the sites of your customers."
UNREADY = "The profile is there once the sites of your customers are read."
CHANGED = "The profile was changed meanwhile; open it again to see it."
STANDS = "I am finding contacts already, so the list stands as it is."


@dataclass(frozen=True)
class Asked:
    """What a search is begun with; `key` is that of its delivery. No place: in one's own conversation."""

    key: str
    intake: Intake
    place: tuple[str, str] = ("", "")
    notes: tuple[str, ...] = ()


class Prospecting:
    """One person's searches. What takes a `session` joins its transaction."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store
        self.example = context.parts.example
        """Customers to try it with, a line each; empty where companies are real."""
        self.sources = tuple(context.parts.titled().items())
        """Who is asked for companies: names, and how they are called."""
        LaneJob(context)
        StageJob(context)

    async def begin(self, actor: Actor, asked: Asked, session: AsyncSession | None = None) -> str:
        """Keep the intake and ask whether to look; the same key begins the same search."""
        session_id = sha256(f"{actor.workspace}:{actor.user}:{asked.key}".encode()).hexdigest()[:12]
        async with self._store.transaction(actor.workspace, session) as repos:
            if await repos.prospecting.get(session_id) is None:
                row = self._row(actor, session_id, asked)
                await repos.prospecting.add(row, _companies(session_id, asked.intake))
                await self._map(repos, row, asked.intake)
                await self._context.changed(repos, row)
        return session_id

    def _row(self, actor: Actor, session_id: str, asked: Asked) -> ProspectSession:
        now = self._context.clock.now()
        return ProspectSession(
            id=session_id,
            workspace=actor.workspace,
            owner=actor.user,
            channel=asked.place[0],
            thread_ts=asked.place[1],
            state=SessionState.INTAKE_SAVED,
            version=1,
            intake=asked.intake.model_dump(mode="json"),
            board=Board().noting(*asked.notes).model_dump(mode="json"),
            created_at=now,
            moved_at=now,
        )

    async def _map(self, repos: Repositories, row: ProspectSession, intake: Intake) -> None:
        """Bind the customers to companies. Nobody is asked: their sites are read after Confirm."""
        lost = f" and {len(intake.lost)} lost ones" if intake.lost else ""
        count = {"customers": len(intake.customers), "lost": len(intake.lost)}
        noted = NOTED.format(len(intake.customers), lost)
        await m.reach(self._context, repos, row, m.INTAKE_SAVED, noted, count)
        move(row, SessionState.SEEDS_MAPPED, row.created_at)
        await m.reach(self._context, repos, row, m.SEEDS_MAPPED, MAPPED, count)
        move(row, SessionState.CONFIRM_PENDING, row.created_at)
        await m.reach(self._context, repos, row, m.CONFIRM_PENDING, ASKED, count)

    async def confirm(self, actor: Actor, session_id: str) -> None:
        """Read the sites and search; to confirm twice is to confirm once."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await _owned(repos, actor, session_id)
            if row.state is SessionState.PLANNING:
                return
            move(row, SessionState.PLANNING, self._context.clock.now())
            count = await let_wait(repos, session_id, SEEDS)
            await m.reach(self._context, repos, row, m.PLANNING, BEGUN, {"companies": count})
            await begin(self._context, repos, row, SEEDS)
            await self._context.changed(repos, row)

    async def edit(self, actor: Actor, session_id: str, version: int, typed: Mapping[Field, str]) -> None:
        """Change the profile by hand, and list the companies anew."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await _owned(repos, actor, session_id)
            profile = profile_of(row)
            if profile is None:
                raise StaleError(UNREADY)
            changed = edited(profile, typed)
            if changed == profile:
                return
            if row.version != version:
                raise StaleError(CHANGED)
            if row.state not in {SessionState.PLANNING, SessionState.CANDIDATES_FOUND}:
                raise StaleError(STANDS)
            row.profile, row.version = changed.model_dump(mode="json"), version + 1
            await repos.session.flush()
            if row.state is SessionState.CANDIDATES_FOUND:
                await relist(repos, row)
                await read_rest(self._context, repos, row)
            await self._context.changed(repos, row)

    async def enrich(self, actor: Actor, session_id: str, shown: int | None = None) -> None:
        """Find contacts at the top ten, or go on after the money ran out; to ask twice is to ask once.

        `shown` is the most that the person agreed to, in millicents; a `StaleError` when it is more by now.
        """
        price = await self._context.parts.contacts.price(actor.workspace)
        try:
            async with self._store.transaction(actor.workspace) as repos:
                row = await _owned(repos, actor, session_id)
                if row.state is not SessionState.ENRICHMENT_RUNNING:
                    await pay(self._context, repos, actor, row, price, shown)
        except StaleError:
            await self._context.telling.now(ProspectingChanged(actor.workspace, session_id))
            raise

    async def cancel(self, actor: Actor, session_id: str) -> None:
        """Go no further; what was found is kept."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await _owned(repos, actor, session_id)
            await self.halt(repos, row, actor.user)

    async def halt(self, repos: Repositories, row: ProspectSession, user: str) -> None:
        """Cancel in the caller's transaction: those who look for contacts now ask nobody any more."""
        if row.state is SessionState.CANCELLED:
            return
        move(row, SessionState.CANCELLED, self._context.clock.now())
        row.ended_by = user
        for company in await repos.prospecting.companies(row.id, CompanyRole.CANDIDATE):
            if company.enriching is CompanyWork.RUNNING:
                await self._context.parts.contacts.halt(repos, key_of(row, company))
        await self._context.changed(repos, row)

    async def get(self, actor: Actor, session_id: str) -> SessionCard:
        """One search of this person's."""
        card = await self.card(actor.workspace, session_id)
        require_owner(actor, card.owner)
        return card

    async def card(self, workspace: str, session_id: str) -> SessionCard:
        """One search, for whoever shows it."""
        async with self._store.reading(workspace) as repos:
            row = await repos.prospecting.get(session_id)
            if row is None:
                raise NotFoundError(GONE)
            card = await _card(repos, row)
            lookalikes = await repos.prospecting.lookalikes(session_id)
        if not asks(card.state, board_of(row)):
            return card
        price = await self._context.parts.contacts.price(workspace)
        return replace(card, terms=terms(price, lookalikes, self._context.budget.millicents))

    async def of(self, actor: Actor) -> list[SessionCard]:
        """A person's searches that go on or wait, newest first."""
        async with self._store.reading(actor.workspace) as repos:
            over = [state for state in SessionState if is_over(state)]
            rows = await repos.prospecting.of(actor.user, *over)
            return [await _card(repos, row) for row in rows]

    async def website_of(self, actor: Actor) -> str:
        """One's own site, as it was told last; empty before."""
        async with self._store.reading(actor.workspace) as repos:
            rows = await repos.prospecting.of(actor.user, limit=1)
        return intake_of(rows[0]).website if rows else ""

    async def told(self, workspace: str, session_id: str, after: int = 0) -> list[tuple[int, dict[str, Any]]]:
        """What happened in a search after a number: numbers and payloads, for other user interfaces."""
        async with self._store.reading(workspace) as repos:
            found = await repos.prospecting.milestones(session_id, after)
            return [(each.number, m.payload(each, workspace)) for each in found]

    async def sentences(self, workspace: str, session_id: str, until: int | None = None) -> list[m.Told]:
        """What the thread is told, up to a milestone's number, in order."""
        async with self._store.reading(workspace) as repos:
            return list(m.tellings(await repos.prospecting.milestones(session_id), until))


async def _card(repos: Repositories, row: ProspectSession) -> SessionCard:
    counts = await repos.prospecting.counts(row.id)
    return session_card(row, counts, await repos.prospecting.lookalikes(row.id))


async def _owned(repos: Repositories, actor: Actor, session_id: str) -> ProspectSession:
    row = await locked(repos, session_id)
    require_owner(actor, row.owner)
    return row


def _companies(session_id: str, intake: Intake) -> list[ProspectCompany]:
    told = [(CompanyRole.SEED, each.name, each.domain) for each in intake.customers]
    told += [(CompanyRole.LOST, each.name, each.domain) for each in intake.lost]
    return [
        ProspectCompany(
            session_id=session_id,
            domain=domain,
            role=role,
            position=at,
            name=name,
            document=Known().model_dump(mode="json"),
        )
        for at, (role, name, domain) in enumerate(told)
    ]
