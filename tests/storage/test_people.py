"""People, priority lists, roles, settings and the audit trail, as they are kept."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage.models import AuditAct, PriorityStatus, Role
from storage.repositories import Repositories
from storage.store import Store
from tests.storage import rows

LATER = rows.NOW + timedelta(minutes=1)


async def test_a_person_is_made_once_and_kept(store: Store) -> None:
    async with store.transaction("T1") as repos:
        assert await repos.people.get("U1") is None
        row = await repos.people.lock("U1", rows.NOW)
        assert row.document == {}
        row.document = {"style": "brief"}
    async with store.transaction("T1") as repos:
        again = await repos.people.lock("U1", LATER)
        assert (again.document, again.updated_at) == ({"style": "brief"}, rows.NOW)
        assert await repos.people.get("U2") is None


async def test_two_who_change_a_person_at_once_follow_one_another(store: Store) -> None:
    async def count() -> None:
        async with store.transaction("T1") as repos:
            row = await repos.people.lock("U1", rows.NOW)
            seen = row.document.get("n", 0)
            await asyncio.sleep(0)
            row.document = {"n": seen + 1}

    await asyncio.gather(*(count() for _ in range(5)))
    async with store.reading("T1") as repos:
        row = await repos.people.get("U1")
    assert row is not None
    assert row.document == {"n": 5}


async def _with_leads(repos: Repositories, *ids: str) -> None:
    for lead_id in ids:
        await repos.leads.add(rows.lead(id=lead_id, name=lead_id))


async def test_a_list_is_in_its_order_with_its_leads_and_without_what_is_done(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _with_leads(repos, "lead1")
        repos.priorities.add(rows.priority(id="b", position=2, text="call Acme"))
        repos.priorities.add(rows.priority(id="a", position=1, lead_id="lead1"))
        repos.priorities.add(rows.priority(id="c", status=PriorityStatus.DONE, text="over"))
        repos.priorities.add(rows.priority(id="theirs", owner="U2", text="theirs"))
    async with store.transaction("T1") as repos:
        found = await repos.priorities.of("U1")
        assert [(row.id, lead and lead.name) for row, lead in found] == [("a", "lead1"), ("b", None)]
        assert [row.id for row, _ in await repos.priorities.of("U1", PriorityStatus.DONE)] == ["c"]
        assert await repos.priorities.get("U2", "a") is None
        assert not await repos.priorities.remove("U2", "a")
        assert (await repos.priorities.with_lead("U1", "lead1")).id == "a"  # type: ignore[union-attr]


async def test_a_lead_is_on_a_list_once(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _with_leads(repos, "lead1")
        repos.priorities.add(rows.priority(id="a", lead_id="lead1"))
        repos.priorities.add(rows.priority(id="b", owner="U2", lead_id="lead1"))
    with pytest.raises(IntegrityError):
        async with store.transaction("T1") as repos:
            repos.priorities.add(rows.priority(id="c", lead_id="lead1"))


async def test_two_leads_that_become_one_stay_on_the_lists_once(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _with_leads(repos, "keep", "gone")
        repos.priorities.add(rows.priority(id="has-both-1", lead_id="keep"))
        repos.priorities.add(rows.priority(id="has-both-2", lead_id="gone"))
        repos.priorities.add(rows.priority(id="has-one", owner="U2", lead_id="gone"))
    async with store.transaction("T1") as repos:
        (gone,) = await repos.leads.among(["gone"], None)
        await repos.leads.absorb("keep", gone)
    async with store.reading("T1") as repos:
        for owner, entry in (("U1", "has-both-1"), ("U2", "has-one")):
            found = await repos.priorities.of(owner)
            assert [(row.id, lead and lead.id) for row, lead in found] == [(entry, "keep")]


async def test_leads_are_found_among_those_that_a_person_has(store: Store) -> None:
    async with store.transaction("T1") as repos:
        repos.plans.add(rows.plan())
        await repos.session.flush()
        repos.runs.add(rows.run(), [])
        await repos.session.flush()
        await _with_leads(repos, "own", "other")
        await repos.leads.link_run("run1", "own", known=False)
    async with store.reading("T1") as repos:
        wanted = ["own", "other", "nowhere"]
        assert [row.id for row in await repos.leads.among(wanted, None)] == ["other", "own"]
        assert [row.id for row in await repos.leads.among(wanted, "U1")] == ["own"]
        assert await repos.leads.among(wanted, "U2") == []
        assert await repos.leads.among([], None) == []


async def test_roles_come_with_the_latest_first_and_can_be_taken_back(store: Store) -> None:
    async with store.transaction("T1") as repos:
        repos.members.add(rows.member())
        repos.members.add(rows.member(user="U2", role=Role.ADMIN, given_at=LATER))
    async with store.transaction("T1") as repos:
        assert [row.user for row in await repos.members.all()] == ["U2", "U1"]
        assert await repos.members.remove("U1")
        await repos.session.flush()
        assert not await repos.members.remove("U1")
        assert await repos.members.get("U1") is None


async def test_the_trail_is_read_backwards_page_by_page(store: Store) -> None:
    for number in range(5):
        async with store.transaction("T1") as repos:
            repos.audit.add(rows.audit_entry(target=f"plan{number}", act=AuditAct.RUN_STARTED))
    async with store.reading("T1") as repos:
        assert [row.target for row in await repos.audit.page(2)] == ["plan4", "plan3"]
        assert [row.target for row in await repos.audit.page(2, 4)] == ["plan0"]
        assert await repos.audit.count() == 5
