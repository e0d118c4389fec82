"""What went wrong in other waterfalls, each a test of its own name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.enrichment.card import Closed, TargetState
from agent.enrichment.standing import FAILURES, OPEN_FOR
from agent.market.people import Person
from agent.market.providers.server import ProviderServer, Trouble
from agent.market.providers.truth import catches_all
from agent.roles import Actor
from tests.agent.enrichment.seeking import leads_of, looked_for, lookups, people, with_keys
from tests.workshop import WORKSPACE, Workshop

EVERYBODY = people(120)
FOUND = [each for each in EVERYBODY if each.email is not None and not catches_all(each.company)]
CATCHING = [each for each in EVERYBODY if each.email is not None and catches_all(each.company)]


async def test_defect_001_a_429_skips_a_provider_for_this_run_and_workspace_only(
    workshop: Workshop, server: ProviderServer
) -> None:
    """There: a flag of the process, which never reset, for everybody."""
    await with_keys(workshop)
    ids = await leads_of(workshop, FOUND[:2])
    server.troubles["serper"] = Trouble(429, "{}")
    server.troubles["apollo"] = Trouble(403, "{}")
    first = await looked_for(workshop, ids, "s1", left_out=("hunter",))
    assert dict(first.left_out).keys() >= {"Apollo"}
    assert dict(first.left_out)["Apollo"] is Closed.REFUSED
    server.troubles.clear()
    second = await looked_for(workshop, ids, "s2", left_out=("hunter",))
    assert "Apollo" in second.asks
    assert any(name == "apollo" for name, _ in server.asked)


@pytest.mark.long
async def test_another_workspace_is_not_told_of_it(workshop: Workshop, server: ProviderServer) -> None:
    await with_keys(workshop)
    server.troubles["hunter"] = Trouble(500, "{}")
    await looked_for(workshop, await leads_of(workshop, FOUND[: FAILURES + 1]))
    async with workshop.store.reading(WORKSPACE) as repos:
        ours = await repos.contacts.lately(workshop.clock.now() - OPEN_FOR)
    async with workshop.store.reading("T2") as repos:
        theirs = await repos.contacts.lately(workshop.clock.now() - OPEN_FOR)
    assert ours["hunter"]
    assert theirs == {}


@pytest.mark.long
async def test_three_failures_open_the_breaker_until_five_minutes_have_passed(
    workshop: Workshop, server: ProviderServer
) -> None:
    await with_keys(workshop)
    server.troubles["hunter"] = Trouble(503, "{}")
    ids = await leads_of(workshop, FOUND[:6])
    card = await looked_for(workshop, ids)
    assert sum(count for (name, _), count in server.asked.items() if name == "hunter") == FAILURES
    assert dict(card.left_out)["Hunter"] is Closed.BREAKER
    workshop.clock.at += OPEN_FOR + timedelta(seconds=1)
    server.troubles.clear()
    assert "Hunter" in (await looked_for(workshop, ids[:1], "s2")).asks


async def test_defect_001_provenance_names_the_provider_that_really_answered(
    workshop: Workshop, server: ProviderServer
) -> None:
    """There: the last provider that was asked was named, whoever had the address."""
    await with_keys(workshop)
    known = [each for each in FOUND if believed(server, "hunter", each)][:3]
    others = [
        each
        for each in FOUND
        if not believed(server, "hunter", each) and believed(server, "apollo", each) and each not in known
    ][:3]
    card = await looked_for(workshop, await leads_of(workshop, [*known, *others]))
    verified = [line for line in card.lines if line.state is TargetState.VERIFIED]
    assert {line.provider for line in verified[:3]} <= {"Hunter"}
    for line, person in zip(card.lines[3:], others, strict=True):
        if line.state is TargetState.VERIFIED and server.truth.belief("hunter", person) is None:
            assert line.provider == "Apollo"


def believed(server: ProviderServer, vendor: str, person: Person) -> bool:
    belief = server.truth.belief(vendor, person)
    return belief is not None and belief.true


async def test_defect_001_a_catch_all_domain_is_not_a_verified_address(workshop: Workshop) -> None:
    await with_keys(workshop)
    assert CATCHING
    card = await looked_for(workshop, await leads_of(workshop, CATCHING[:2]))
    assert card.count(TargetState.VERIFIED) == 0
    assert {line.state for line in card.lines} <= {
        TargetState.UNVERIFIED,
        TargetState.SHARED,
        TargetState.NOTHING,
    }


async def test_defect_001_a_placeholder_is_no_address(workshop: Workshop, server: ProviderServer) -> None:
    """There: email_not_unlocked@domain.com was kept as somebody's."""
    await with_keys(workshop, "apollo", "zerobounce")
    server.troubles["apollo"] = Trouble(
        200, '{"person": {"email": "email_not_unlocked@domain.com", "email_status": "verified"}}'
    )
    card = await looked_for(workshop, await leads_of(workshop, FOUND[:1]), left_out=("permutations",))
    assert card.lines[0].state in {TargetState.SHARED, TargetState.NOTHING}
    assert [row.subject for row in await lookups(workshop) if "domain.com" in row.subject] == []


async def test_defect_001_an_address_at_another_companys_domain_is_not_theirs(
    workshop: Workshop, server: ProviderServer
) -> None:
    """Domain integrity: a former employer's address is real, and wrong."""
    await with_keys(workshop, "hunter", "zerobounce")
    person, other = FOUND[0], FOUND[5]
    local = str(person.email).partition("@")[0]
    server.troubles["hunter"] = Trouble(
        200, f'{{"data": {{"email": "{local}@{other.company.mail_domain}", "score": 99}}}}'
    )
    card = await looked_for(workshop, await leads_of(workshop, [person]), left_out=("permutations",))
    assert other.company.mail_domain not in card.lines[0].email


async def test_a_colleagues_address_is_not_theirs(workshop: Workshop, server: ProviderServer) -> None:
    await with_keys(workshop, "hunter", "zerobounce")
    person = FOUND[0]
    colleague = next(
        each for each in server.truth.market.staff(person.company) if each.email and each.last != person.last
    )
    server.troubles["hunter"] = Trouble(200, f'{{"data": {{"email": "{colleague.email}", "score": 99}}}}')
    card = await looked_for(workshop, await leads_of(workshop, [person]), left_out=("permutations",))
    assert card.lines[0].email != colleague.email


@pytest.mark.long
async def test_a_generic_inbox_never_counts_as_verified(workshop: Workshop) -> None:
    await with_keys(workshop, "zerobounce")
    unknown = [each for each in EVERYBODY if each.email is None and not catches_all(each.company)][:4]
    card = await looked_for(workshop, await leads_of(workshop, unknown))
    assert card.count(TargetState.VERIFIED) == 0
    assert {line.provider for line in card.lines if line.state is TargetState.SHARED} <= {"Shared inbox"}


@pytest.mark.long
async def test_every_answer_keeps_its_confidence_cost_and_time(workshop: Workshop) -> None:
    await with_keys(workshop)
    await looked_for(workshop, await leads_of(workshop, FOUND[:2]))
    for row in await lookups(workshop):
        assert row.answered_at is not None
        for candidate in row.document.get("candidates", []):
            assert 0 <= candidate["confidence"] <= 100


@pytest.mark.long
async def test_a_key_belongs_to_its_workspace(workshop: Workshop) -> None:
    await with_keys(workshop)
    async with workshop.store.reading("T2") as repos:
        assert await repos.credentials.of("*") == []
    assert Actor("T2", "U1").workspace != WORKSPACE
