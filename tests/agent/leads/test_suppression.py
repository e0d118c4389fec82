"""Deleted people are recognised however they are written, and others are not taken for them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.errors import InvalidError
from agent.evidence.evidence import Evidence, Signal, Site
from agent.evidence.kinds import PageKind
from agent.evidence.visiting import Visited
from agent.icp.profile import Company
from agent.icp.profile import Signal as ProfileSignal
from agent.leads.calling import Called, called
from agent.leads.editing import InvalidLeadError
from agent.leads.fact import Fact
from agent.leads.saving import Delivery, Found, save_leads
from agent.leads.suppression import deleted_among, forgotten, suppress
from agent.prospecting.people import nobody_deleted
from agent.research.deleted import without_deleted
from tests.storage import rows
from tests.workshop import DANA, WORKSPACE, Workshop, workshop_at

ADA = Called(
    names=("Ada Berg",),
    addresses=("ada@berg.example",),
    companies=("Berg AG",),
    sites=("https://berg.example",),
)
PROFILE = ("profile", "https://www.linkedin.com/in/ada")


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    async with workshop_at(tmp_path) as made:
        async with made.store.transaction(WORKSPACE) as repos:
            await suppress(repos, ADA, [("email", "ada@berg.example"), PROFILE], rows.NOW)
        yield made


WHO: tuple[tuple[dict[str, str], bool], ...] = (
    ({"email": "ada@berg.example"}, True),
    ({"profile_url": PROFILE[1]}, True),
    ({"name": "ADA BERG", "company": "Berg AG"}, True),
    ({"name": "Ada Berg", "company": "Berg"}, True),
    ({"name": "Ada Berg", "company": "Berg GmbH"}, True),
    ({"name": "Ada Berg", "website": "http://www.berg.example/about"}, True),
    ({"name": "Ada Berg", "company": "Something", "email": "a.b@berg.example"}, True),
    ({"name": "Ada Berg"}, False),
    ({"name": "Ada Berg", "company": "Other AG"}, False),
    ({"name": "Ada Berg", "company": "AG"}, False),
    ({"name": "Bea Berg", "company": "Berg AG", "website": "berg.example"}, False),
    ({"company": "Berg AG"}, False),
    ({}, False),
)
"""What is told of somebody, and whether it is she."""


async def test_who_is_recognised(shop: Workshop) -> None:
    people = [values for values, _ in WHO]
    her = {number for number, (_, is_her) in enumerate(WHO) if is_her}
    async with shop.store.reading(WORKSPACE) as repos:
        assert await forgotten(repos, people) == her
        assert len(await deleted_among(repos, people)) == len(her)
    async with shop.store.reading("T2") as repos:
        assert await forgotten(repos, people) == set()


async def test_addresses_that_were_only_said_of_her_tell_who_she_is(tmp_path: Path) -> None:
    """A page's, a provider's, an older one: none of these recognises a lead, all of them are hers."""
    said = {
        "email": "ada@elsewhere.example",
        "email_unverified": "Ada@guessed.example",
        "profile_url": "https://www.linkedin.com/in/ada-b",
    }
    shared = Fact("email", "info@berg.example", "a page", rows.NOW)
    ada = called([*(Fact(field, value, "a page", rows.NOW) for field, value in said.items()), shared])
    async with workshop_at(tmp_path) as made:
        async with made.store.transaction(WORKSPACE) as repos:
            await suppress(repos, ada, [], rows.NOW)
        async with made.store.reading(WORKSPACE) as repos:
            hers = [{"email": "ada@elsewhere.example"}, {"email": "ada@guessed.example"}]
            people = [*hers, {"profile_url": said["profile_url"]}, {"email": "info@berg.example"}]
            assert await forgotten(repos, people) == {0, 1, 2}


async def test_a_long_list_is_looked_through_whole(shop: Workshop) -> None:
    people = [{"email": f"p{number}@x.example"} for number in range(700)]
    people[3] = people[699] = {"email": "ada@berg.example"}
    async with shop.store.reading(WORKSPACE) as repos:
        assert await forgotten(repos, people) == {3, 699}


async def test_nobody_becomes_a_deleted_person_by_hand(shop: Workshop) -> None:
    line = {"fullname": "A. B.", "professionalemail": "ab@x.example", "companyname": "X"}
    async with shop.store.transaction(WORKSPACE) as repos:
        repos.plans.add(rows.approved())
        await repos.session.flush()
        repos.runs.add(rows.run(), [])
        await repos.session.flush()
        await save_leads(
            repos, [Found(line, dict.fromkeys(line, "A.js"))], Delivery("run1", DANA.user, rows.NOW)
        )
    async with shop.store.reading(WORKSPACE) as repos:
        (lead,) = await repos.leads.latest(DANA.user)
    known = {"name": "A. B.", "email": "ab@x.example", "company": "X"}
    for change, field in (
        ({"email": "ada@berg.example"}, "email"),
        ({"profile_url": PROFILE[1]}, "profile_url"),
        ({"name": "Ada Berg", "company": "Berg"}, "name"),
    ):
        with pytest.raises(InvalidLeadError) as raised:
            await shop.records.edit(DANA, lead.id, known | change)
        assert "deleted on request" in raised.value.fields[field]
    await shop.records.edit(DANA, lead.id, known | {"title": "CTO"})


async def test_pages_are_kept_without_deleted_people(shop: Workshop) -> None:
    site = Site("berg.example", "Berg AG")
    page = Visited(
        asked="https://berg.example/",
        url="https://berg.example/",
        evidence=(
            piece(Signal.PERSON, "Ada Berg", "Ada Berg, CTO", email="ADA@berg.example"),
            piece(Signal.PERSON, "Bea Lund", "Bea Lund works with Ada Berg"),
            piece(Signal.EMAIL, "info@berg.example", f"Ask ada@berg.example. {'x' * 178}"),
            piece(Signal.EMAIL, "Ada@berg.example", "Write to Ada@berg.example"),
        ),
        links=(
            ("https://berg.example/team/ada-berg", PageKind.TEAM),
            ("https://berg.example/a", PageKind.ABOUT),
        ),
    )
    async with shop.store.reading(WORKSPACE) as repos:
        clean = await without_deleted(repos, page, site)
        said = Company("berg.example", "Berg AG", tuple(map(as_signal, page.evidence)))
        signals = await nobody_deleted(repos, said)
    for kept in (clean.model_dump_json(), str(signals)):
        assert "Bea Lund works with [deleted]" in kept
        assert "ada" not in kept.casefold()
    assert [each.value for each in clean.evidence] == [each.value for each in signals]
    assert [url for url, _ in clean.links] == ["https://berg.example/a"]


def piece(signal: Signal, value: str, snippet: str, email: str = "") -> Evidence:
    return Evidence(signal=signal, value=value, url="https://berg.example/", snippet=snippet, email=email)


def as_signal(evidence: Evidence) -> ProfileSignal:
    return ProfileSignal(
        evidence.signal.value, evidence.value, evidence.url, evidence.snippet, email=evidence.email
    )


async def test_an_address_alone_is_not_kept_either(shop: Workshop) -> None:
    """Her name stands nowhere on the page."""
    page = Visited(
        asked="https://berg.example/",
        url="https://berg.example/",
        evidence=(
            piece(Signal.EMAIL, "ada@berg.example", "Write to ada@berg.example"),
            piece(Signal.EMAIL, "info@berg.example", "Or to info@berg.example"),
        ),
    )
    said = Company("berg.example", "Berg AG", tuple(map(as_signal, page.evidence)))
    async with shop.store.reading(WORKSPACE) as repos:
        clean = await without_deleted(repos, page, Site("berg.example", "Berg AG"))
        signals = await nobody_deleted(repos, said)
    for kept in (clean.evidence, signals):
        assert [each.value for each in kept] == ["info@berg.example"]


async def test_nobody_is_looked_for_by_name_who_was_deleted(shop: Workshop) -> None:
    for company in ("Berg AG", "berg.example", "Berg"):
        async with shop.store.transaction(WORKSPACE) as repos:
            with pytest.raises(InvalidError, match="can't look for Ada Berg: they were deleted on request"):
                await shop.contacts.somebody(repos, DANA, "Ada Berg", company)
    async with shop.store.transaction(WORKSPACE) as repos:
        assert (await shop.contacts.somebody(repos, DANA, "Ada Berg", "Elsewhere")).name == "Ada Berg"
