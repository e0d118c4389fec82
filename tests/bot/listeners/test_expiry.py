"""Plans that nobody decides on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import GROUP_GOAL, buttons, office_at, said


@pytest.mark.long
async def test_only_a_plan_without_a_decision_expires_and_it_can_be_planned_again(tmp_path: Path) -> None:
    async with office_at(tmp_path, plan_expires_seconds=0.8) as office:
        decided = await office.plan()
        await decided.approved()
        left = await office.plan(GROUP_GOAL)
        await left.shows("This plan expired")
        assert list(buttons(left.plan)) == ["Plan again"]
        assert "Approved by" in said(decided.plan)
        await left.click("Plan again")
        shown = await left.offers("Approve")
        assert shown["ts"] == left.plan["ts"]
