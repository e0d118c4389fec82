"""Playbooks: listed, started, used instead of a plan, saved, named, shared, deleted."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.errors import AgentError
from agent.events import Commanded
from agent.planner.intake import GOAL_LIMIT
from bot.desk import Desk
from bot.listeners.common import Click, on_click, on_submit, parts, typed
from bot.views.blocks import Block, escape
from bot.views.playbook import playbooks_modal, rename_modal, start_modal


class PlaybookListeners:
    """Clicks on playbooks, at Home, in their list, on a plan and on a run's card."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._playbooks = desk.services.playbooks

    async def use(self, click: Click) -> None:
        playbook_id, _, plan = click.value.partition(":")
        await self._playbooks.use(click.actor, *parts(plan), playbook_id)

    async def save(self, click: Click) -> None:
        card = await self._playbooks.save(click.actor, click.target[0])
        await click.whisper(f"Kept as the playbook “{escape(card.name)}”. You find it at Home.")

    async def list(self, click: Click) -> None:
        await click.open(await self._listed(click))

    async def ask_for_a_goal(self, click: Click) -> None:
        view = start_modal(await self._playbooks.get(click.actor, click.value))
        in_list = click.body.get("view", {}).get("type") == "modal"
        await (click.update(view) if in_list else click.open(view))

    async def start(self, click: Click) -> dict[str, Any] | None:
        """Take the goal, or say at its field why these phantoms are no plan for it."""
        playbook_id, goal = click.view["private_metadata"], typed(click.view).get("goal", "").strip()
        try:
            await self._check(click, playbook_id, goal)
        except AgentError as error:
            return {"response_action": "errors", "errors": {"goal": str(error)}}
        key = f"playbook:{click.view['id']}"
        event = Commanded(click.actor.workspace, click.actor.user, goal, key, playbook_id)
        await self._desk.services.telling.soon(event)
        return None

    async def _check(self, click: Click, playbook_id: str, goal: str) -> None:
        if len(goal) > GOAL_LIMIT:
            raise AgentError(f"That is longer than a goal can be ({GOAL_LIMIT:,} characters).")
        await self._playbooks.check(click.actor, playbook_id, goal)

    async def ask_for_a_name(self, click: Click) -> None:
        await click.update(rename_modal(await self._playbooks.governed(click.actor, click.value)))

    async def rename(self, click: Click) -> dict[str, Any]:
        """Keep the name and go back to the list, or say at its field what is wrong."""
        try:
            name = typed(click.view).get("name", "")
            await self._playbooks.rename(click.actor, click.view["private_metadata"], name)
        except AgentError as error:
            return {"response_action": "errors", "errors": {"name": str(error)}}
        return {"response_action": "update", "view": await self._listed(click)}

    async def share(self, click: Click) -> None:
        await self._playbooks.share(click.actor, click.value, shared=True)
        await click.update(await self._listed(click))

    async def unshare(self, click: Click) -> None:
        await self._playbooks.share(click.actor, click.value, shared=False)
        await click.update(await self._listed(click))

    async def delete(self, click: Click) -> None:
        await self._playbooks.delete(click.actor, click.value)
        await click.update(await self._listed(click))

    async def _listed(self, click: Click) -> Block:
        return playbooks_modal(await self._playbooks.visible(click.actor), click.actor)


def register(app: AsyncApp, desk: Desk) -> None:
    playbooks = PlaybookListeners(desk)
    on_click(app, desk, "playbook_use", playbooks.use)
    on_click(app, desk, "playbook_save", playbooks.save)
    on_click(app, desk, "playbooks_open", playbooks.list)
    on_click(app, desk, "playbook_start", playbooks.ask_for_a_goal)
    on_click(app, desk, "playbook_rename", playbooks.ask_for_a_name)
    on_click(app, desk, "playbook_share", playbooks.share)
    on_click(app, desk, "playbook_unshare", playbooks.unshare)
    on_click(app, desk, "playbook_delete", playbooks.delete)
    on_submit(app, desk, "playbook_start", playbooks.start)
    on_submit(app, desk, "playbook_rename", playbooks.rename)
