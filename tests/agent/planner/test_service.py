"""Drafting plans and deciding on them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from agent.errors import AgentError, NotAllowedError, NotFoundError, StaleError
from agent.events import HomeChanged, PlanChanged, Thinking
from agent.planner.plan import Outcome, Refusal
from agent.planner.service import BROKEN, NO_OTHER
from storage.models import PlanStatus
from tests.support import plan_with
from tests.workshop import ADMIN, DANA, NOW, REFUSED, SAM, WEEK, Workshop, workshop_at

FIRST = Outcome(plan=plan_with("find 20 CTOs in Berlin", "LinkedIn Search Export.js"))
OTHER = Outcome(
    plan=plan_with("find 20 CTOs in Berlin", "Sales Navigator Search Export.js"), changed="Another source."
)
SAME = Outcome(same=True)


async def _again(shop: Workshop, plan_id: str, version: int = 1, feedback: str = "") -> None:
    await shop.planning.regenerate(DANA, plan_id, version, feedback)
    await shop.durable.settle()


async def test_drafting_says_what_it_does_and_shows_the_plan_and_home(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST) as shop:
        await shop.proposed()
        kinds = [type(event) for event in shop.audience.heard]
        assert kinds == [Thinking, PlanChanged, HomeChanged]


async def test_a_plan_that_cannot_be_shown_is_kept(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST) as shop:
        shop.audience.error = NotFoundError("gone")
        plan_id = await shop.proposed()
        assert (await shop.planning.card("T1", plan_id)).plan == FIRST.plan


async def test_planning_again_makes_the_next_version(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST, OTHER) as shop:
        plan_id = await shop.proposed()
        await _again(shop, plan_id, feedback=" another\x00 source ")
        card = await shop.planning.card("T1", plan_id)
        assert (card.version, card.plan, card.changed) == (2, OTHER.plan, "Another source.")
        revision = shop.planner.asked[-1][1]
        assert revision is not None
        assert revision.feedback == "another source"


@pytest.mark.parametrize(
    ("answer", "notice"),
    [
        (SAME, NO_OTHER),
        (Outcome(refusal=Refusal(reason="Not that way.")), "Not that way."),
        (RuntimeError(), BROKEN),
    ],
)
async def test_without_another_plan_the_old_one_stays_with_a_word(
    tmp_path: Path, answer: Outcome | Exception, notice: str
) -> None:
    async with workshop_at(tmp_path, FIRST, answer) as shop:
        plan_id = await shop.proposed()
        await _again(shop, plan_id)
        card = await shop.planning.card("T1", plan_id)
        assert (card.version, card.plan, card.notice) == (1, FIRST.plan, notice)
        assert card.status is PlanStatus.PROPOSED


async def test_the_word_goes_with_the_next_version(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST, SAME, OTHER) as shop:
        plan_id = await shop.proposed()
        await _again(shop, plan_id)
        await _again(shop, plan_id, feedback="sales navigator")
        assert (await shop.planning.card("T1", plan_id)).notice is None


async def test_a_planner_that_breaks_is_said_and_can_be_tried_again(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, RuntimeError("bug"), FIRST) as shop:
        plan_id = await shop.proposed()
        card = await shop.planning.card("T1", plan_id)
        assert (card.status, card.notice) == (PlanStatus.FAILED, BROKEN)
        await _again(shop, plan_id, version=0)
        assert (await shop.planning.card("T1", plan_id)).status is PlanStatus.PROPOSED


async def test_a_refusal_can_be_turned_into_what_it_offers(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, REFUSED, FIRST) as shop:
        plan_id = await shop.proposed()
        assert (await shop.planning.card("T1", plan_id)).status is PlanStatus.REFUSED
        await shop.planning.plan_instead(DANA, plan_id, 1)
        await shop.durable.settle()
        assert shop.planner.asked[-1][0] == "find people"
        assert (await shop.planning.card("T1", plan_id)).plan == FIRST.plan


async def test_a_plan_offers_nothing_instead(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST) as shop:
        with pytest.raises(StaleError, match="nothing else to plan"):
            await shop.planning.plan_instead(DANA, await shop.proposed(), 1)


async def test_an_old_version_decides_nothing(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST, OTHER) as shop:
        plan_id = await shop.proposed()
        await _again(shop, plan_id)
        for decide in (shop.planning.cancel, shop.execution.approve, shop.planning.replannable):
            with pytest.raises(StaleError, match="That was version 1; version 2 is above"):
                await decide(DANA, plan_id, 1)
        assert (await shop.planning.card("T1", plan_id)).status is PlanStatus.PROPOSED


async def test_a_decision_is_made_once(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST) as shop:
        plan_id = await shop.proposed()
        await shop.planning.cancel(ADMIN, plan_id, 1)
        with pytest.raises(StaleError, match=f"That plan was cancelled by <@{ADMIN.user}>."):
            await shop.execution.approve(DANA, plan_id, 1)
        card = await shop.planning.card("T1", plan_id)
        assert (card.decided_by, card.decided_at) == (ADMIN.user, NOW)


async def test_somebody_else_decides_nothing(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST) as shop:
        plan_id = await shop.proposed()
        for act in (shop.planning.cancel, shop.execution.approve, shop.planning.replannable):
            with pytest.raises(NotAllowedError):
                await act(SAM, plan_id, 1)
        with pytest.raises(NotAllowedError):
            await shop.planning.regenerate(SAM, plan_id, 1, "")


async def test_nothing_is_decided_while_it_is_planned_again(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST) as shop:
        plan_id = await shop.proposed()
        await shop.planning.regenerate(DANA, plan_id, 1, "")
        with pytest.raises(StaleError, match="I'm still planning that"):
            await shop.execution.approve(DANA, plan_id, 1)
        with pytest.raises(StaleError, match="I'm still planning that"):
            await shop.planning.regenerate(DANA, plan_id, 1, "")


async def test_a_plan_expires_after_its_time(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST) as shop:
        plan_id = await shop.proposed()
        assert [delay for _, _, delay in shop.durable.waiting.values()] == [WEEK, timedelta(days=6)]
        await shop.durable.settle(delayed=True)
        assert (await shop.planning.card("T1", plan_id)).status is PlanStatus.EXPIRED
        with pytest.raises(StaleError, match="expired"):
            await shop.execution.approve(DANA, plan_id, 1)


async def test_an_older_versions_time_does_not_expire_the_newer(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST, OTHER) as shop:
        plan_id = await shop.proposed()
        first_ends = dict(shop.durable.waiting)
        shop.clock.at = NOW + timedelta(days=6)
        await _again(shop, plan_id)
        card = await shop.planning.card("T1", plan_id)
        assert card.expires_at == NOW + timedelta(days=13)
        shop.durable.waiting = first_ends
        await shop.durable.settle(delayed=True)
        assert (await shop.planning.card("T1", plan_id)).status is PlanStatus.PROPOSED


async def test_a_decided_plan_does_not_expire(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST) as shop:
        plan_id = await shop.proposed()
        await shop.planning.cancel(DANA, plan_id, 1)
        await shop.durable.settle(delayed=True)
        assert (await shop.planning.card("T1", plan_id)).status is PlanStatus.CANCELLED


async def test_lists_hold_the_actors_own_plans(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, FIRST) as shop:
        mine = await shop.proposed("1.1")
        await shop.says("find people", "2.2", author=SAM.user)
        assert [card.id for card in await shop.planning.proposed(DANA)] == [mine]
        assert [card.id for card in await shop.planning.recent(DANA)] == [mine]


async def test_a_plan_that_is_gone_is_said(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        with pytest.raises(AgentError, match="I don't have that plan any more"):
            await shop.planning.cancel(DANA, "nothing", 1)
