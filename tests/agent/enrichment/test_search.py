"""A search for contacts: asked about, carried out, stopped, taken up again; what is kept and what is paid."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from agent.enrichment import hunting
from agent.enrichment.card import Closed, SearchStatus, TargetState
from agent.enrichment.hunting import Hunt
from agent.enrichment.prices import price_of
from agent.errors import NotAllowedError, StaleError
from agent.events import ContactsChanged
from agent.leads.calling import Called
from agent.leads.suppression import suppress
from agent.market.providers.server import ProviderServer, Trouble
from agent.roles import Actor
from storage.models import AuditAct, LookupOutcome
from tests.agent.enrichment.seeking import (
    facts,
    kept_lead,
    leads_of,
    looked_for,
    lookups,
    people,
    proposed,
    searches,
    with_keys,
)
from tests.workshop import ADMIN, DANA, NOW, SAM, WORKSPACE, Workshop

pytestmark = pytest.mark.long

FOUND = [person for person in people(40) if person.email is not None]


async def test_nothing_is_asked_before_somebody_says_so(workshop: Workshop, server: ProviderServer) -> None:
    await with_keys(workshop)
    await proposed(workshop, await leads_of(workshop, FOUND[:2]))
    await workshop.durable.settle()
    card = await workshop.contacts.card(WORKSPACE, "s1")
    assert (card.status, card.spent) == (SearchStatus.ASKING, 0)
    assert card.most > 2 * price_of("hunter").millicents
    assert not server.asked
    await workshop.contacts.decline(DANA, "s1")
    with pytest.raises(StaleError, match="Ask me again"):
        await workshop.contacts.start(DANA, "s1")


async def test_to_start_twice_is_to_start_once(workshop: Workshop) -> None:
    await with_keys(workshop)
    await proposed(workshop, await leads_of(workshop, FOUND[:1]))
    await workshop.contacts.start(DANA, "s1")
    await workshop.contacts.start(DANA, "s1")
    await workshop.durable.settle()
    audit = await workshop.audit.page(ADMIN)
    assert [line.act for line in audit.lines].count(AuditAct.CONTACTS_SOUGHT) == 1
    assert (await workshop.contacts.card(WORKSPACE, "s1")).status is SearchStatus.FINISHED


async def test_nobody_else_starts_or_stops_it(workshop: Workshop) -> None:
    await proposed(workshop, await leads_of(workshop, FOUND[:1]))
    for act in (workshop.contacts.start, workshop.contacts.stop, workshop.contacts.decline):
        with pytest.raises(NotAllowedError):
            await act(SAM, "s1")
    await workshop.contacts.start(ADMIN, "s1")


async def test_the_end_is_told_with_every_lead(workshop: Workshop) -> None:
    await with_keys(workshop)
    card = await looked_for(workshop, await leads_of(workshop, FOUND[:3]))
    assert card.status is SearchStatus.FINISHED
    assert card.settled == 3
    told = [event for event in workshop.audience.of(ContactsChanged) if isinstance(event, ContactsChanged)]
    assert any(event.tick for event in told)
    assert not told[-1].tick
    assert 0 < card.spent <= card.most


async def test_what_was_found_stands_among_the_leads_facts(workshop: Workshop) -> None:
    await with_keys(workshop)
    ids = await leads_of(workshop, FOUND[:6])
    card = await looked_for(workshop, ids)
    for lead, line in zip(ids, card.lines, strict=True):
        known = await facts(workshop, lead)
        if line.state is TargetState.VERIFIED:
            provider = next(row.provider for row in await lookups(workshop) if _lists(row, lead, line.email))
            assert known["email"] == (line.email, provider)
            assert known["email_verified"] == (line.email, "zerobounce")
        else:
            assert "email" not in known
    assert card.count(TargetState.VERIFIED) > 0


def _lists(row: Any, lead: str, email: str) -> bool:
    return row.lead_id == lead and any(each["email"] == email for each in row.document.get("candidates", []))


async def test_without_a_verifier_nothing_is_verified_and_the_card_says_so(workshop: Workshop) -> None:
    await with_keys(workshop, "hunter", "apollo", "prospeo")
    ids = await leads_of(workshop, FOUND[:6])
    card = await looked_for(workshop, ids)
    assert card.unverified is Closed.NO_KEY
    assert card.count(TargetState.VERIFIED) == 0
    found = [lead for lead, line in zip(ids, card.lines, strict=True) if line.state is TargetState.UNVERIFIED]
    assert found
    for lead in found:
        known = await facts(workshop, lead)
        assert "email_unverified" in known
        assert "email" not in known


async def test_without_any_key_the_free_ones_are_asked(workshop: Workshop, server: ProviderServer) -> None:
    card = await looked_for(workshop, await leads_of(workshop, FOUND[:2]))
    assert (card.most, card.spent) == (0, 0)
    assert card.asks == ("Shared inbox",)
    assert dict(card.left_out)["Hunter"] is Closed.NO_KEY
    assert {line.state for line in card.lines} == {TargetState.SHARED}
    assert not server.asked


async def test_stopping_keeps_what_was_found(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    await with_keys(workshop)
    ids = await leads_of(workshop, FOUND[:5])
    carried_out, seen = Hunt.carry_out, []

    async def stop_at_the_third(hunt: Hunt) -> Any:
        seen.append(hunt.lead_id)
        if len(seen) == 3:
            await workshop.contacts.stop(DANA, "s1")
        return await carried_out(hunt)

    monkeypatch.setattr(Hunt, "carry_out", stop_at_the_third)
    card = await looked_for(workshop, ids)
    assert (card.status, card.ended_by, card.settled) == (SearchStatus.STOPPED, DANA.user, 2)
    await workshop.contacts.stop(DANA, "s1")


async def test_saying_stop_stops_it(workshop: Workshop) -> None:
    await workshop.says("find the e-mail of Ada Lovelace at Acme")
    (search,) = await searches(workshop)
    await workshop.contacts.start(DANA, search.id)
    async with workshop.store.transaction(WORKSPACE) as repos:
        (running,) = await repos.contacts.going_on(DANA.user, "D1", None)
        await workshop.contacts.halt(repos, running, DANA.user)
    await workshop.durable.settle()
    assert (await workshop.contacts.card(WORKSPACE, search.id)).status is SearchStatus.STOPPED


async def test_who_asks_for_patience_is_skipped_and_one_lane_goes_on(
    workshop: Workshop, server: ProviderServer
) -> None:
    await with_keys(workshop)
    server.troubles["apollo"] = Trouble(429, "{}", {"Retry-After": "30"})
    card = await looked_for(workshop, await leads_of(workshop, FOUND[:5]))
    assert card.throttled
    (throttled,) = [row for row in await lookups(workshop) if row.outcome is LookupOutcome.THROTTLED]
    assert throttled.document["retry_after"] == 30
    assert dict(card.left_out)["Apollo"] is Closed.THROTTLED
    assert sum(count for (name, _), count in server.asked.items() if name == "apollo") == 1
    assert card.settled == 5


async def test_providers_that_were_left_out_this_time_are_not_asked(
    workshop: Workshop, server: ProviderServer
) -> None:
    await with_keys(workshop)
    await workshop.vendors.skip(ADMIN, "apollo", skip=True)
    card = await looked_for(workshop, await leads_of(workshop, FOUND[:3]), left_out=("hunter",))
    assert {name for name, _ in server.asked} & {"hunter", "apollo"} == set()
    assert dict(card.left_out)["Hunter"] is Closed.LEFT_OUT
    assert dict(card.left_out)["Apollo"] is Closed.SKIPPED


class KilledError(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("moment", ["before the answer is kept", "before it is asked"])
async def test_killed_at_any_moment_nothing_is_asked_twice_that_costs(
    workshop: Workshop, server: ProviderServer, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Again and again, at every point of every lead, until it comes through."""
    await with_keys(workshop)
    ids = await leads_of(workshop, FOUND[:3])
    await proposed(workshop, ids)
    async with workshop.store.transaction(WORKSPACE) as repos:
        search = await repos.contacts.lock("s1")
        assert search is not None
        search.status = SearchStatus.RUNNING
    keep, ask = Hunt._keep, Hunt._ask
    died: set[tuple[str, ...]] = set()

    async def dying(hunt: Hunt, *rest: Any) -> None:
        key = tuple(rest[-1 if moment == "before it is asked" else 0].values())
        if key not in died:
            died.add(key)
            raise KilledError
        await (ask if moment == "before it is asked" else keep)(hunt, *rest)

    monkeypatch.setattr(Hunt, "_ask" if moment == "before it is asked" else "_keep", dying)
    monkeypatch.setattr(hunting, "unbroken", lambda work: work)
    for lead in ids:
        while True:
            try:
                found = await Hunt(workshop.enrichment, WORKSPACE, "s1", lead).carry_out()
            except KilledError:
                continue
            assert found is not None
            break
    assert died
    again_free = {"hunter", "prospeo"}
    twice = {name for (name, _), count in server.asked.items() if count > 1}
    assert twice <= again_free | {"snov"}
    starts = [count for (name, asked), count in server.asked.items() if name == "snov" and "start" in asked]
    assert all(count == 1 for count in starts)
    outcomes = {row.outcome for row in await lookups(workshop)}
    assert LookupOutcome.ASKED not in outcomes
    assert LookupOutcome.INTERRUPTED in outcomes


