"""Lines become leads: each person once, every field with its source."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from agent.leads.saving import Delivery, Found, save_leads
from storage.models import Lead
from storage.repositories import Repositories
from storage.store import Store
from tests.storage import rows
from tests.workshop import workshop_at

PROFILE = "https://www.linkedin.com/in/ada"
ADA = {"fullname": "Ada Berg", "linkedinprofileurl": PROFILE, "jobtitle": "CTO"}
MAIL = {"fullname": "Ada Berg", "professionalemail": "ada@berg.example"}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store with a plan and two runs."""
    async with workshop_at(tmp_path) as shop:
        async with shop.store.transaction("T1") as repos:
            repos.plans.add(rows.plan())
            await repos.session.flush()
            repos.runs.add(rows.run(), [])
            repos.runs.add(rows.run(id="run2"), [])
        yield shop.store


async def _save(
    store: Store, *lines: Mapping[str, str], run: str = "run1", minutes: int = 0, script: str = "A.js"
) -> None:
    found = [Found(line, dict.fromkeys(line, script)) for line in lines]
    async with store.transaction("T1") as repos:
        await save_leads(repos, found, Delivery(run, "U1", rows.NOW + timedelta(minutes=minutes)))


async def _leads(store: Store) -> Sequence[Lead]:
    async with store.reading("T1") as repos:
        return await repos.leads.latest("U1", limit=100)


async def _facts(repos: Repositories, lead: Lead) -> set[tuple[str, str, str]]:
    return {(fact.field, fact.value, fact.source) for fact in await repos.leads.facts(lead.id)}


async def test_a_person_is_saved_with_the_source_of_every_field(store: Store) -> None:
    await _save(store, ADA)
    (lead,) = await _leads(store)
    assert (lead.name, lead.title, lead.profile_url) == ("Ada Berg", "CTO", PROFILE)
    async with store.reading("T1") as repos:
        assert await _facts(repos, lead) == {
            ("name", "Ada Berg", "A.js"),
            ("title", "CTO", "A.js"),
            ("profile_url", PROFILE, "A.js"),
        }


async def test_the_same_line_again_changes_nothing(store: Store) -> None:
    await _save(store, ADA, ADA)
    await _save(store, ADA)
    assert len(await _leads(store)) == 1
    async with store.reading("T1") as repos:
        assert await repos.leads.counts_of_run("run1") == (1, 0, 0)


async def test_a_known_person_is_updated_and_counted_as_known(store: Store) -> None:
    await _save(store, ADA)
    await _save(store, {**ADA, "jobtitle": "CEO"}, run="run2", minutes=1, script="B.js")
    (lead,) = await _leads(store)
    assert lead.title == "CEO"
    async with store.reading("T1") as repos:
        facts = await _facts(repos, lead)
        assert {("title", "CTO", "A.js"), ("title", "CEO", "B.js")} <= facts
        assert await repos.leads.counts_of_run("run2") == (1, 0, 1)


async def test_older_news_does_not_replace_newer(store: Store) -> None:
    await _save(store, {**ADA, "jobtitle": "CEO"}, minutes=1)
    await _save(store, ADA)
    assert [lead.title for lead in await _leads(store)] == ["CEO"]


async def test_one_line_that_shows_two_leads_to_be_one_person_merges_them(store: Store) -> None:
    await _save(store, ADA)
    await _save(store, MAIL, minutes=1)
    assert len(await _leads(store)) == 2
    await _save(store, {**ADA, **MAIL}, minutes=2, run="run2")
    (lead,) = await _leads(store)
    assert (lead.email, lead.profile_url) == ("ada@berg.example", PROFILE)
    assert lead.created_at == rows.NOW


async def test_the_same_profile_in_another_spelling_is_the_same_person(store: Store) -> None:
    await _save(store, ADA, {**ADA, "linkedinprofileurl": "http://de.linkedin.com/in/ADA/?trk=x"})
    assert len(await _leads(store)) == 1


async def test_a_personal_address_stands_in_until_there_is_one_for_work(store: Store) -> None:
    await _save(store, {**ADA, "personalemail": "ada@home.example"})
    assert [lead.email for lead in await _leads(store)] == ["ada@home.example"]
    await _save(store, {**ADA, "professionalemail": "ada@berg.example"}, minutes=1)
    assert [lead.email for lead in await _leads(store)] == ["ada@berg.example"]


async def test_a_line_about_nobody_is_no_lead(store: Store) -> None:
    await _save(store, {"jobtitle": "CTO"}, {})
    assert await _leads(store) == []


async def test_a_name_made_of_its_parts_has_the_source_of_the_parts(store: Store) -> None:
    await _save(store, {"firstname": "Ada", "lastname": "Berg", "linkedinprofileurl": PROFILE})
    (lead,) = await _leads(store)
    async with store.reading("T1") as repos:
        assert ("name", "Ada Berg", "A.js") in await _facts(repos, lead)


async def test_another_workspace_has_leads_of_its_own(store: Store) -> None:
    await _save(store, ADA)
    async with store.transaction("T2") as repos:
        repos.plans.add(rows.plan("T2", id="plan2"))
        await repos.session.flush()
        repos.runs.add(rows.run("T2", id="run3", plan_id="plan2"), [])
        await repos.session.flush()
        line = Found({**ADA, "jobtitle": "CEO"}, dict.fromkeys(ADA, "B.js"))
        await save_leads(repos, [line], Delivery("run3", "U1", rows.NOW))
        assert await repos.leads.count("U1") == 1
    assert [lead.title for lead in await _leads(store)] == ["CTO"]


async def test_a_headline_stands_in_for_a_title_and_the_finder_is_remembered(store: Store) -> None:
    await _save(store, {"fullname": "Ada Berg", "linkedinprofileurl": PROFILE, "headline": "CTO @ Berg"})
    async with store.reading("T1") as repos:
        (lead,) = await repos.leads.latest("U1")
        assert (lead.title, lead.source) == ("CTO @ Berg", "A.js")
    await _save(store, ADA, script="B.js", minutes=1)
    async with store.reading("T1") as repos:
        (lead,) = await repos.leads.latest("U1")
        assert (lead.title, lead.source) == ("CTO", "A.js")
