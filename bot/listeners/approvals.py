"""Approving plans of people who may not approve their own."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.errors import StaleError
from agent.events import HomeChanged
from agent.planner.card import PlanCard, PlanStatus
from agent.roles import Actor
from bot.desk import Desk
from bot.listeners.common import Click, on_click, on_submit, parts
from bot.views.approval import approval_modal, approved_modal


class ApprovalListeners:
    """The review behind Home's plans that wait for approval."""

    def __init__(self, desk: Desk) -> None:
        self._services = desk.services

    async def open(self, click: Click) -> None:
        card = await self._services.planning.to_review(click.actor, click.target[0])
        await click.open(approval_modal(card, self._services.catalogue))

    async def approve(self, click: Click) -> dict[str, Any]:
        plan_id, version = parts(click.view["private_metadata"])
        card = await self._services.planning.to_review(click.actor, plan_id)
        if not _approved(card, click.actor):
            try:
                await self._services.execution.approve(click.actor, plan_id, version)
            except StaleError:
                # Delivered twice at once, the other was quicker: that is no mistake.
                if not _approved(await self._services.planning.to_review(click.actor, plan_id), click.actor):
                    raise
            await self._services.telling.soon(HomeChanged(click.actor.workspace, click.actor.user))
        return {"response_action": "update", "view": approved_modal(card)}


def _approved(card: PlanCard, actor: Actor) -> bool:
    """Whether this person has approved it already."""
    return card.decided_by == actor.user and card.status is PlanStatus.APPROVED


def register(app: AsyncApp, desk: Desk) -> None:
    approvals = ApprovalListeners(desk)
    on_click(app, desk, "approval_open", approvals.open)
    on_submit(app, desk, "approval_form", approvals.approve)