async def test_a_key_that_comes_later_costs_nothing_in_a_search_that_was_priced(
    workshop: Workshop, server: ProviderServer
) -> None:
    await with_keys(workshop, "apollo")
    await proposed(workshop, await leads_of(workshop, FOUND[:2]))
    await with_keys(workshop)
    await workshop.contacts.start(DANA, "s1")
    await workshop.durable.settle()
    card = await workshop.contacts.card(WORKSPACE, "s1")
    assert {name for name, _ in server.asked} <= {"apollo"}
    assert dict(card.left_out)["Hunter"] is card.unverified is Closed.LEFT_OUT
    assert card.spent <= card.most


async def test_leads_that_turn_out_to_be_one_keep_what_was_asked(workshop: Workshop) -> None:
    await with_keys(workshop)
    ids = await leads_of(workshop, FOUND[:2])
    before = await looked_for(workshop, ids[:1])
    async with workshop.store.transaction(WORKSPACE) as repos:
        gone, _ = await repos.leads.among(ids, None)
        await repos.leads.absorb(ids[1], gone)
    after = await workshop.contacts.card(WORKSPACE, "s1")
    assert after.spent == before.spent > 0
    assert after.lines[0].email == before.lines[0].email


async def test_an_address_of_somebody_who_was_deleted_is_not_even_noted(
    workshop: Workshop, server: ProviderServer
) -> None:
    """Somebody of the same name elsewhere, or the same person under another company's name."""
    await with_keys(workshop)
    ids = await leads_of(workshop, FOUND[:2])
    email = str(FOUND[0].email)
    async with workshop.store.transaction(WORKSPACE) as repos:
        await suppress(repos, Called(addresses=(email,)), [("email", email)], NOW)
    card = await looked_for(workshop, ids)
    assert server.asked
    assert [line.email for line in card.lines][1:] == [FOUND[1].email]
    assert card.lines[0].email != email
    assert email not in str([(each.subject, each.document) for each in await lookups(workshop)])


