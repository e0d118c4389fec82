"""One person's buttons, menus and fields, in messages, modals and on Home."""

from __future__ import annotations

from typing import Any

from bot.sandbox import interactions
from bot.sandbox.core import Slack
from bot.sandbox.delivery.route import Kind
from bot.sandbox.entries import Entries, Values
from bot.sandbox.errors import SlackError
from bot.sandbox.fields import holding
from bot.sandbox.identity import User
from bot.sandbox.naming import Block
from bot.sandbox.workspace import Channel, Message


class Controls:
    """Presses, chooses and asks for suggestions. `where` is a message's ts or a view's id."""

    def __init__(self, slack: Slack, user: User, entries: Entries) -> None:
        self._slack = slack
        self._user = user
        self._entries = entries
        self._entered: dict[str, dict[str, Any]] = {}

    def entered(self, ts: str) -> dict[str, Any]:
        """What stands in a message's fields for this person."""
        return self._entered.get(ts, {})

    async def use(
        self,
        where: str,
        action_id: str,
        block_id: str | None,
        value: Any,
        values: Values,
        channel: Channel | None,
    ) -> None:
        if where.startswith("V"):
            await self._use_in_view(where, action_id, block_id, value, values)
            return
        place, message = self.message(where, channel)
        blocks = self._entries.suggestions.offered(where, message.get("blocks", []))
        found = interactions.find(blocks, action_id, block_id, value)
        entered = self._state(where, blocks, found, value, values, self._entered.get(where))
        self._entered[where] = entered
        if _dispatches(found):
            payload = interactions.on_message(self._slack, self._user, place, message, entered)
            await self._act(payload, found, value)

    async def _use_in_view(
        self, view_id: str, action_id: str, block_id: str | None, value: Any, values: Values
    ) -> None:
        view = self._slack.views.find(self._user.id, view_id)
        blocks = self._entries.suggestions.offered(view_id, view["blocks"])
        found = interactions.find(blocks, action_id, block_id, value)
        before = view["state"]["values"]
        view["state"]["values"] = self._state(view_id, blocks, found, value, values, before)
        if _dispatches(found):
            await self._act(interactions.on_view(self._slack, self._user, view), found, value)

    def _state(
        self,
        where: str,
        blocks: list[Block],
        found: interactions.Found,
        value: Any,
        values: Values,
        before: Values | None,
    ) -> dict[str, Any]:
        entered = self._entries.state(where, blocks, values, before)
        if found.element in holding(found.block):
            chosen = {found.block["block_id"]: {found.element["action_id"]: value}}
            entered = self._entries.state(where, blocks, chosen, entered)
        return entered

    async def _act(self, payload: dict[str, Any], found: interactions.Found, value: Any) -> None:
        payload["actions"] = [interactions.action(found, value, self._slack.stamps.next())]
        await self._slack.postman.ask(Kind.INTERACTIVE, payload)

    async def suggest(
        self, where: str, action_id: str, block_id: str | None, text: str, channel: Channel | None
    ) -> dict[str, Any]:
        """Type into a menu whose options the app supplies; what it offers."""
        if where.startswith("V"):
            view = self._slack.views.find(self._user.id, where)
            found = interactions.find(view["blocks"], action_id, block_id, None)
            about = interactions.in_view(self._user, view)
        else:
            place, message = self.message(where, channel)
            found = interactions.find(message.get("blocks", []), action_id, block_id, None)
            about = interactions.in_message(self._user, place, message)
        return await self._entries.suggestions.ask(where, found, about, text)

    def message(self, ts: str, channel: Channel | None) -> tuple[Channel, Message]:
        """A message that this person sees, wherever it is."""
        for place in [channel] if channel else self._slack.workspace.channels.values():
            message = place.messages.get(ts) or place.ephemerals(self._user.id).get(ts)
            if message is not None and place.seen_by(self._user.id):
                return place, message
        raise SlackError("message_not_found")


def _dispatches(found: interactions.Found) -> bool:
    return found.block["type"] != "input" or bool(found.block.get("dispatch_action"))
