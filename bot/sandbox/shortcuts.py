"""Shortcuts: from anywhere, or on a message."""

from __future__ import annotations

from bot.sandbox import interactions
from bot.sandbox.core import Slack
from bot.sandbox.delivery.route import Kind
from bot.sandbox.errors import NotAnsweredError, SlackError
from bot.sandbox.identity import User
from bot.sandbox.workspace import Channel, Message


class Shortcuts:
    """One person's shortcuts. The manifest says which there are; without one, the app may have any."""

    def __init__(self, slack: Slack, user: User) -> None:
        self._slack = slack
        self._user = user

    async def anywhere(self, callback_id: str) -> None:
        self._exists("global", callback_id)
        await self._send(interactions.shortcut(self._slack, self._user, callback_id))

    async def on(self, channel: Channel, message: Message, callback_id: str) -> None:
        self._exists("message", callback_id)
        if message.get("is_ephemeral"):
            raise SlackError("message_not_found")  # no menu stands beside what only one person sees
        await self._send(
            interactions.message_shortcut(self._slack, self._user, channel, message, callback_id)
        )

    def _exists(self, kind: str, callback_id: str) -> None:
        if not self._slack.manifest.knows_shortcut(kind, callback_id):
            raise NotAnsweredError(f"the manifest has no {kind} shortcut {callback_id}")

    async def _send(self, payload: interactions.Payload) -> None:
        await self._slack.postman.ask(Kind.INTERACTIVE, payload)