async def test_two_lanes_pay_once_for_the_inbox_of_a_company(
    workshop: Workshop, server: ProviderServer
) -> None:
    await with_keys(workshop, "zerobounce")
    company = FOUND[0].company
    told = {"company": company.name, "website": company.website}
    ids = [(await kept_lead(workshop, name=f"Ada Name{letter}", **told)).id for letter in "ab"]
    await proposed(workshop, ids, left_out=("website", "permutations"))
    async with workshop.store.transaction(WORKSPACE) as repos:
        search = await repos.contacts.lock("s1")
        assert search is not None
        search.status = SearchStatus.RUNNING
    server.seconds = 0.2
    hunts = [Hunt(workshop.enrichment, WORKSPACE, "s1", lead).carry_out() for lead in ids]
    first, second = await asyncio.gather(*hunts)
    assert first == second
    inboxes = {what: count for (_, what), count in server.asked.items() if "email=" in what}
    assert inboxes
    assert set(inboxes.values()) == {1}


async def test_who_is_verified_is_not_paid_for_again(workshop: Workshop, server: ProviderServer) -> None:
    await with_keys(workshop)
    (lead,) = await leads_of(workshop, FOUND[:1])
    (first,) = (await looked_for(workshop, [lead])).lines
    asked, known = server.asked.total(), await facts(workshop, lead)
    workshop.clock.at += timedelta(days=30)
    again = await looked_for(workshop, [lead], "s2")
    assert first.state is TargetState.VERIFIED
    assert (again.lines, again.spent) == ((first,), 0)
    assert server.asked.total() == asked
    assert await facts(workshop, lead) == known
    async with workshop.store.reading(WORKSPACE) as repos:
        assert list((await repos.contacts.verified()).values()) == [1]


async def test_a_deleted_lead_ends_its_search_alone(workshop: Workshop) -> None:
    await with_keys(workshop)
    ids = await leads_of(workshop, FOUND[:3])
    await proposed(workshop, ids)
    async with workshop.store.transaction(WORKSPACE) as repos:
        (gone,) = await repos.leads.among(ids[:1], None)
        await repos.session.delete(gone)
    await workshop.contacts.start(DANA, "s1")
    await workshop.durable.settle()
    card = await workshop.contacts.card(WORKSPACE, "s1")
    assert (card.status, len(card.lines)) == (SearchStatus.FINISHED, 2)


async def test_two_workspaces_have_their_own_keys(workshop: Workshop) -> None:
    await with_keys(workshop)
    other = Actor("T2", ADMIN.user, ADMIN.role)
    page = await workshop.vendors.page(other)
    assert not any(line.has_key for line in page.lines)
