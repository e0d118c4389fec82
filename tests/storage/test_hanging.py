"""Whatever hangs on a lead goes on with it: no table with a reference to leads may be forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import select

from storage.models import (
    Base,
    ContactLookup,
    ContactTarget,
    Decision,
    ImportLead,
    Lead,
    LeadDecision,
    LeadFact,
    LeadKey,
    LookupOutcome,
    Priority,
    ProspectLead,
    Research,
    RunLead,
    Score,
    SearchStatus,
    TargetState,
    Tier,
)
from storage.repositories import Repositories
from storage.repositories.absorbing import JOINED, MOVED
from storage.repositories.import_undo import BELONGS, USES
from storage.repositories.snapshots import tables
from storage.store import Store
from tests.storage import rows

ASKED = rows.lookup(
    provider="hunter", subject="", outcome=LookupOutcome.FOUND, millicents=7, answered_at=rows.NOW
)


def decision(lead: str) -> LeadDecision:
    return LeadDecision(
        workspace="T1",
        lead_id=lead,
        batch="b1",
        by="U1",
        decision=Decision.APPROVED,
        reason=None,
        at=rows.NOW,
        before=Decision.PROPOSED,
        before_by=None,
        before_at=None,
        before_reason=None,
        before_batch=None,
    )


def score(lead: str) -> Score:
    return Score(
        workspace="T1", lead_id=lead, score=50, tier=Tier.LOW, preset="p", version=0, why="first", at=rows.NOW
    )


def target(lead: str, state: TargetState = TargetState.VERIFIED) -> ContactTarget:
    return ContactTarget(search_id="search1", lead_id=lead, position=0, state=state, email="a@b.example")


MADE: Mapping[type[Base], Callable[[str], Base]] = {
    LeadKey: lambda lead: LeadKey(workspace="T1", kind="email", value=f"{lead}@b.example", lead_id=lead),
    LeadFact: lambda lead: LeadFact(
        lead_id=lead, field="title", value=f"of {lead}", source="A.js", seen_at=rows.NOW
    ),
    RunLead: lambda lead: RunLead(run_id="run1", lead_id=lead, known=True),
    ImportLead: lambda lead: ImportLead(import_id="import1", lead_id=lead, known=False),
    ProspectLead: lambda lead: ProspectLead(session_id="session1", lead_id=lead),
    Priority: lambda lead: rows.priority(id=f"priority-{lead}", lead_id=lead),
    LeadDecision: decision,
    Score: score,
    Research: lambda lead: rows.research(id=f"research-{lead}", lead_id=lead),
    ContactTarget: target,
    ContactLookup: lambda lead: ContactLookup(**ASKED | {"workspace": "T1", "lead_id": lead}),
}
"""A row of each table that hangs on a lead."""


def hanging() -> set[str]:
    return {table.name for table, _ in tables()} - {"ls_lead"}


def names(*models: type[Base]) -> set[str]:
    return {model.__tablename__ for model in models}


def test_each_table_that_hangs_on_leads_is_thought_of() -> None:
    assert names(*MADE) == hanging(), "add a row of it here, and to what is said below"
    assert names(*MOVED, *JOINED) == hanging(), "what becomes of it when two leads become one?"
    assert names(*USES, *BELONGS) == hanging(), "does it keep a lead when its import is taken back?"


async def planted(repos: Repositories, *leads: str, of: tuple[str, ...] = ("gone",)) -> None:
    """Leads, of which some have a row in every table."""
    repos.plans.add(rows.approved())
    await repos.session.flush()
    repos.runs.add(rows.run(), [])
    await repos.imports.add(rows.lead_import())
    repos.session.add_all([rows.contact_search(), rows.prospect_session()])
    for lead in leads:
        await repos.leads.add(rows.lead(id=lead, stale=False))
    repos.session.add_all([make(lead) for lead in of for make in MADE.values()])
    await repos.session.flush()


async def all_of(store: Store, *leads: str) -> dict[str, list[str]]:
    async with store.transaction("T1") as repos:
        taken = await repos.lead_records.take(leads)
    return {name: sorted(str(sorted(row.items(), key=str)) for row in found) for name, found in taken.items()}


async def absorbed(repos: Repositories) -> None:
    (gone,) = await repos.leads.among(["gone"], None)
    await repos.leads.absorb("keep", gone)


async def test_all_that_hangs_on_a_lead_comes_to_the_one_that_it_turns_out_to_be(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await planted(repos, "keep", "gone")
        await absorbed(repos)
    async with store.reading("T1") as repos:
        for model in MADE:
            column: Any = model.__table__.c.lead_id  # type: ignore[attr-defined]
            assert (await repos.session.scalars(select(column))).all() == ["keep"], model


@pytest.mark.parametrize("of", [("gone",), ("keep", "gone")], ids=["one", "both"])
async def test_what_one_lead_became_is_two_leads_again_with_all_that_hung_on_them(
    store: Store, of: tuple[str, ...]
) -> None:
    async with store.transaction("T1") as repos:
        await planted(repos, "keep", "gone", of=of)
    before = await all_of(store, "keep", "gone")
    async with store.transaction("T1") as repos:
        taken = await repos.lead_records.take(["keep", "gone"])
        await absorbed(repos)
        after = await repos.lead_records.take(["keep"])
    async with store.transaction("T1") as repos:
        assert not await repos.lead_records.put_back("keep", "gone", taken, after)
    assert await all_of(store, "keep", "gone") == before


async def test_what_happened_since_stays_so_when_two_leads_are_two_again(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await planted(repos, "keep", "gone")
        taken = await repos.lead_records.take(["keep", "gone"])
        await absorbed(repos)
        after = await repos.lead_records.take(["keep"])
    async with store.transaction("T1") as repos:
        lead = await repos.lead_records.lock("keep")
        assert lead is not None
        lead.blocked_at, lead.blocked_by, lead.blocked_reason = rows.NOW, "U1", "asked"
        lead.decision = Decision.REJECTED
        await repos.lead_records.drop_keys("keep", [("email", "gone@b.example")])
        (entry,) = (await repos.session.scalars(select(Priority))).all()
        entry.text = "call"
        repos.session.add(score("keep"))
    async with store.transaction("T1") as repos:
        assert await repos.lead_records.put_back("keep", "gone", taken, after)
    async with store.reading("T1") as repos:
        keep, gone = await repos.lead_records.get("keep"), await repos.lead_records.get("gone")
        assert keep is not None
        assert gone is not None
        assert (keep.blocked_reason, keep.decision) == ("asked", Decision.REJECTED)
        assert (gone.blocked_reason, gone.decision) == (None, Decision.PROPOSED)
        assert (await repos.session.scalars(select(LeadKey))).all() == []
        (entry,) = (await repos.session.scalars(select(Priority))).all()
        assert (entry.lead_id, entry.text) == ("gone", "call")
        scored = await repos.session.scalars(select(Score.lead_id).order_by(Score.id))
        assert scored.all() == ["gone", "keep"]


async def test_of_two_results_of_one_search_the_better_stays_and_both_are_paid(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await planted(repos, "keep", "gone")
        repos.session.add(target("keep", TargetState.NOTHING))
        nothing = ASKED | {"workspace": "T1", "lead_id": "keep", "outcome": LookupOutcome.NOTHING}
        repos.session.add(ContactLookup(**nothing))
        await repos.session.flush()
        await absorbed(repos)
    async with store.reading("T1") as repos:
        (found,) = (await repos.session.scalars(select(ContactTarget))).all()
        assert (found.lead_id, found.state, found.email) == ("keep", TargetState.VERIFIED, "a@b.example")
        (asked,) = (await repos.session.scalars(select(ContactLookup))).all()
        assert (asked.lead_id, asked.outcome, asked.millicents) == ("keep", LookupOutcome.FOUND, 14)


@pytest.mark.parametrize(
    ("status", "state"),
    [(SearchStatus.RUNNING, TargetState.WAITING), (SearchStatus.FINISHED, TargetState.NOTHING)],
)
async def test_nobody_is_left_half_looked_for(store: Store, status: SearchStatus, state: TargetState) -> None:
    """Whoever worked on the lead that is gone ends without it; whoever comes after a search gets no turn."""
    async with store.transaction("T1") as repos:
        await planted(repos, "keep", "gone", of=())
        repos.session.add(target("gone", TargetState.SEARCHING))
        taken = await repos.lead_records.take(["keep", "gone"])
        await absorbed(repos)
        after = await repos.lead_records.take(["keep"])
        assert await repos.contacts.next_waiting("search1") is not None
    async with store.transaction("T1") as repos:
        search = await repos.contacts.lock("search1")
        assert search is not None
        search.status = status
        await repos.session.flush()
        await repos.lead_records.put_back("keep", "gone", taken, after)
    async with store.reading("T1") as repos:
        found = await repos.contacts.target("search1", "gone")
        assert found is not None
        assert found[0].state is state


async def test_who_must_not_be_contacted_outlives_the_import_that_brought_them(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await planted(repos, "keep", "gone", of=())
        for lead in ("keep", "gone"):
            repos.session.add(MADE[ImportLead](lead))
        blocked = await repos.lead_records.lock("keep")
        assert blocked is not None
        blocked.blocked_at = rows.NOW
        await repos.session.flush()
        assert await repos.imports.used("import1", ["keep", "gone"]) == {"keep"}


async def test_a_deleted_lead_takes_the_snapshots_of_all_that_it_was_merged_from(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await repos.leads.add(rows.lead(id="last"))
        for number, (kept, gone) in enumerate((("first", "zero"), ("last", "first"), ("other", "else"))):
            at = rows.NOW.replace(second=number)
            repos.lead_records.note_merge(rows.lead_merge(id=f"m{number}", kept=kept, gone=gone, at=at))
        lead = await repos.lead_records.get("last")
        assert isinstance(lead, Lead)
        await repos.lead_records.remove(lead)
    async with store.reading("T1") as repos:
        assert [await repos.lead_records.merge(f"m{number}") is None for number in range(3)] == [
            True,
            True,
            False,
        ]
