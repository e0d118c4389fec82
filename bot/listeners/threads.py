"""Threads in channels, which are followed without a mention: what is said to Leadsmith is taken, no more."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from agent.planner.intake import Message
from bot.desk import Desk
from bot.listeners.messages import MessageListeners, Next, by_person, message_of, taken

KINDS = {"channel", "group"}
_SOMEBODY = re.compile(r"<@[UW]\w+|<![a-z^]|<!subteam")


class ThreadListeners:
    """Messages in channels; a mention of Leadsmith arrives by itself as well, and is taken there."""

    def __init__(self, desk: Desk, messages: MessageListeners) -> None:
        self._manners = desk.services.manners
        self._messages = messages

    async def take(
        self, event: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext, next_: Next
    ) -> BoltResponse:
        """Take what is for us, before it is acknowledged; forget everything else."""
        workspace = context.team_id or ""
        if event.get("subtype") in {"message_changed", "message_deleted"}:
            ts = event.get("deleted_ts") or event["message"]["ts"]
            if await self._manners.is_known(workspace, event["channel"], ts):
                return await self._messages.take_message(event, body, context, next_)
        elif by_person(event) and event.get("thread_ts", event["ts"]) != event["ts"]:
            message = message_of(workspace, body["event_id"], event["channel"], event, context)
            await self._follow(message, event, context.bot_user_id)
        return await next_()

    async def _follow(self, message: Message, event: dict[str, Any], bot: str | None) -> None:
        text = event.get("text") or ""
        if f"<@{bot}" in text:
            await self._manners.mentioned(message)
        elif await self._manners.follows(message, to_others=_SOMEBODY.search(text) is not None):
            await self._messages.take(message, event)


async def _in_channel(event: dict[str, Any]) -> bool:
    return event.get("channel_type") in KINDS


def register(app: AsyncApp, desk: Desk) -> None:
    threads = ThreadListeners(desk, MessageListeners(desk))
    app.event("message", matchers=[_in_channel], middleware=[threads.take])(taken)
