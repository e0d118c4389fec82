"""Leads as people read them."""

from __future__ import annotations

from dataclasses import dataclass

from agent.errors import NotFoundError
from agent.roles import Act, Actor, require
from storage.filters import LeadFilter
from storage.models import Lead
from storage.store import Store


@dataclass(frozen=True)
class LeadLine:
    """One lead in a list."""

    name: str | None
    title: str | None
    company: str | None
    email: str | None
    profile_url: str | None
    location: str | None = None
    id: str = ""


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
    return LeadLine(lead.name, lead.title, lead.company, lead.email, lead.profile_url, lead.location, lead.id)
