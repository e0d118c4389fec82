"""What a plan's author is alerted to: it is about to expire."""

from __future__ import annotations

from datetime import timedelta

from agent.alerts.lines import Line, Review
from agent.alerts.service import NewAlert
from agent.planner.goal import Goal
from storage.models import AlertKind, Plan

NOTICE = timedelta(days=1)
"""How long before it expires."""


def expiring_alert(plan: Plan, expires_after: timedelta) -> NewAlert | None:
    """Told a day before, if it still waits for a decision; None for a plan that does not live as long."""
    if expires_after <= NOTICE:
        return None
    text = f"The plan “{Goal(text=plan.goal).title}” waits for your decision. It expires"
    return NewAlert(
        key=f"plan:{plan.id}:{plan.drafts}:expires",
        owner=plan.author,
        kind=AlertKind.PLAN_EXPIRES,
        target=plan.id,
        number=plan.drafts,
        line=Line(text=text, at=plan.expires_at, buttons=(Review(plan_id=plan.id),)),
        after=expires_after - NOTICE,
    )
