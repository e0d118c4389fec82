"""Clicks and submissions: who acts on what, acknowledged in time, errors as sentences."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from agent.errors import AgentError
from agent.roles import Actor
from bot.desk import Desk
from bot.slack import SlackError, called
from bot.views.blocks import Block, Message, actions, button, modal, section

OVERTAKEN = {"hash_conflict", "not_found"}
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Click:
    """Somebody clicked (or chose) something."""

    actor: Actor
    body: dict[str, Any]
    client: AsyncWebClient
    hasty: AsyncWebClient

    @property
    def action(self) -> dict[str, Any]:
        found: dict[str, Any] = self.body["actions"][0]
        return found

    @property
    def value(self) -> str:
        """What a button carries, or what was chosen in a menu."""
        return str(
            self.action["value"] if "value" in self.action else self.action["selected_option"]["value"]
        )

    @property
    def target(self) -> tuple[str, int]:
        """The id and the version (or stretch, or page) that the button was shown with."""
        return parts(self.value)

    @property
    def place(self) -> str:
        """The channel of the message that was clicked in."""
        return str(self.body["container"]["channel_id"])

    @property
    def view(self) -> dict[str, Any]:
        found: dict[str, Any] = self.body["view"]
        return found

    async def open(self, view: Block) -> None:
        """Open a modal; when Slack failed, offer the same button again, since the trigger is spent."""
        try:
            await called(self.hasty.views_open(trigger_id=self.body["trigger_id"], view=view))
        except AgentError as error:
            _log.warning("views.open failed: %s", error)
            again = button("Try again", self.action["action_id"], self.value, style="primary")
            text = "Slack did not let me open that window. Please try again."
            await self.whisper(text, actions(again))

    async def push(self, view: Block) -> None:
        """Show a modal on top of the one that was clicked in, whose fields keep what was entered."""
        await called(self.hasty.views_push(trigger_id=self.body["trigger_id"], view=view))

    async def update(self, view: Block) -> None:
        """Show something else in the modal that was clicked in, unless it changed or was closed meanwhile."""
        try:
            await called(self.client.views_update(view_id=self.view["id"], hash=self.view["hash"], view=view))
        except SlackError as error:
            # The person was quicker, or Slack failed to tell us that it made this very change.
            if error.code not in OVERTAKEN:
                raise

    async def edit(self, message: Message) -> None:
        """Show something else in the message that was clicked in."""
        place = self.body["container"]
        await called(
            self.client.chat_update(
                channel=place["channel_id"],
                ts=place["message_ts"],
                text=message.text,
                blocks=list(message.blocks),
            )
        )

    async def whisper(self, text: str, *blocks: Block) -> None:
        """Tell the person who clicked, and nobody else; in their own conversation when it was no message."""
        shown = [section(text), *blocks]
        place = self.body.get("container", {})
        channel = self.body.get("channel", {}).get("id") or place.get("channel_id")
        if channel is None:
            opened = await called(self.client.conversations_open(users=self.actor.user))
            channel = opened["channel"]["id"]
            await called(self.client.chat_postMessage(channel=channel, text=text, blocks=shown))
            return
        thread = self.body.get("message", {}).get("thread_ts") or place.get("thread_ts")
        await called(
            self.client.chat_postEphemeral(
                channel=channel, user=self.actor.user, thread_ts=thread, text=text, blocks=shown
            )
        )


OnClick = Callable[[Click], Awaitable[None]]
OnSubmit = Callable[[Click], Awaitable[dict[str, Any] | None]]


def on_click(app: AsyncApp, desk: Desk, action_id: str | re.Pattern[str], handle: OnClick) -> None:
    """Listen to one action, or to all that a pattern matches.

    Acknowledge, handle, and tell an error to the person who clicked. Nothing may raise through Bolt after
    `ack()`: it would wipe the acknowledgement.
    """

    async def listener(
        ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        await ack()
        click = Click(Actor(context.team_id or "", context.user_id or ""), body, client, desk.hasty)
        try:
            await handle(Click(await desk.admins.actor(context), body, client, desk.hasty))
        except Exception as error:  # noqa: BLE001 - the boundary: everything becomes a sentence
            await _tell(click, sentence(error))

    app.action(action_id)(listener)


def on_submit(app: AsyncApp, desk: Desk, callback_id: str, handle: OnSubmit) -> None:
    """Listen to one modal's submission; the handler returns what its acknowledgement says (None: close)."""

    async def listener(
        ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        try:
            answer = await handle(Click(await desk.admins.actor(context), body, client, desk.hasty))
        except Exception as error:  # noqa: BLE001 - as above; the modal itself says what is wrong
            answer = {"response_action": "update", "view": _sorry(sentence(error))}
        await ack(**(answer or {}))

    app.view(callback_id)(listener)


def sentence(error: Exception) -> str:
    """What to tell a person of an error; the unexpected gets a reference that is in the log."""
    if isinstance(error, AgentError):
        return str(error)
    reference = secrets.token_hex(2)
    _log.error("ref %s", reference, exc_info=error)
    return f"Something broke on my side. Nothing is lost; try again in a minute. (ref {reference})"


async def _tell(click: Click, text: str) -> None:
    try:
        await click.whisper(text)
    except AgentError as error:
        _log.warning("could not tell %s: %s", click.actor.user, error)


def _sorry(text: str) -> Block:
    return modal("That did not work", "done", "", [section(text)])


def parts(value: str) -> tuple[str, int]:
    """An id and a number from a button's value."""
    name, _, number = value.rpartition(":")
    return name, int(number)


def chosen(view: dict[str, Any], block_id: str) -> list[str]:
    """What was chosen in a field of a modal: options, people, conversations, a time."""
    for state in view["state"]["values"].get(block_id, {}).values():
        one = state.get("selected_option")
        several = state.get("selected_options") or ([one] if one else [])
        if several:
            return [str(option["value"]) for option in several]
        names = ("selected_user", "selected_conversation", "selected_time")
        return [str(state[name]) for name in names if state.get(name)]
    return []


def in_modal(click: Click) -> bool:
    """Whether the click was in a modal, and not at Home or in a message."""
    return bool(click.body.get("view", {}).get("type") == "modal")


def typed(view: dict[str, Any]) -> dict[str, str]:
    """The text typed into a modal, by block."""
    found = {}
    for block_id, states in view["state"]["values"].items():
        for state in states.values():
            if state.get("value"):
                found[block_id] = state["value"]
    return found
