"""Approved plans are read as they were approved, with what they were made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.evals.approved import approved
from agent.evals.training import Approved, LeftOut
from agent.planner.plan import Outcome, Plan, Refusal, Revision
from storage.store import Store
from tests.storage import rows
from tests.support import plan_with
from tests.workshop import DANA, message, workshop_at

pytestmark = pytest.mark.long

FIRST = plan_with("find 20 CTOs in Berlin", "LinkedIn Search Export.js")
SECOND = plan_with("find 20 CTOs in Berlin", "Sales Navigator Search Export.js")
THIRD = plan_with("find 20 CTOs in Berlin", "LinkedIn Search to Emails.js")


async def found(store: Store) -> list[Approved | LeftOut]:
    return [each async for each in approved(store)]


def answers(*plans: Plan) -> list[Outcome]:
    return [Outcome(plan=plan) for plan in plans]


async def test_a_plan_that_nobody_changed_was_made_from_its_goal_alone(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, *answers(FIRST)) as shop:
        await shop.waiting_run()
        await shop.proposed("2.2")
        assert await found(shop.store) == [Approved("find people", FIRST)]


async def test_a_later_version_was_made_from_all_that_was_rejected_and_said(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, *answers(FIRST, SECOND, THIRD)) as shop:
        plan_id = await shop.proposed()
        for version, feedback in ((1, "another source"), (2, "with e-mails")):
            await shop.planning.regenerate(DANA, plan_id, version, feedback)
            await shop.durable.settle()
        given = shop.planner.asked[-1][1]
        await shop.execution.approve(DANA, plan_id, 3)
        revision = Revision(rejected=(FIRST, SECOND), feedback="another source. with e-mails")
        assert await found(shop.store) == [Approved("find people", THIRD, revision)]
        assert given == revision


async def test_a_plan_after_a_refusal_was_made_again(tmp_path: Path) -> None:
    refusal = Outcome(refusal=Refusal(reason="No."))
    async with workshop_at(tmp_path, refusal, *answers(FIRST)) as shop:
        plan_id = await shop.proposed()
        await shop.planning.regenerate(DANA, plan_id, 1, "")
        await shop.durable.settle()
        await shop.execution.approve(DANA, plan_id, 2)
        assert await found(shop.store) == [Approved("find people", FIRST, Revision())]


async def test_a_plan_changed_by_hand_is_what_should_have_been_planned(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, *answers(FIRST, SECOND)) as shop:
        plan_id = await shop.proposed()
        await shop.planning.regenerate(DANA, plan_id, 1, "another source")
        await shop.durable.settle()
        await shop.planning.put(DANA, plan_id, 2, Outcome(plan=THIRD))
        await shop.execution.approve(DANA, plan_id, 3)
        revision = Revision(rejected=(FIRST,), feedback="another source")
        assert await found(shop.store) == [Approved("find people", THIRD, revision)]


async def test_a_plan_begun_by_hand_was_made_from_its_goal_alone(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await shop.planning.begin(message("find people"), Outcome(plan=FIRST))
        await shop.execution.approve(DANA, await shop.plan_id(), 1)
        assert await found(shop.store) == [Approved("find people", FIRST)]


async def test_a_correction_counts_for_what_is_planned_after_it_only(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, *answers(FIRST, THIRD)) as shop:
        for ts in ("1.1", "2.2"):
            await shop.planning.put(DANA, await shop.proposed(ts), 1, Outcome(plan=SECOND, corrected=True))
        clicked, plan_id = await shop.plan_id("1.1"), await shop.plan_id("2.2")
        await shop.execution.approve(DANA, clicked, 2)
        await shop.planning.regenerate(DANA, plan_id, 2, "with e-mails")
        await shop.durable.settle()
        await shop.execution.approve(DANA, plan_id, 3)
        revision = Revision(rejected=(THIRD, SECOND), feedback="with e-mails", goal=SECOND.goal)
        one, other = await found(shop.store)
        assert LeftOut.CORRECTED in (one, other)
        assert Approved("find people", THIRD, revision) in (one, other)


async def test_a_document_of_another_time_is_told_apart(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        async with shop.store.transaction("T2") as repos:
            for name, document in (("old", {"steps": []}), ("none", {"plan": None})):
                repos.plans.add(rows.approved("T2", id=name))
                await repos.session.flush()
                repos.plans.add_version(rows.version(name, document=document))
        assert await found(shop.store) == [LeftOut.BROKEN, LeftOut.BROKEN]
