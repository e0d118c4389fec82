"""Slash commands: delivered to the app, and its immediate answer shown."""

from __future__ import annotations

from typing import Any

from bot.sandbox import interactions
from bot.sandbox.core import Slack
from bot.sandbox.deliverables import say
from bot.sandbox.delivery.route import Kind
from bot.sandbox.errors import NotAnsweredError
from bot.sandbox.identity import TEAM_ID, User
from bot.sandbox.naming import named
from bot.sandbox.triggers import ResponseUrl
from bot.sandbox.typed import escaped
from bot.sandbox.validation.message import check_message
from bot.sandbox.workspace import Channel


class Commands:
    """One person's commands."""

    def __init__(self, slack: Slack, user: User) -> None:
        self._slack = slack
        self._user = user

    async def run(self, name: str, text: str, channel: Channel) -> None:
        # An app's commands are its own workspace's.
        if not self._slack.manifest.knows_command(name) or self._user.team != TEAM_ID:
            raise NotAnsweredError(f"{name} is not a valid command")
        written = escaped(text, self._slack.known()) if self._slack.manifest.escapes(name) else text
        payload = interactions.command(self._slack, self._user, channel, name, written)
        answer = await self._slack.postman.ask(Kind.COMMAND, payload)
        if answer and (answer.get("text") or answer.get("blocks")):
            self._show(channel, answer)

    def _show(self, channel: Channel, answer: dict[str, Any]) -> None:
        check_message(answer.get("text"), answer.get("blocks"))
        content = {"text": answer.get("text", "")}
        if answer.get("blocks"):
            content["blocks"] = named(answer["blocks"])
        place = ResponseUrl(self._user.id, channel.id, self._slack.now())
        say(self._slack, place, content, shared=answer.get("response_type") == "in_channel")
