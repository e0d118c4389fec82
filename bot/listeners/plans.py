"""Decisions on plans: approve, regenerate, cancel, and planning something near instead."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp

from bot.desk import Desk
from bot.listeners.common import Click, on_click, on_submit, parts
from bot.views.plan import regenerate_modal


class PlanListeners:
    """Clicks on a plan's message."""

    def __init__(self, desk: Desk) -> None:
        self._planning = desk.services.planning
        self._execution = desk.services.execution

    async def approve(self, click: Click) -> None:
        await self._execution.approve(click.actor, *click.target)

    async def cancel(self, click: Click) -> None:
        await self._planning.cancel(click.actor, *click.target)

    async def ask_what_to_change(self, click: Click) -> None:
        card = await self._planning.replannable(click.actor, *click.target)
        await click.open(regenerate_modal(card))

    async def regenerate(self, click: Click) -> None:
        values = click.view["state"]["values"]
        picked = [option["value"] for option in values["chips"]["value"].get("selected_options") or []]
        words = (values["feedback"]["value"].get("value") or "").strip()
        feedback = ". ".join(part for part in (*picked, words) if part)
        await self._planning.regenerate(click.actor, *parts(click.view["private_metadata"]), feedback)

    async def retry(self, click: Click) -> None:
        await self._planning.regenerate(click.actor, *click.target, "")

    async def plan_instead(self, click: Click) -> None:
        await self._planning.plan_instead(click.actor, *click.target)

    async def answer(self, click: Click) -> None:
        plan, number = click.target
        await self._planning.plan_instead(click.actor, *parts(plan), number)


def register(app: AsyncApp, desk: Desk) -> None:
    plans = PlanListeners(desk)
    on_click(app, desk, "plan_approve", plans.approve)
    on_click(app, desk, "plan_cancel", plans.cancel)
    on_click(app, desk, "plan_regenerate", plans.ask_what_to_change)
    on_click(app, desk, "plan_retry", plans.retry)
    on_click(app, desk, "plan_instead", plans.plan_instead)
    on_click(app, desk, "plan_answer", plans.answer)
    on_submit(app, desk, "plan_regenerate", plans.regenerate)
