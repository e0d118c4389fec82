"""Deleting a person takes everything of theirs, nothing of anybody else's, and only once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.events import Noticed
from agent.leads.erasing import DONE
from agent.leads.saving import Delivery, Found, save_leads
from storage.models import DELETED, ResultRow
from tests.storage import rows
from tests.workshop import DANA, WORKSPACE, Workshop, workshop_at

pytestmark = pytest.mark.long

ADA = {
    "fullname": "Ada Berg",
    "companyname": "Acme",
    "linkedinprofileurl": "https://www.linkedin.com/in/ada",
    "professionalemail": "ada@acme.example",
}
NAMESAKE = {"fullname": "Ada Berg", "companyname": "Other", "professionalemail": "ada@other.example"}


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    """A run that found Ada and a namesake; in another workspace the same words stand."""
    async with workshop_at(tmp_path) as made:
        async with made.store.transaction(WORKSPACE) as repos:
            repos.plans.add(rows.approved(goal="find Ada Berg"))
            await repos.session.flush()
            repos.runs.add(rows.run(), [])
            await repos.session.flush()
            lines = [
                ResultRow(run_id="run1", position=1, attempt=1, number=number, source=None, line=line)
                for number, line in enumerate((ADA, NAMESAKE))
            ]
            await repos.runs.add_rows(lines)
        await saved(made, ADA, NAMESAKE)
        async with made.store.transaction("T2") as repos:
            repos.plans.add(rows.plan("T2", id="theirs", goal="find Ada Berg"))
        yield made


async def saved(shop: Workshop, *lines: dict[str, str]) -> int:
    async with shop.store.transaction(WORKSPACE) as repos:
        found = [Found(line, dict.fromkeys(line, "A.js")) for line in lines]
        return await save_leads(repos, found, Delivery("run1", DANA.user, rows.NOW))


async def companies(shop: Workshop) -> dict[str, str]:
    async with shop.store.reading(WORKSPACE) as repos:
        return {lead.company or "": lead.id for lead in await repos.leads.latest(DANA.user)}


async def test_a_namesake_and_another_workspace_keep_what_is_theirs(shop: Workshop) -> None:
    await shop.erasing.delete(DANA, (await companies(shop))["Acme"])
    await shop.durable.settle()
    assert list(await companies(shop)) == ["Other"]
    async with shop.store.reading(WORKSPACE) as repos:
        plan = await repos.plans.get("plan1")
        assert plan is not None
        assert plan.goal == "find [deleted]"
        assert [row.line for row in await repos.runs.rows("run1")] == [
            DELETED,
            NAMESAKE,
        ]
    async with shop.store.reading("T2") as repos:
        theirs = await repos.plans.get("theirs")
        assert theirs is not None
        assert theirs.goal == "find Ada Berg"


@pytest.mark.parametrize(
    "known", [("linkedinprofileurl",), ("professionalemail",), ("fullname", "companyname")]
)
async def test_whoever_was_deleted_is_not_saved_again_however_they_are_known(
    shop: Workshop, known: tuple[str, ...]
) -> None:
    await shop.erasing.delete(DANA, (await companies(shop))["Acme"])
    assert await saved(shop, {name: ADA[name] for name in known}, {**NAMESAKE, "jobtitle": "CTO"}) == 1
    assert list(await companies(shop)) == ["Other"]


async def test_deleting_twice_and_cleaning_twice_change_nothing(shop: Workshop) -> None:
    lead_id = (await companies(shop))["Acme"]
    await shop.erasing.delete(DANA, lead_id)
    await shop.erasing.delete(DANA, lead_id)
    ((job, args, _),) = [each for each in shop.durable.waiting.values() if each[0] == "erase"]
    await shop.durable.settle()
    await shop.durable._jobs[job].body(*args)
    async with shop.store.reading(WORKSPACE) as repos:
        entries = [(each.act.value, each.target, each.detail) for each in await repos.audit.page(10)]
    assert entries == [("lead_deleted", lead_id, "on request")]


async def test_what_a_job_writes_meanwhile_is_cleaned_after_it_and_only_then_it_is_done(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = iter([True, False])

    async def goes_on(_names: object) -> bool:
        return next(going_on)

    monkeypatch.setattr(shop.durable, "goes_on", goes_on)
    await shop.erasing.delete(DANA, (await companies(shop))["Acme"])
    await shop.durable.settle()
    assert shop.audience.of(Noticed) == []
    async with shop.store.transaction(WORKSPACE) as repos:
        plan = await repos.plans.get("plan1")
        assert plan is not None
        assert plan.goal == "find [deleted]"
        plan.goal = "find Ada Berg once more"
    await shop.durable.settle(delayed=True)
    (told,) = shop.audience.of(Noticed)
    assert isinstance(told, Noticed)
    assert told.text == DONE
    async with shop.store.reading(WORKSPACE) as repos:
        plan = await repos.plans.get("plan1")
        assert plan is not None
        assert plan.goal == "find [deleted] once more"


async def test_what_is_known_of_others_says_nothing_of_the_person(shop: Workshop) -> None:
    ids = await companies(shop)
    async with shop.store.transaction(WORKSPACE) as repos:
        facts = [
            ("headline", "CTO, reports to Ada Berg", "A.js"),
            ("company_email", "ada@acme.example", "A.js"),
            ("industry", "Boats", "https://acme.example/team/ada-berg"),
        ]
        await repos.leads.put_facts(
            ids["Other"],
            [{"field": f, "value": v, "source": s, "seen_at": rows.NOW} for f, v, s in facts],
        )
    await shop.erasing.delete(DANA, ids["Acme"])
    await shop.durable.settle()
    async with shop.store.reading(WORKSPACE) as repos:
        known = {fact.field: (fact.value, fact.source) for fact in await repos.leads.facts(ids["Other"])}
        lead = await repos.lead_records.get(ids["Other"])
    assert known.keys() == {"name", "company", "email", "industry"}
    assert known["name"] == ("Ada Berg", "A.js"), "a namesake keeps their name"
    assert known["industry"] == ("Boats", "https://acme.example/team/[deleted]")
    assert lead is not None
    assert (lead.title, lead.stale) == (None, True)
