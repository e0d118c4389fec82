"""Against the market's truth: how many are found, and that what is verified is never wrong."""

from __future__ import annotations

import sys
from itertools import permutations

import pytest

from agent.enrichment.card import TargetState
from agent.market.market import Market
from agent.market.people import Person
from agent.market.providers.server import ProviderServer
from agent.market.providers.truth import Mailbox, Truth, catches_all
from tests.agent.enrichment.seeking import facts, leads_of, looked_for, people, with_keys
from tests.workshop import ADMIN, Workshop

pytestmark = pytest.mark.long

ORDERS = (
    ("hunter", "apollo", "serper", "snov", "prospeo", "permutations"),
    ("permutations", "serper", "hunter", "apollo", "snov", "prospeo"),
    ("prospeo", "snov", "apollo", "hunter", "serper", "permutations"),
)


def findable(found: list[Person]) -> int:
    """Whose address exists, at a domain where that can be told."""
    return sum(person.email is not None and not catches_all(person.company) for person in found)


async def check(workshop: Workshop, found: list[Person], search: str, owner_leads: list[str]) -> int:
    """Look for them; how many were verified, each of which is right."""
    card = await looked_for(workshop, owner_leads, search)
    assert card.spent <= card.most
    for lead, person, line in zip(owner_leads, found, card.lines, strict=True):
        if line.state is TargetState.VERIFIED:
            assert line.email == person.email
            known = await facts(workshop, lead)
            assert known["email"][0] == known["email_verified"][0] == person.email
    return card.count(TargetState.VERIFIED)


async def test_what_is_verified_is_right_and_most_are_found(workshop: Workshop) -> None:
    await with_keys(workshop)
    found = people(6)
    verified = await check(workshop, found, "s1", await leads_of(workshop, found))
    assert verified >= 0.8 * findable(found)


async def test_vendors_are_sometimes_wrong(server: ProviderServer) -> None:
    beliefs = [
        server.truth.belief(vendor, person) for vendor in ("hunter", "apollo") for person in people(60)
    ]
    told = [each for each in beliefs if each is not None]
    assert 0.02 < sum(not each.true for each in told) / len(told) < 0.5


def test_a_mailbox_is_there_for_its_person_alone() -> None:
    truth, found = Truth(), people(60)
    assert len({truth.mailbox(person.email) for person in found if person.email}) > 1
    for person in found:
        if not catches_all(person.company):
            assert truth.mailbox(f"nobody.else@{person.company.mail_domain}") in {
                Mailbox.MISSING,
                Mailbox.UNSURE,
            }
    assert truth.mailbox("ada@nowhere.com") is Mailbox.MISSING


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "order",
    [
        pytest.param(ORDERS[0], marks=pytest.mark.long),
        *(pytest.param(order, marks=pytest.mark.soak) for order in ORDERS[1:]),
    ],
    ids=lambda order: order[0],
)
async def test_of_200_companies_nothing_verified_is_wrong(workshop: Workshop, order: tuple[str, ...]) -> None:
    """Coverage by order, printed with -s: it differs little, what it costs differs much."""
    await with_keys(workshop)
    await workshop.vendors.adopt(ADMIN, order)
    companies: dict[str, Person] = {}
    for person in Market().people_for("marketing managers"):
        companies.setdefault(person.company.slug, person)
        if len(companies) == 200:
            break
    found, verified = list(companies.values()), 0
    ids = await leads_of(workshop, found)
    for start in range(0, 200, 50):
        part = slice(start, start + 50)
        verified += await check(workshop, found[part], f"s{start}", ids[part])
    page = await workshop.vendors.page(ADMIN)
    cost = sum(line.ledger.millicents for line in page.lines)
    by_provider = {line.kind.name: line.ledger.verified for line in page.lines if line.ledger.verified}
    sys.stdout.write(
        f"{verified} of {findable(found)} that can be verified, {cost / 100_000:.2f} $: {by_provider}\n"
    )
    assert verified >= 0.8 * findable(found)


def test_orders_hold_everybody_who_can_verify() -> None:
    assert {tuple(sorted(order)) for order in ORDERS} == {tuple(sorted(ORDERS[0]))}
    assert len(set(permutations(ORDERS[0]))) > len(ORDERS)
