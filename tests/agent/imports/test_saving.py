"""Rows become leads batch by batch, and what only they brought is taken back, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from agent.imports.checking import BadRow, Batch, check, check_all
from agent.imports.dialect import Record
from agent.imports.saving import save_rows, without_deleted
from agent.imports.table import understand
from agent.imports.undoing import source_of, take_back
from agent.leads.calling import Called
from agent.leads.saving import Delivery, Found, save_leads
from agent.leads.suppression import suppress
from storage.filters import LeadFilter
from storage.models import ImportLead, Lead, LeadFact, LeadKey
from storage.repositories import Repositories
from storage.store import Store
from tests.migrated import newest_store
from tests.storage import rows

TABLE, _ = understand(
    b"Name,Title,Company,E-mail,LinkedIn\nAda Berg,CTO,Berg,ada@berg.example,linkedin.com/in/a\n"
)
Cells = tuple[str, ...]
MORE = [pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 6)]


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await newest_store(database_url)
    async with opened.transaction("T1") as repos:
        repos.plans.add(rows.plan())
        await repos.session.flush()
        repos.runs.add(rows.run(), [])
    yield opened
    await opened.close()


async def brought(
    store: Store, name: str, at: datetime, *batches: Sequence[Cells], owner: str = "U1"
) -> None:
    """Import these batches of rows."""
    async with store.transaction("T1") as repos:
        await repos.imports.add(rows.lead_import(id=name, name=f"{name}.csv", created_at=at, owner=owner))
    batch, number = Batch(name, source_of(f"{name}.csv"), at), 0
    for part in batches:
        async with store.transaction("T1") as repos:
            checked = [check(Record(n, each), n, TABLE, batch) for n, each in enumerate(part, number)]
            number += len(part)
            await save_rows(repos, [each for each in checked if not isinstance(each, BadRow)], batch, owner)


async def taken_back(store: Store, name: str) -> int:
    async with store.transaction("T1") as repos:
        row = await repos.imports.get(name)
        assert row is not None
        return await take_back(repos, row, await repos.imports.links(name, "", 1_000))


async def contents(store: Store) -> list[list[tuple[object, ...]]]:
    """Leads, keys and facts, without the ids, which are chance."""
    async with store.reading("T1") as repos:
        leads = (await repos.session.scalars(select(Lead))).all()
        shown = {
            lead.id: (lead.name, lead.title, lead.company, lead.email, lead.profile_url, lead.source)
            for lead in leads
        }
        keys = (await repos.session.scalars(select(LeadKey))).all()
        facts = (await repos.session.scalars(select(LeadFact))).all()
    return [
        sorted(shown.values(), key=repr),
        sorted((shown[key.lead_id], key.kind, key.value) for key in keys if key.kind != "row"),
        sorted((shown[fact.lead_id], fact.field, fact.value, fact.source) for fact in facts),
    ]


def _some_rows(chance: Random, people: int, number: int) -> list[Cells]:
    """Rows of a few people, each with an e-mail, a profile, or both of the same person."""
    made = []
    for _ in range(number):
        who = chance.randrange(people)
        email, profile = chance.choice([(True, True), (True, False), (True, True)])
        made.append(
            (
                f"Person {who}",
                chance.choice(["CTO", "CEO", ""]),
                chance.choice(["Acme", "Acme Inc", ""]),
                f"p{who}@acme.example" if email else "",
                f"linkedin.com/in/p{who}" if profile else "",
            )
        )
    return made


@pytest.mark.parametrize("seed", [0, *MORE])
async def test_batches_do_what_one_row_after_the_other_does(store: Store, seed: int) -> None:
    made = _some_rows(Random(seed), 8, 40)
    await brought(store, "i1", rows.NOW, made[:13], made[13:26], made[26:])
    at_once = await contents(store)
    async with store.transaction("T1") as repos:
        for lead in await repos.session.scalars(select(Lead)):
            await repos.session.delete(lead)
    names = ("fullname", "jobtitle", "companyname", "professionalemail", "linkedinprofileurl")
    for number, cells in enumerate(made):
        async with store.transaction("T1") as repos:
            line = {name: cell for name, cell in zip(names, cells, strict=True) if cell}
            at = rows.NOW + timedelta(microseconds=number)
            found = Found(line, dict.fromkeys(line, "file i1.csv"))
            await save_leads(repos, [found], Delivery("run1", "U1", at))
    one_by_one = await contents(store)
    # A value that is seen again is as new as that to a run, and stays as old as it was to a file.
    assert [row[0] for row in at_once[0]] == [row[0] for row in one_by_one[0]]
    assert [each[1:] for each in at_once[1]] == [each[1:] for each in one_by_one[1]]
    assert sorted(each[1:] for each in at_once[2]) == sorted(each[1:] for each in one_by_one[2])


@pytest.mark.parametrize("seed", [0, *MORE])
async def test_what_is_taken_back_leaves_no_trace(store: Store, seed: int) -> None:
    chance = Random(seed)
    await brought(store, "i0", rows.NOW, _some_rows(chance, 6, 12))
    before = await contents(store)
    later = rows.NOW + timedelta(hours=1)
    await brought(store, "i1", later, _some_rows(chance, 12, 15), _some_rows(chance, 12, 15))
    assert await contents(store) != before
    await taken_back(store, "i1")
    assert await contents(store) == before


async def test_who_was_found_elsewhere_since_stays(store: Store) -> None:
    bea = ("Bea", "", "", "bea@x.example", "")
    await brought(store, "i1", rows.NOW, [("Ada", "CTO", "", "ada@x.example", ""), bea])
    line = {"fullname": "Ada", "jobtitle": "CEO", "professionalemail": "ada@x.example"}
    async with store.transaction("T1") as repos:
        at = rows.NOW + timedelta(days=1)
        await save_leads(repos, [Found(line, dict.fromkeys(line, "A.js"))], Delivery("run1", "U1", at))
    assert await taken_back(store, "i1") == 1
    (ada,), keys, facts = await contents(store)
    assert ada == ("Ada", "CEO", None, "ada@x.example", None, "A.js")
    assert [each[1:] for each in keys] == [("email", "ada@x.example")]
    assert [each[1:] for each in facts] == [
        ("email", "ada@x.example", "A.js"),
        ("name", "Ada", "A.js"),
        ("title", "CEO", "A.js"),
    ]


async def test_who_is_on_a_priority_list_stays_as_they_are(store: Store) -> None:
    await brought(store, "i1", rows.NOW, [("Ada", "CTO", "", "ada@x.example", "")])
    before = await contents(store)
    async with store.transaction("T1") as repos:
        (lead,) = await repos.leads.by_keys([("email", "ada@x.example")])
        repos.priorities.add(rows.priority(lead_id=lead.id))
    assert await taken_back(store, "i1") == 0
    assert await contents(store) == before


async def test_another_file_of_the_same_name_keeps_what_it_brought(store: Store) -> None:
    ada = ("Ada", "CTO", "", "ada@x.example", "")
    await brought(store, "i1", rows.NOW, [ada])
    async with store.transaction("T1") as repos:
        row = rows.lead_import(id="i2", name="i1.csv", created_at=rows.NOW + timedelta(minutes=1))
        await repos.imports.add(row)
        batch = Batch("i2", source_of("i1.csv"), row.created_at)
        drafted = check(Record(2, ("Ada", "CEO", "", "ada@x.example", "")), 0, TABLE, batch)
        assert not isinstance(drafted, BadRow)
        await save_rows(repos, [drafted], batch, "U1")
    assert await taken_back(store, "i1") == 0
    facts = (await contents(store))[2]
    assert ("title", "CEO", "file i1.csv") in [each[1:] for each in facts]
    assert await taken_back(store, "i2") == 0


async def test_two_who_turn_out_to_be_one_become_one_with_all_their_links(store: Store) -> None:
    once, again = ("Ada", "", "", "ada@x.example", ""), ("Ada", "", "", "", "x.example/in/ada")
    await brought(store, "i1", rows.NOW, [once, again])
    both = ("Ada", "CTO", "", "ada@x.example", "x.example/in/ada")
    await brought(store, "i2", rows.NOW + timedelta(minutes=1), [both])
    async with store.reading("T1") as repos:
        assert await repos.leads.count("U1") == 1
        links = (await repos.session.scalars(select(ImportLead))).all()
    assert {(link.import_id, link.known) for link in links} == {("i1", False), ("i2", True)}


async def test_imported_leads_are_ones_own_and_nobody_elses(store: Store) -> None:
    await brought(store, "i1", rows.NOW, [("Ada", "", "", "ada@x.example", "")])
    await brought(store, "i2", rows.NOW, [("Bea", "", "", "bea@x.example", "")], owner="U2")
    for owner, name in (("U1", "Ada"), ("U2", "Bea")):
        async with store.reading("T1") as repos:
            assert await repos.leads.count(owner) == 1
            assert [lead.name for lead in await repos.leads.latest(owner)] == [name]
            assert await _asked(repos, owner) == [name]


async def _asked(repos: Repositories, owner: str) -> list[str | None]:
    wanted = LeadFilter(owner, known=False)
    assert (await repos.lead_queries.count(wanted))[0] == 1
    assert await repos.lead_queries.count(LeadFilter(owner, known=True)) == (0, 0)
    return [lead.name for lead in await repos.lead_queries.page(wanted, limit=5)]


async def test_who_was_deleted_is_a_bad_row_when_columns_turn_out_to_name_them(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await suppress(repos, Called(names=("Ada",)), [("email", "ada@x.example")], rows.NOW)
    batch = Batch("i1", source_of("i1.csv"), rows.NOW)
    given = [Record(2, ("Ada", "", "", "ada@x.example", "")), Record(3, ("Bea", "", "", "bea@x.example", ""))]
    async with store.transaction("T1") as repos:
        checked = await without_deleted(repos, given, check_all(given, TABLE, batch))
    bad, good = checked
    assert isinstance(bad, BadRow)
    assert (bad.row.line, set(bad.row.cells)) == (2, {""})
    assert not isinstance(good, BadRow)


async def test_whoever_a_file_tells_something_new_of_is_scored_anew(store: Store) -> None:
    await brought(store, "i1", rows.NOW, [("Ada", "", "", "ada@x.example", "")])
    for name, title, stale in (("i2", "", False), ("i3", "CTO", True)):
        async with store.transaction("T1") as repos:
            (lead,) = await repos.leads.by_keys([("email", "ada@x.example")])
            lead.stale = False
        row = ("Ada", title, "", "ada@x.example", "")
        await brought(store, name, rows.NOW + timedelta(minutes=1), [row])
        assert await is_stale(store) is stale
    async with store.transaction("T1") as repos:
        (lead,) = await repos.leads.by_keys([("email", "ada@x.example")])
        lead.stale = False
    await taken_back(store, "i3")
    assert await is_stale(store) is True


async def is_stale(store: Store) -> bool:
    async with store.reading("T1") as repos:
        (lead,) = await repos.leads.by_keys([("email", "ada@x.example")])
        return lead.stale
