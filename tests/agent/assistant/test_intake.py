"""What people write is taken once, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.events import PlanChanged, Replied, ReplyKind
from agent.planner.intake import GOAL_LIMIT
from agent.planner.plan import Outcome
from storage.models import PlanStatus
from tests.support import plan_with
from tests.workshop import DANA, REFUSED, Workshop, message, workshop_at

PLANNED = Outcome(plan=plan_with("find 20 CTOs in Berlin", "LinkedIn Search Export.js"))


async def _status(shop: Workshop, ts: str = "1.1") -> PlanStatus:
    return (await shop.planning.card("T1", await shop.plan_id(ts))).status


async def test_a_goal_becomes_a_plan_that_is_shown(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("find 20 CTOs in Berlin")
        assert await _status(shop) is PlanStatus.PROPOSED
        assert len(shop.audience.of(PlanChanged)) == 1


async def test_the_same_delivery_is_taken_once(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("find 20 CTOs in Berlin")
        await shop.says("find 20 CTOs in Berlin")
        assert len(shop.planner.asked) == 1


@pytest.mark.parametrize(
    ("text", "files", "kind"),
    [
        ("", False, ReplyKind.EMPTY),
        (" \x00\u200b ", False, ReplyKind.EMPTY),
        ("", True, ReplyKind.NO_TEXT),
        ("x" * (GOAL_LIMIT + 1), False, ReplyKind.TOO_LONG),
        ("hello", False, ReplyKind.GREETING),
        ("thank you", False, ReplyKind.THANKS),
        ("what can you do?", False, ReplyKind.HELP),
    ],
)
async def test_what_is_no_goal_gets_a_short_answer(
    tmp_path: Path, text: str, files: bool, kind: ReplyKind
) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says(text, files=files)
        assert [reply.kind for reply in shop.audience.of(Replied)] == [kind]  # type: ignore[union-attr]
        assert shop.planner.asked == []


async def test_an_answer_under_an_open_plan_is_feedback(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("find 20 CTOs in Berlin")
        await shop.assistant.receive(message("use Sales Navigator", "2.2", thread_ts="1.1"))
        await shop.durable.settle()
        (_, first), (goal, second) = shop.planner.asked
        assert first is None
        assert goal == "find 20 CTOs in Berlin"
        assert second is not None
        assert second.feedback == "use Sales Navigator"
        assert second.rejected == (PLANNED.plan,)


async def test_an_answer_under_a_decided_plan_is_a_new_goal(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.planning.cancel(DANA, await shop.proposed(), 1)
        await shop.assistant.receive(message("find 5 CFOs", "2.2", thread_ts="1.1"))
        await shop.durable.settle()
        assert [goal for goal, _ in shop.planner.asked] == ["find people", "find 5 CFOs"]


@pytest.mark.parametrize("answer", [PLANNED, REFUSED, RuntimeError("broken")])
async def test_an_edited_goal_is_planned_again(tmp_path: Path, answer: Outcome | Exception) -> None:
    async with workshop_at(tmp_path, answer, PLANNED) as shop:
        await shop.says("find 20 CTOs in Berlin")
        await shop.assistant.edited(message("find 30 CTOs in Rome", key="Ev2"))
        await shop.durable.settle()
        assert shop.planner.asked[-1][0] == "find 30 CTOs in Rome"
        assert await _status(shop) is PlanStatus.PROPOSED


async def test_an_edit_that_changes_nothing_is_no_edit(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("find 20 CTOs")
        await shop.assistant.edited(message("  find 20  CTOs ", key="Ev2"))
        await shop.durable.settle()
        assert len(shop.planner.asked) == 1


async def test_an_edit_of_something_else_changes_nothing(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("find 20 CTOs")
        await shop.assistant.edited(message("find 30 CTOs", "9.9", key="Ev2"))
        await shop.durable.settle()
        assert len(shop.planner.asked) == 1


async def test_an_edit_after_the_decision_is_answered(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.waiting_run()
        await shop.assistant.edited(message("find 30 CTOs", key="Ev2"))
        await shop.durable.settle()
        replies = [reply.kind for reply in shop.audience.of(Replied)]  # type: ignore[union-attr]
        assert replies == [ReplyKind.EDITED_TOO_LATE]


async def test_a_deleted_goal_is_taken_back_once(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.says("find 20 CTOs")
        for _ in range(2):
            await shop.assistant.deleted("T1", "D1", "1.1", "Ev9")
        await shop.durable.settle()
        assert await _status(shop) is PlanStatus.CANCELLED


async def test_deleting_a_decided_goal_changes_nothing(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.waiting_run()
        await shop.assistant.deleted("T1", "D1", "1.1", "Ev9")
        assert await _status(shop) is PlanStatus.APPROVED


async def test_a_goal_deleted_while_it_is_planned_is_not_shown(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        await shop.assistant.receive(message("find 20 CTOs"))
        await shop.assistant.deleted("T1", "D1", "1.1", "Ev9")
        await shop.durable.settle()
        card = await shop.planning.card("T1", await shop.plan_id())
        assert (card.status, card.version) == (PlanStatus.CANCELLED, 0)
