"""Leads as people read them."""

from __future__ import annotations

from dataclasses import dataclass

from agent.errors import NotFoundError
from agent.roles import Act, Actor, require
from storage.filters import LeadFilter
from storage.models import Decision, Lead, Tier
from storage.store import Store

__all__ = ["Decision", "LeadLine", "Leads", "Tier", "line_of"]


@dataclass(frozen=True)
class LeadLine:
    """One lead in a list; its score is on 0–100, `reason` why it was rejected.

    `blocked` is whether nobody may contact them, `qualified` whether enough is known for a message.
    """

    name: str | None
    title: str | None
    company: str | None
    email: str | None
    profile_url: str | None
    location: str | None = None
    id: str = ""
    blocked: bool = False
    score: int | None = None
    tier: Tier | None = None
    decision: Decision = Decision.PROPOSED
    reason: str | None = None
    qualified: bool = False


class Leads:
    """Lists of leads."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of_run(self, actor: Actor, run_id: str) -> list[LeadLine]:
        """The leads that a run delivered, by name, whoever found them first."""
        async with self._store.reading(actor.workspace) as repos:
            run = await repos.runs.get(run_id)
            if run is None:
                raise NotFoundError("I don't have that run any more.")
            require(actor, Act.SEE_LEADS, run.owner)
            return [line_of(lead) for lead in await repos.leads.of_run(run_id)]

    async def latest(self, actor: Actor) -> tuple[list[LeadLine], int]:
        """The actor's five newest leads, and how many there are in all."""
        async with self._store.reading(actor.workspace) as repos:
            found = await repos.leads.latest(actor.user)
            return [line_of(lead) for lead in found], await repos.leads.count(actor.user)

    async def page(self, actor: Actor, page: int, size: int) -> tuple[list[LeadLine], int]:
        """One page of the actor's leads, the newest first, and how many there are in all."""
        async with self._store.reading(actor.workspace) as repos:
            found = await repos.lead_queries.page(LeadFilter(actor.user), limit=size, offset=page * size)
            return [line_of(lead) for lead in found], await repos.leads.count(actor.user)


def line_of(lead: Lead) -> LeadLine:
    """A lead as a list shows it."""
    return LeadLine(
        name=lead.name,
        title=lead.title,
        company=lead.company,
        email=lead.email,
        profile_url=lead.profile_url,
        location=lead.location,
        id=lead.id,
        blocked=lead.blocked_at is not None,
        score=lead.score,
        tier=lead.tier,
        decision=lead.decision,
        reason=lead.reason,
        qualified=lead.qualified,
    )
