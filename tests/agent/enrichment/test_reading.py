"""Whose address is wanted, as the facts tell it that count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from agent.enrichment.reading import circumstances, wanted_of
from agent.enrichment.standing import Closed
from agent.leads.fact import Fact, said_by
from agent.leads.learning import learn
from storage.models import LookupOutcome
from tests.agent.enrichment.seeking import kept_lead
from tests.storage import rows
from tests.workshop import WORKSPACE, Workshop

LATER = rows.NOW + timedelta(hours=1)
FOUND = {"name": "Jon Berg", "first_name": "Jon", "last_name": "Berg", "website": "https://old.example"}


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.acme.example/about", "acme.example"),
        ("2fobbo.sg", "obbo.sg"),
        ("http://home.t-online.de/acme", ""),
        ("https://www.linkedin.com/company/acme", ""),
    ],
)
async def test_the_companys_domain_is_its_own(workshop: Workshop, website: str, domain: str) -> None:
    lead = await kept_lead(workshop, name="Ada Lovelace", company="Acme", website=website)
    async with workshop.store.reading(WORKSPACE) as repos:
        assert (await wanted_of(repos, lead)).domain == domain


@pytest.mark.parametrize(
    ("between", "closed"),
    [
        ({"outcome": LookupOutcome.VERIFIED, "document": {"known": True}}, Closed.BREAKER),
        ({"outcome": LookupOutcome.INTERRUPTED, "document": {}}, Closed.BREAKER),
        ({"outcome": LookupOutcome.VERIFIED, "document": {}}, None),
    ],
)
async def test_only_what_was_answered_ends_a_row_of_failures(
    workshop: Workshop, between: dict[str, Any], closed: Closed | None
) -> None:
    lead = await kept_lead(workshop, name="Ada Lovelace", company="Acme")
    failed = {"outcome": LookupOutcome.BROKEN, "document": {}}
    async with workshop.store.transaction(WORKSPACE) as repos:
        repos.contacts.add(rows.contact_search(), [])
        await repos.session.flush()
        for number, answer in enumerate((failed, failed, between, failed)):
            asked = rows.lookup(lead_id=lead.id, provider="hunter", subject=f"{number}@acme.example")
            at = workshop.clock.now() + timedelta(seconds=number)
            await repos.contacts.intend(asked | answer | {"answered_at": at})
        around = await circumstances(repos, workshop.enrichment, ())
        assert replace(around, keys={"hunter"}).closed("hunter", needs_key=True) is closed


async def test_a_colleagues_mailbox_at_a_mail_provider_tells_no_domain(workshop: Workshop) -> None:
    await kept_lead(workshop, name="Bob Byron", company="Acme", email="bob@gmx.at")
    lead = await kept_lead(workshop, name="Ada Lovelace", company="Acme")
    async with workshop.store.reading(WORKSPACE) as repos:
        assert (await wanted_of(repos, lead)).domain == ""
    await kept_lead(workshop, name="Cem Curie", company="Acme", email="cem@acme.example")
    async with workshop.store.reading(WORKSPACE) as repos:
        assert (await wanted_of(repos, lead)).domain == "acme.example"


async def test_what_a_person_corrected_is_looked_for(workshop: Workshop) -> None:
    said = {"name": "Joan Tal", "website": "https://new.example"}
    async with workshop.store.transaction("T1") as repos:
        lead = rows.lead(email=None)
        await repos.leads.add(lead)
        await learn(repos, lead, [Fact(*each, said_by("U1"), rows.NOW) for each in said.items()], rows.NOW)
        await learn(repos, lead, [Fact(*each, "A.js", LATER) for each in FOUND.items()], LATER)
        wanted = await wanted_of(repos, lead)
    assert (wanted.first, wanted.last, wanted.domain) == ("Joan", "Tal", "new.example")
