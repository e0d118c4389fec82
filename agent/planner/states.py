"""The moves between a plan's states, and the one function that makes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from agent.errors import StaleError
from storage.models import Plan, PlanStatus

NEXT: Mapping[PlanStatus, frozenset[PlanStatus]] = {
    PlanStatus.PLANNING: frozenset(
        {
            PlanStatus.PLANNING,
            PlanStatus.PROPOSED,
            PlanStatus.REFUSED,
            PlanStatus.FAILED,
            PlanStatus.CANCELLED,
        }
    ),
    PlanStatus.PROPOSED: frozenset(
        {PlanStatus.PLANNING, PlanStatus.APPROVED, PlanStatus.CANCELLED, PlanStatus.EXPIRED}
    ),
    PlanStatus.REFUSED: frozenset({PlanStatus.PLANNING, PlanStatus.CANCELLED}),
    PlanStatus.FAILED: frozenset({PlanStatus.PLANNING, PlanStatus.CANCELLED}),
    PlanStatus.APPROVED: frozenset(),
    PlanStatus.CANCELLED: frozenset(),
    PlanStatus.EXPIRED: frozenset({PlanStatus.PLANNING}),
}

STILL_PLANNING = "I'm still planning that; the new version will be here in a moment."
_SAID = {
    PlanStatus.PLANNING: STILL_PLANNING,
    PlanStatus.PROPOSED: "That plan is waiting for a decision.",
    PlanStatus.REFUSED: "There is no plan to decide on.",
    PlanStatus.FAILED: "There is no plan to decide on.",
    PlanStatus.APPROVED: "That plan was approved by {who}.",
    PlanStatus.CANCELLED: "That plan was cancelled by {who}.",
    PlanStatus.EXPIRED: "That plan has expired. Send the goal again and I'll plan it anew.",
}


def require(plan: Plan, to: PlanStatus) -> None:
    """Raise, saying what became of it, when a plan cannot be put into another state."""
    if to not in NEXT[plan.status]:
        who = f"<@{plan.decided_by}>" if plan.decided_by else "somebody"
        raise StaleError(_SAID[plan.status].format(who=who))


def move(plan: Plan, to: PlanStatus) -> None:
    """Put a plan into another state, or say why that cannot be."""
    require(plan, to)
    plan.status = to


def decide(plan: Plan, to: PlanStatus, by: str, at: datetime) -> None:
    """Put a plan into a state that a person chose, and keep who and when."""
    move(plan, to)
    plan.decided_by, plan.decided_at = by, at
