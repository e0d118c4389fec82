"""Contacts of a company over the waterfall: leads, addresses, and nothing paid for twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from agent.icp.profile import Company, Signal
from agent.market.people import Person
from agent.market.providers.server import ProviderServer, Trouble
from agent.prospecting.adapters.choosing import chosen
from agent.prospecting.adapters.hunting import NO_VERIFIER, Waterfall
from agent.prospecting.parts import Found, Knobs, Sought
from agent.prospecting.people import Place, keep_people
from agent.prospecting.reflecting import enough
from storage.models import ContactSearch, Lead, SearchStatus
from tests.agent.enrichment.seeking import people
from tests.workshop import ADMIN, DANA, NOW, WORKSPACE, Workshop

pytestmark = pytest.mark.long

PEOPLE = [person for person in people(40) if person.email][:4]
DOMAIN = "somewhere.example"


def seen(person: Person) -> Signal:
    return Signal("person", person.name, f"https://{person.company.domain}/team", "", person.title)


def sought(*signals: Signal, person: Person = PEOPLE[0]) -> Sought:
    """What a session asks for one company."""
    return Sought(
        workspace=WORKSPACE,
        owner=DANA.user,
        key=f"icp:s1:{person.company.domain}",
        domain=person.company.domain,
        name=person.company.name,
        titles=(),
        signals=signals or (seen(person),),
        knobs=Knobs(),
        enough=enough,
    )


async def searches(workshop: Workshop) -> list[ContactSearch]:
    async with workshop.store.reading(WORKSPACE) as repos:
        return list((await repos.session.scalars(select(ContactSearch))).all())


async def leads(workshop: Workshop) -> int:
    async with workshop.store.reading(WORKSPACE) as repos:
        return await repos.session.scalar(select(func.count()).select_from(Lead)) or 0


async def test_somebody_a_page_names_becomes_a_lead_with_an_address(workshop: Workshop):
    await workshop.vendors.use_demo(ADMIN)
    for person in PEOPLE:
        found = await Waterfall(workshop.enrichment).find(sought(person=person))
        (contact,) = found.contacts
        assert contact.name == person.name
        assert not contact.verified or contact.email == person.email
        assert contact.source == f"https://{person.company.domain}/team"
    assert await leads(workshop) == len(PEOPLE)
    assert {each.status for each in await searches(workshop)} == {SearchStatus.FINISHED}


async def test_the_same_again_is_not_paid_for(workshop: Workshop, server: ProviderServer):
    await workshop.vendors.use_demo(ADMIN)
    first = await Waterfall(workshop.enrichment).find(sought())
    asked = server.asked.total()
    assert await Waterfall(workshop.enrichment).find(sought()) == first
    assert server.asked.total() == asked > 0
    assert len(await searches(workshop)) == await leads(workshop) == 1


async def test_another_session_pays_for_nobody_who_is_verified(workshop: Workshop, server: ProviderServer):
    await workshop.vendors.use_demo(ADMIN)
    waterfall, first = Waterfall(workshop.enrichment), Found()
    for person in PEOPLE:
        first = await waterfall.find(sought(person=person))
        if first.contacts[0].verified:
            break
    asked = server.asked.total()
    again = await waterfall.find(replace(sought(person=person), key="icp:s2:another"))
    assert again.contacts == first.contacts
    assert (server.asked.total(), again.spent) == (asked, 0)


async def test_a_search_that_is_cancelled_as_it_begins_does_not_begin(
    workshop: Workshop, server: ProviderServer
):
    """There was nothing to halt yet when it was cancelled."""
    await workshop.vendors.use_demo(ADMIN)

    async def cancelled(_repos: object) -> bool:
        return False

    assert await Waterfall(workshop.enrichment).find(replace(sought(), goes_on=cancelled)) == Found()
    assert (server.asked.total(), await searches(workshop), await leads(workshop)) == (0, [], 0)


async def test_what_is_halted_pays_for_nothing_more(workshop: Workshop, server: ProviderServer):
    await workshop.vendors.use_demo(ADMIN)
    waterfall, wanted = Waterfall(workshop.enrichment), sought()
    server.seconds = 0.2
    looking = asyncio.create_task(waterfall.find(wanted))
    async with asyncio.timeout(20):
        while not server.asked:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)
    for _ in range(2):
        async with workshop.store.transaction(WORKSPACE) as repos:
            await waterfall.halt(repos, wanted.key)
    (contact,) = (await looking).contacts
    assert contact.email == ""
    assert server.asked.total() == 1
    assert {each.status for each in await searches(workshop)} == {SearchStatus.STOPPED}


async def test_an_address_that_several_share_is_verified_once(workshop: Workshop, server: ProviderServer):
    await workshop.vendors.use_demo(ADMIN)
    for vendor in server.urls:
        await workshop.vendors.skip(ADMIN, vendor, skip=vendor != "zerobounce")
    crowd = [Signal("person", f"Ada Name{letter}", "https://a.example/", "", "CEO") for letter in "abc"]
    await Waterfall(workshop.enrichment).find(sought(*crowd))
    shared = [question for _, question in server.asked if "email=info" in question]
    assert len(shared) == 1
    assert server.asked["zerobounce", shared[0]] == 1


async def test_at_most_three_of_a_company_become_leads(workshop: Workshop):
    crowd = [Signal("person", f"Ada Name{letter}", "https://a.example/", "", "CEO") for letter in "abcde"]
    found = await Waterfall(workshop.enrichment).find(sought(*crowd))
    assert len(found.contacts) == await leads(workshop) == 3


async def test_without_a_verifier_nothing_counts_and_that_is_said(workshop: Workshop):
    found = await Waterfall(workshop.enrichment).find(sought())
    assert not any(contact.verified for contact in found.contacts)
    assert found.note == NO_VERIFIER


async def test_throttling_is_told_beside_what_was_found(workshop: Workshop, server: ProviderServer):
    await workshop.vendors.use_demo(ADMIN)
    await workshop.vendors.skip(ADMIN, "hunter", skip=True)
    server.troubles["apollo"] = Trouble(429, "{}", {"Retry-After": "60"})
    found = await Waterfall(workshop.enrichment).find(sought())
    assert found.throttled
    assert len(found.contacts) == 1


async def test_a_company_that_names_nobody_costs_nothing(workshop: Workshop, server: ProviderServer):
    await workshop.vendors.use_demo(ADMIN)
    before = server.asked.total()
    linkedin = Signal("linkedin", "https://www.linkedin.com/company/a", "https://a.example/")
    found = await Waterfall(workshop.enrichment).find(sought(linkedin))
    assert found == Found(linkedin=linkedin.value)
    assert server.asked.total() == before
    assert await searches(workshop) == []


async def test_nobody_is_looked_for_who_must_not_be_contacted(workshop: Workshop, server: ProviderServer):
    await workshop.vendors.use_demo(ADMIN)
    before = server.asked.total()
    await kept(workshop)
    async with workshop.store.transaction(WORKSPACE) as repos:
        lead = await repos.session.scalar(select(Lead))
        assert lead is not None
        lead.blocked_at = NOW
    assert (await Waterfall(workshop.enrichment).find(sought())).contacts == ()
    assert server.asked.total() == before


async def test_who_was_deleted_on_request_never_comes_back(workshop: Workshop):
    lead_id = await kept(workshop)
    await workshop.erasing.delete(DANA, lead_id)
    await workshop.durable.settle()
    found = await Waterfall(workshop.enrichment).find(sought())
    assert found.contacts == ()
    assert await leads(workshop) == 0


async def kept(workshop: Workshop) -> str:
    """The id of the lead that the search would find."""
    wanted = sought()
    person = PEOPLE[0]
    async with workshop.store.transaction(WORKSPACE) as repos:
        company = Company(wanted.domain, wanted.name, wanted.signals)
        place = Place(DANA.user, NOW)
        (lead,) = await keep_people(repos, company, "", chosen([seen(person)], ()), place)
    return lead


async def test_two_who_decide_and_the_companys_address_are_enough(workshop: Workshop, server: ProviderServer):
    await workshop.vendors.use_demo(ADMIN)
    crowd = (*map(seen, PEOPLE[:1]), Signal("linkedin", "https://www.linkedin.com/company/a", ""))
    wanted = replace(sought(*crowd), enough=lambda _found: True)
    before = server.asked.total()
    found = await Waterfall(workshop.enrichment).find(wanted)
    assert [contact.email for contact in found.contacts] == [""]
    assert server.asked.total() == before
