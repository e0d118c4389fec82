"""Scores and decisions in the store: many at once, back again, and each on both databases."""

from __future__ import annotations

from datetime import timedelta

from storage.filters import LeadFilter, LeadOrder
from storage.models import Decision, Lead, LeadState, Tier
from storage.store import Store
from tests.storage import rows

MINE = LeadFilter("U1", decisions=(Decision.PROPOSED,))
HIGH = LeadFilter("U1", tiers=(Tier.HIGH,), decisions=(Decision.PROPOSED,))
LATER = rows.NOW + timedelta(minutes=1)


async def seeded(store: Store) -> None:
    """Six leads of a run, the first three high."""
    async with store.transaction("T1") as repos:
        repos.plans.add(rows.plan())
        await repos.session.flush()
        repos.runs.add(rows.run(), [])
        await repos.session.flush()
        for number in range(6):
            tier = Tier.HIGH if number < 3 else Tier.LOW
            lead = rows.lead(id=f"lead{number}", score=90 - number, tier=tier, stale=False)
            await repos.leads.add(lead)
            await repos.leads.link_run("run1", lead.id, known=False)


async def standing(store: Store) -> dict[str, Lead]:
    async with store.reading("T1") as repos:
        return {lead.id: lead for lead in await repos.scores.newest_leads(10)}


def _decisions(found: dict[str, Lead]) -> list[str]:
    return [found[f"lead{number}"].decision.value for number in range(6)]


async def test_a_tier_is_decided_at_once_and_brought_back(store: Store) -> None:
    await seeded(store)
    async with store.transaction("T1") as repos:
        assert await repos.reviews.hold(HIGH) == 3
        assert await repos.reviews.decide_all(HIGH, rows.made(batch="all", reason="good")) == 3
    found = await standing(store)
    assert [found[f"lead{number}"].decision.value for number in (0, 2, 3)] == [
        "approved",
        "approved",
        "proposed",
    ]
    assert found["lead1"].reason == "good"
    async with store.transaction("T1") as repos:
        lead = await repos.reviews.lock("lead2")
        assert lead is not None
        made = rows.made(batch="one", by="U2", decision=Decision.REJECTED, reason="no")
        repos.reviews.note(lead, made)
        lead.decision, lead.batch, lead.decided_by = made.decision, made.batch, made.by
    async with store.transaction("T1") as repos:
        assert await repos.reviews.undo("all", LATER) == 2
        assert await repos.reviews.undo("all", LATER) == 0
    found = await standing(store)
    assert [found[f"lead{number}"].decision.value for number in (0, 1, 2)] == [
        "proposed",
        "proposed",
        "rejected",
    ]
    assert (found["lead0"].reason, found["lead0"].batch, found["lead0"].decided_at) == (None, None, None)
    async with store.reading("T1") as repos:
        assert await repos.reviews.last_of("U1", rows.NOW) is None
        assert (await repos.reviews.act("all") or (None, 0))[1] == 3


async def test_leads_come_in_the_order_of_their_scores(store: Store) -> None:
    await seeded(store)
    async with store.transaction("T1") as repos:
        await repos.leads.add(rows.lead(id="unscored"))
        await repos.leads.link_run("run1", "unscored", known=False)
    async with store.reading("T1") as repos:
        page = await repos.reviews.page(MINE, LeadOrder.SCORE, limit=10)
        assert [lead.id for lead in page] == [*(f"lead{number}" for number in range(6)), "unscored"]
        assert await repos.reviews.by_tier(MINE) == {Tier.HIGH: 3, Tier.LOW: 3, None: 1}
        assert await repos.reviews.by_decision(LeadFilter("U1")) == {Decision.PROPOSED: 7}
        assert (await repos.reviews.count(LeadFilter(None)))[0] == 7
        assert (await repos.reviews.count(LeadFilter("U2")))[0] == 0


async def test_leads_that_others_are_scoring_are_left_to_them(store: Store) -> None:
    await seeded(store)
    async with store.transaction("T1") as repos:
        assert await repos.scores.make_all_stale() == 6
    async with store.transaction("T1") as repos:
        assert await repos.scores.take_stale(2) == ["lead0", "lead1"]
        if repos.session.get_bind().dialect.name == "postgresql":
            async with store.transaction("T1") as others:
                assert await others.scores.take_stale(2) == ["lead2", "lead3"]
        await repos.scores.put([rows.new_score(key="lead0")], [rows.score(lead_id="lead0")])
        assert await repos.scores.stale_count() == 5
        assert await repos.scores.last_versions(["lead0", "lead1"]) == {"lead0": (50, "medium", 0)}


async def test_of_two_leads_that_become_one_the_weightier_decision_and_the_farther_state_stay(
    store: Store,
) -> None:
    await seeded(store)
    async with store.transaction("T1") as repos:
        gone, keep = await repos.reviews.lock("lead1"), await repos.reviews.lock("lead0")
        assert gone is not None
        assert keep is not None
        repos.reviews.note(gone, rows.made(batch="x", decision=Decision.REJECTED))
        gone.decision, gone.reason, gone.state = Decision.REJECTED, "no", LeadState.EMAILED
        keep.decision = Decision.APPROVED
        await repos.scores.put([], [rows.score(lead_id="lead1")])
        await repos.leads.absorb("lead0", gone)
    found = await standing(store)
    assert "lead1" not in found
    assert (found["lead0"].decision, found["lead0"].reason) == (Decision.REJECTED, "no")
    assert found["lead0"].state is LeadState.EMAILED
    async with store.reading("T1") as repos:
        act = await repos.reviews.act("x")
        assert act is not None
        assert (act[0].lead_id, act[1]) == ("lead0", 1)
        assert len(await repos.scores.history("lead0")) == 1


async def test_a_version_of_the_weights_is_kept_once(store: Store) -> None:
    async with store.transaction("T1") as repos:
        assert await repos.scores.add_version(rows.scoring_version())
        assert not await repos.scores.add_version(rows.scoring_version(saved_by="U2"))
        await repos.scores.count_up(1, 5, 2)
        await repos.scores.end(1, rows.NOW)
        await repos.scores.end(1, LATER)
        row = await repos.scores.newest()
        assert row is not None
        assert (row.saved_by, row.done, row.changed, row.ended_at) == ("U1", 5, 2, rows.NOW)
