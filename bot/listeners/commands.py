"""The slash command: a goal as its text plans it, `playbooks` lists them, `help` explains."""

from __future__ import annotations

import uuid
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from agent.errors import AgentError
from agent.events import Commanded
from agent.planner.intake import GOAL_LIMIT
from bot.desk import Desk
from bot.listeners.common import sentence
from bot.slack import called
from bot.views.playbook import playbooks_modal
from bot.views.reply import help_text
from bot.views.text import plain_text


class CommandListener:
    """`/leadsmith`: the goal is put into the person's own conversation, and planned in a thread there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def run(self, ack: AsyncAck, command: dict[str, Any], context: AsyncBoltContext) -> None:
        text = plain_text(command.get("text") or "")
        if text.lower() in {"", "help", "?"}:
            await ack(text=help_text().text, blocks=list(help_text().blocks))
        elif text.lower() == "playbooks":
            await self._list(ack, command, context)
        elif len(text) > GOAL_LIMIT:
            await ack(text=f"That is longer than a goal can be ({GOAL_LIMIT:,} characters).")
        else:
            await ack(text=await self._take(command, text))

    async def _list(self, ack: AsyncAck, command: dict[str, Any], context: AsyncBoltContext) -> None:
        """Open the list of playbooks; what kept it from opening is the answer."""
        try:
            actor = await self._desk.admins.actor(context)
            view = playbooks_modal(await self._desk.services.playbooks.visible(actor), actor)
            await called(self._desk.hasty.views_open(trigger_id=command["trigger_id"], view=view))
        except AgentError:
            await ack(text="I could not open that window. Please send `/leadsmith playbooks` again.")
        except Exception as error:  # noqa: BLE001 - as above
            await ack(text=sentence(error))
        else:
            await ack()

    async def _take(self, command: dict[str, Any], text: str) -> str:
        """Take the goal before it is acknowledged, since Slack does not send a command again."""
        key = f"command:{command.get('trigger_id') or uuid.uuid4().hex}"
        event = Commanded(command["team_id"], command["user_id"], text, key)
        try:
            await self._desk.services.telling.soon(event)
        except Exception as error:  # noqa: BLE001 - the boundary: everything becomes a sentence
            return sentence(error)
        return "I'm planning that in our conversation."


def register(app: AsyncApp, desk: Desk) -> None:
    app.command("/leadsmith")(CommandListener(desk).run)
