"""The slash command: whatever can be said, or the name of a window, as `playbooks` or `settings`."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from agent.assistant.router import plans
from agent.errors import NotFoundError, UnavailableError
from agent.events import Commanded
from agent.planner.intake import GOAL_LIMIT
from agent.roles import Actor
from bot.desk import Desk
from bot.listeners import preferences, prospecting, settings
from bot.listeners.common import sentence
from bot.listeners.schedules import VERBS, commanded
from bot.slack import SlackError, called
from bot.views.blocks import Block
from bot.views.lead_import import import_modal
from bot.views.playbook import playbooks_modal
from bot.views.prospecting_form import Place
from bot.views.reply import full_help
from bot.views.text import plain_text

ViewFor = Callable[[Actor, dict[str, Any]], Awaitable[Block]]


class CommandListener:
    """`/leadsmith`: the goal is put into the person's own conversation, and planned in a thread there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def run(self, ack: AsyncAck, command: dict[str, Any], context: AsyncBoltContext) -> None:
        text = plain_text(command.get("text") or "")
        if text.lower() in {"", "help", "?"}:
            await ack(text=full_help().text, blocks=list(full_help().blocks))
        elif text.lower() == "playbooks":
            await self._open(ack, command, context, self._playbooks)
        elif text.lower() == "import":
            await self._open(ack, command, context, self._import)
        elif text.lower() == "preferences":
            await self._open(ack, command, context, self._preferences)
        elif text.lower() == "settings":
            await self._open(ack, command, context, self._settings)
        elif text.lower() == prospecting.COMMAND and self._desk.services.prospecting is not None:
            await self._open(ack, command, context, self._prospecting)
        elif text.partition(" ")[0].lower() in VERBS:
            await self._open(ack, command, context, self._schedules)
        elif len(text) > GOAL_LIMIT:
            await ack(text=f"That is longer than a goal can be ({GOAL_LIMIT:,} characters).")
        else:
            await ack(text=await self._take(command, text))

    async def _open(
        self, ack: AsyncAck, command: dict[str, Any], context: AsyncBoltContext, view_for: ViewFor
    ) -> None:
        """Open a modal; what kept it from opening is the answer."""
        try:
            view = await view_for(await self._desk.admins.actor(context), command)
            await called(self._desk.hasty.views_open(trigger_id=command["trigger_id"], view=view))
        except (UnavailableError, SlackError):
            again = plain_text(command["text"])
            await ack(text=f"I could not open that window. Please send `/leadsmith {again}` again.")
        except Exception as error:  # noqa: BLE001 - as above
            await ack(text=sentence(error))
        else:
            await ack()

    async def _playbooks(self, actor: Actor, _command: dict[str, Any]) -> Block:
        return playbooks_modal(await self._desk.services.playbooks.visible(actor), actor)

    async def _import(self, _actor: Actor, _command: dict[str, Any]) -> Block:
        return import_modal()

    async def _preferences(self, actor: Actor, _command: dict[str, Any]) -> Block:
        return await preferences.commanded(self._desk, actor)

    async def _settings(self, actor: Actor, _command: dict[str, Any]) -> Block:
        return await settings.commanded(self._desk, actor)

    async def _prospecting(self, actor: Actor, _command: dict[str, Any]) -> Block:
        if self._desk.services.prospecting is None:
            raise NotFoundError("I cannot search for customers here.")
        return await prospecting.opened(self._desk.services.prospecting, actor, Place())

    async def _schedules(self, actor: Actor, command: dict[str, Any]) -> Block:
        verb, _, text = plain_text(command["text"]).partition(" ")
        return await commanded(self._desk, actor, verb.lower(), text, f"command:{command['trigger_id']}")

    async def _take(self, command: dict[str, Any], text: str) -> str:
        """Take the goal before it is acknowledged, since Slack does not send a command again."""
        key = f"command:{command.get('trigger_id') or uuid.uuid4().hex}"
        event = Commanded(command["team_id"], command["user_id"], text, key)
        try:
            await self._desk.services.telling.soon(event)
        except Exception as error:  # noqa: BLE001 - the boundary: everything becomes a sentence
            return sentence(error)
        return f"I'm {'planning' if plans(text) else 'answering'} that in our conversation."


def register(app: AsyncApp, desk: Desk) -> None:
    app.command("/leadsmith")(CommandListener(desk).run)
