"""What tests of contact searches do, in few words."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from agent.enrichment.card import ContactCard
from agent.leads.fact import Fact
from agent.leads.learning import learn
from agent.market.market import Market
from agent.market.people import Person
from agent.roles import Actor
from storage.models import ContactLookup, ContactSearch, Lead
from tests.workshop import ADMIN, DANA, NOW, WORKSPACE, Workshop, message

MARKET = Market()


def people(count: int, words: str = "saas marketing managers in berlin") -> list[Person]:
    """The first of those that a search finds."""
    found = MARKET.people_for(words)
    return [person for person, _ in zip(found, range(count), strict=False)]


async def leads_of(
    workshop: Workshop, found: list[Person], owner: Actor = DANA, *, website: bool = True
) -> list[str]:
    """Leads of these people, each with a run of their owner's behind it; their ids."""
    ids = []
    async with workshop.store.transaction(owner.workspace) as repos:
        for number, person in enumerate(found):
            lead = Lead(
                id=f"{owner.user}-{number:03}",
                workspace=owner.workspace,
                owner=owner.user,
                created_at=NOW,
                updated_at=NOW,
            )
            await repos.leads.add(lead)
            told = {"name": person.name, "company": person.company.name, "title": person.title}
            told |= {"website": person.company.website} if website else {}
            await learn(repos, lead, [Fact(field, value, "test", NOW) for field, value in told.items()], NOW)
            ids.append(lead.id)
    return ids


async def kept_lead(workshop: Workshop, owner: Actor = DANA, **told: str) -> Lead:
    """A lead of whom this is known; the fields are the id, too."""
    lead_id = sha256(repr(sorted(told.items())).encode()).hexdigest()[:16]
    async with workshop.store.transaction(owner.workspace) as repos:
        lead = Lead(id=lead_id, workspace=owner.workspace, owner=owner.user, created_at=NOW, updated_at=NOW)
        await repos.leads.add(lead)
        await learn(repos, lead, [Fact(field, value, "test", NOW) for field, value in told.items()], NOW)
    return lead


async def proposed(workshop: Workshop, ids: list[str], search_id: str = "s1", **asked: Any) -> str:
    """A search for these leads that waits to be started."""
    async with workshop.store.transaction(WORKSPACE) as repos:
        by_id = {lead.id: lead for lead in await repos.leads.among(ids, None)}
        leads = [by_id[each] for each in ids]
        await workshop.contacts.propose(repos, search_id, message("find them"), leads, **asked)
    return search_id


async def looked_for(workshop: Workshop, ids: list[str], search_id: str = "s1", **asked: Any) -> ContactCard:
    """A search for these leads, carried out."""
    await proposed(workshop, ids, search_id, **asked)
    await workshop.contacts.start(DANA, search_id)
    await workshop.durable.settle()
    return await workshop.contacts.card(WORKSPACE, search_id)


async def with_keys(workshop: Workshop, *names: str) -> None:
    """Demo keys: of these alone, or of all."""
    await workshop.vendors.use_demo(ADMIN)
    page = await workshop.vendors.page(ADMIN)
    for line in (*page.lines, page.verifier):
        if names and line.has_key and line.kind.name not in names:
            await workshop.vendors.remove(ADMIN, line.kind.name)


async def lookups(workshop: Workshop) -> list[ContactLookup]:
    """Everything that was asked, in its order."""
    async with workshop.store.reading(WORKSPACE) as repos:
        found = await repos.session.scalars(select(ContactLookup).order_by(ContactLookup.lead_id))
        return list(found)


async def facts(workshop: Workshop, lead_id: str) -> Mapping[str, tuple[str, str]]:
    """What is known of a lead: value and source by field."""
    async with workshop.store.reading(WORKSPACE) as repos:
        return {row.field: (row.value, row.source) for row in await repos.leads.facts(lead_id)}


async def searches(workshop: Workshop) -> list[ContactSearch]:
    async with workshop.store.reading(WORKSPACE) as repos:
        return list(await repos.session.scalars(select(ContactSearch)))
