"""The moves between a plan's states."""

from __future__ import annotations

import itertools

import pytest

from agent.errors import StaleError
from agent.planner.states import NEXT, decide, move
from storage.models import PlanStatus
from tests.storage import rows

ALLOWED = {
    ("planning", "planning"),
    ("planning", "proposed"),
    ("planning", "refused"),
    ("planning", "failed"),
    ("planning", "cancelled"),
    ("proposed", "planning"),
    ("proposed", "approved"),
    ("proposed", "cancelled"),
    ("proposed", "expired"),
    ("refused", "planning"),
    ("refused", "cancelled"),
    ("failed", "planning"),
    ("failed", "cancelled"),
    ("expired", "planning"),
}


@pytest.mark.parametrize(("before", "after"), list(itertools.product(PlanStatus, PlanStatus)))
def test_only_these_moves_are_possible(before: PlanStatus, after: PlanStatus) -> None:
    plan = rows.plan(status=before)
    if (before.value, after.value) in ALLOWED:
        move(plan, after)
        assert plan.status is after
    else:
        with pytest.raises(StaleError):
            move(plan, after)
        assert plan.status is before


def test_every_state_has_its_moves() -> None:
    assert NEXT.keys() == set(PlanStatus)


def test_a_decision_keeps_who_and_when() -> None:
    plan = rows.plan()
    decide(plan, PlanStatus.APPROVED, "U7", rows.NOW)
    assert (plan.decided_by, plan.decided_at) == ("U7", rows.NOW)
    with pytest.raises(StaleError, match="That plan was approved by <@U7>"):
        decide(plan, PlanStatus.CANCELLED, "U8", rows.NOW)
    assert plan.decided_by == "U7"
