"""Messages and mentions: every one is taken before it is acknowledged, so that none is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from agent.planner.intake import Message
from bot.desk import Desk
from bot.listeners import imports, stopping
from bot.views.text import plain_text

Next = Callable[[], Awaitable[BoltResponse]]
FROM_PEOPLE = {None, "file_share", "thread_broadcast"}
"""Subtypes of messages that a person writes; the others are Slack's own notes and other bots."""


class MessageListeners:
    """Bolt acknowledges an event before it calls the listener, so the work is done in listener middleware."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._inbox = desk.services.inbox

    async def take_message(
        self, event: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext, next_: Next
    ) -> BoltResponse:
        """A message in a direct conversation: new, edited or deleted."""
        workspace, key = context.team_id or "", body["event_id"]
        match event.get("subtype"):
            case "message_changed":
                edited = event["message"]
                if edited.get("subtype") == "tombstone":
                    # What is left of a deleted message that has answers, as every goal does.
                    await self._inbox.deleted(workspace, event["channel"], edited["ts"], key)
                elif by_person(edited) and edited.get("text") != event.get("previous_message", {}).get(
                    "text"
                ):
                    await self._inbox.edited(message_of(workspace, key, event["channel"], edited, context))
            case "message_deleted":
                await self._inbox.deleted(workspace, event["channel"], event["deleted_ts"], key)
            case _ if event.get("channel_type") == "im" and by_person(event):
                await self.take(message_of(workspace, key, event["channel"], event, context), event)
        return await next_()

    async def take_mention(
        self, event: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext, next_: Next
    ) -> BoltResponse:
        """A mention in a channel. One in a direct conversation arrives as a message, too."""
        if by_person(event) and not event["channel"].startswith("D"):
            workspace = context.team_id or ""
            message = message_of(workspace, body["event_id"], event["channel"], event, context)
            await self.take(message, event)
        return await next_()

    async def take(self, message: Message, event: dict[str, Any]) -> None:
        """What says stop stops, lists are imported, everything else is for the assistant."""
        if await stopping.take(self._desk, message):
            return
        if not await imports.take(self._desk, message, event.get("files") or ()):
            await self._inbox.received(message)


async def taken() -> None:
    """Nothing is left to do after the acknowledgement."""


def by_person(event: dict[str, Any]) -> bool:
    return bool(event.get("user")) and not event.get("bot_id") and event.get("subtype") in FROM_PEOPLE


def message_of(
    workspace: str, key: str, channel: str, event: dict[str, Any], context: AsyncBoltContext
) -> Message:
    return Message(
        workspace=workspace,
        author=event["user"],
        channel=channel,
        ts=event["ts"],
        thread_ts=event.get("thread_ts") or event["ts"],
        text=plain_text(event.get("text") or "", bot_user=context.bot_user_id),
        key=key,
        files=bool(event.get("files")),
    )


def register(app: AsyncApp, desk: Desk) -> None:
    messages = MessageListeners(desk)
    app.event("message", middleware=[messages.take_message])(taken)
    app.event("app_mention", middleware=[messages.take_mention])(taken)
