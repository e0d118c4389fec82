"""The slash command: a goal as its text plans it, `help` explains."""

from __future__ import annotations

import uuid
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from agent.errors import AgentError
from agent.planner.intake import GOAL_LIMIT, Message
from bot.desk import Desk
from bot.slack import called
from bot.views.blocks import Message as Shown
from bot.views.blocks import escape, section
from bot.views.reply import help_text
from bot.views.text import plain_text


class CommandListener:
    """`/leadsmith`: the goal is put into the person's own conversation, and planned in a thread there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def run(self, ack: AsyncAck, command: dict[str, Any], client: AsyncWebClient) -> None:
        text = plain_text(command.get("text") or "")
        if text.lower() in {"", "help", "?"}:
            await ack(text=help_text().text, blocks=list(help_text().blocks))
            return
        if len(text) > GOAL_LIMIT:
            await ack(text=f"That is longer than a goal can be ({GOAL_LIMIT:,} characters).")
            return
        await ack(text="I'm planning that in our conversation.")
        try:
            await self._plan(command, text, client)
        except AgentError as error:
            await called(
                client.chat_postEphemeral(
                    channel=command["channel_id"], user=command["user_id"], text=str(error)
                )
            )

    async def _plan(self, command: dict[str, Any], text: str, client: AsyncWebClient) -> None:
        workspace, user = command["team_id"], command["user_id"]
        opened = await called(client.conversations_open(users=user))
        channel = opened["channel"]["id"]
        key = f"command:{command.get('trigger_id') or uuid.uuid4().hex}"
        shown = Shown(escape(text), [section(f"*Goal:* {escape(text)}")])
        ts = await self._desk.posting.show(workspace, key, (channel, None), shown)
        await self._desk.services.intake.receive(
            Message(
                workspace=workspace,
                author=user,
                channel=channel,
                ts=ts,
                thread_ts=ts,
                text=text,
                key=key,
            )
        )


def register(app: AsyncApp, desk: Desk) -> None:
    app.command("/leadsmith")(CommandListener(desk).run)
