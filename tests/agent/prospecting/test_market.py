"""Against the market's truth, through real pages: lookalikes are like the customers, contacts never wrong."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from agent.enrichment.pages import ReadPages
from agent.icp.intake import checked
from agent.market.providers.server import ProviderServer
from agent.market.web.directory import directory, seeds
from agent.market.web.profiles import Group, groups
from agent.market.web.server import MarketServer
from agent.market.web.truth import truth
from agent.pages.reading import Reading
from agent.pages.resolver import FictionalResolver
from agent.prospecting.context import Context
from agent.prospecting.service import Asked, Prospecting
from agent.telling import Telling
from bot.finding import in_market, parts_of
from storage.models import ProspectCompany
from tests.workshop import ADMIN, DANA, WORKSPACE, Workshop, workshop_at

PRECISION, LISTED = 0.9, 50
PACE = 0.02
"""Slow pages are slow for a fiftieth of their time."""


class Search:
    """One search over the market, its companies and leads measured against what is so."""

    def __init__(self, workshop: Workshop, prospecting: Prospecting) -> None:
        self._workshop = workshop
        self._prospecting = prospecting

    async def listed(self, group: Group) -> str:
        customers = "\n".join(f"{each.company.name} {each.domain}" for each in seeds(group))
        intake = checked("ours.example", customers).intake
        assert intake is not None
        session_id = await self._prospecting.begin(DANA, Asked(str(group), intake, ("D1", "1.1")))
        await self._prospecting.confirm(DANA, session_id)
        await self._workshop.durable.settle()
        return session_id

    async def enriched(self, session_id: str) -> None:
        await self._prospecting.enrich(DANA, session_id)
        await self._workshop.durable.settle()

    async def companies(self, session_id: str) -> list[ProspectCompany]:
        async with self._workshop.store.reading(WORKSPACE) as repos:
            return list(await repos.prospecting.lookalikes(session_id))

    async def contacts(self) -> tuple[int, int, list[str]]:
        """How many leads there are, how many have a verified address, and the wrong ones among these."""
        async with self._workshop.store.reading(WORKSPACE) as repos:
            leads = await repos.leads.latest(DANA.user, 1_000)
            wrong = []
            for lead in (each for each in leads if each.email):
                known = {fact.field: fact.value for fact in await repos.leads.facts(lead.id)}
                people = {each.name: each.email for each in truth(known["website"]).people}
                wrong += [str(lead.email)] if people.get(str(lead.name)) != lead.email else []
        return len(leads), sum(each.email is not None for each in leads), wrong


@pytest.fixture
async def search(tmp_path: Path) -> AsyncIterator[Search]:
    async with (
        MarketServer(pace=PACE) as web,
        ProviderServer() as vendors,
        workshop_at(tmp_path, urls=vendors.urls) as workshop,
        AsyncExitStack() as opened,
    ):
        reading = Reading(FictionalResolver(web.resolve), opened)
        enrichment = replace(workshop.enrichment, reads=ReadPages(reading.reader))
        parts = parts_of(in_market(web.port), reading, enrichment)
        assert parts is not None
        await workshop.vendors.use_demo(ADMIN)
        telling = Telling(workshop.store, workshop.durable, workshop.audience)
        context = Context(workshop.store, workshop.durable, telling, workshop.clock, parts)
        yield Search(workshop, Prospecting(context))


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "group",
    [
        pytest.param(groups()[0], marks=pytest.mark.long),
        *(pytest.param(group, marks=pytest.mark.soak) for group in groups()[1:]),
    ],
    ids=lambda group: group.industry,
)
async def test_lookalikes_are_like_the_customers_and_verified_contacts_right(search: Search, group: Group):
    """Precision and coverage, printed with -s."""
    session_id = await search.listed(group)
    rows = await search.companies(session_id)
    alike = sum(row.domain in directory() and directory()[row.domain].group == group for row in rows)
    assert len(rows) == LISTED
    assert alike >= PRECISION * LISTED
    assert all(row.document["why"] and row.document["snippet"] for row in rows)
    await search.enriched(session_id)
    people, verified, wrong = await search.contacts()
    sys.stdout.write(f"{group.industry}: {alike} of {len(rows)} alike; {people} leads, {verified} verified\n")
    assert wrong == []
    assert verified > people / 3
