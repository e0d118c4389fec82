"""A person at the keyboard: everything the page lets one do, for the page and for tests alike."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from bot.sandbox import interactions, posting
from bot.sandbox.core import Slack
from bot.sandbox.delivery.route import Kind
from bot.sandbox.errors import SlackError
from bot.sandbox.fields import holding, state
from bot.sandbox.forms import Forms
from bot.sandbox.identity import BOT_USER, TEAM_ID, User
from bot.sandbox.methods.files import new_file
from bot.sandbox.naming import Block
from bot.sandbox.slash import Commands
from bot.sandbox.typed import rich_text, typed
from bot.sandbox.workspace import Channel, File, Message

Values = Mapping[str, Any]


class Person:
    """One of the workspace's people. Messages and blocks are Slack's own shapes."""

    def __init__(self, slack: Slack, user: User) -> None:
        self._slack = slack
        self.user = user
        self.id = user.id
        self._entered: dict[str, dict[str, Any]] = {}
        self._forms = Forms(slack, user)
        self._commands = Commands(slack, user)

    # Messages

    def channel(self, channel: str | None = None) -> Channel:
        """A conversation by id or name; without one, the direct messages with the app."""
        if channel is None:
            return self._slack.workspace.direct(self.id)
        return self._slack.workspace.named(channel)

    async def send(
        self,
        text: str,
        channel: str | None = None,
        thread_ts: str | None = None,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> str:
        """Write a message, with files if there are any; returns its ts."""
        place = self.channel(channel)
        message = self._message(typed(text, self._slack.names()))
        if thread_ts is not None:
            message["thread_ts"] = thread_ts
        if files:
            shared = [self._share(place, name, content) for name, content in files]
            message |= {"subtype": "file_share", "files": [f.payload(self._slack.origin) for f in shared]}
        return str(posting.post(self._slack, place, message)["ts"])

    def _message(self, text: str) -> Message:
        message: Message = {
            "type": "message",
            "client_msg_id": str(uuid4()),
            "user": self.id,
            "text": text,
            "team": TEAM_ID,
        }
        return message | {"blocks": rich_text(text)} if text else message

    def _share(self, channel: Channel, name: str, content: bytes) -> File:
        file = new_file(self.id, name, len(content), int(self._slack.now()))
        file.complete, file.channels = True, [channel.id]
        self._slack.workspace.files.add(file)
        self._slack.workspace.files.fill(file, content)
        return file

    async def edit(self, ts: str, text: str, channel: str | None = None) -> None:
        stored = typed(text, self._slack.names())
        content = {"text": stored, "blocks": rich_text(stored)}
        posting.edit(self._slack, self.channel(channel), ts, content, editor=self.id)

    async def delete(self, ts: str, channel: str | None = None) -> None:
        posting.remove(self._slack, self.channel(channel), ts)

    def messages(self, channel: str | None = None) -> list[Message]:
        """Every message of a conversation, answers in threads included, oldest first."""
        return self.channel(channel).messages.values()

    def replies(self, thread_ts: str, channel: str | None = None) -> list[Message]:
        """The answers in a thread, without its first message."""
        return [m for m in self.channel(channel).replies(thread_ts) if m["ts"] != thread_ts]

    def ephemerals(self, channel: str | None = None) -> list[Message]:
        """What only this person sees."""
        return self.channel(channel).ephemerals(self.id).values()

    # The app's tabs

    async def open_home(self) -> None:
        self._open_tab("home")

    async def open_messages(self) -> None:
        self._open_tab("messages")

    def _open_tab(self, tab: str) -> None:
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": self.channel().id,
            "tab": tab,
            "event_ts": self._slack.stamps.next(),
        }
        home = self._slack.views.home(self.id)
        if tab == "home" and home is not None:
            event["view"] = copy.deepcopy(home)
        self._slack.emit(event, "app_home_opened")

    def home(self) -> dict[str, Any] | None:
        return copy.deepcopy(self._slack.views.home(self.id))

    async def stop(self, thread_ts: str, channel: str | None = None) -> None:
        """Press the stop button of an agent's session."""
        place = self.channel(channel)
        stamps = [m["ts"] for m in place.replies(thread_ts)]
        event = {
            "type": "agent_session_stopped",
            "user": self.id,
            "channel": place.id,
            "thread_ts": thread_ts,
            "streaming_message_ts": self._slack.streams.stop_thread(place.id, stamps),
            "event_ts": self._slack.stamps.next(),
        }
        self._slack.emit(event, "agent_session_stopped")

    # Buttons, menus, fields

    async def click(
        self,
        where: str,
        action_id: str,
        *,
        block_id: str | None = None,
        value: Any = None,
        values: Values | None = None,
        channel: str | None = None,
    ) -> None:
        """Press or choose: `where` is a message's ts or a view's id, `value` what is chosen.

        `values` is what stands in the other fields there. Raises NotAnsweredError when the app is silent.
        """
        if where.startswith("V"):
            await self._click_in_view(where, action_id, block_id, value, values or {})
            return
        place, message = self._message_at(where, channel)
        found = interactions.find(message.get("blocks", []), action_id, block_id, value)
        self._entered[where] = self._state(message["blocks"], found, value, values, self._entered.get(where))
        if _dispatches(found):
            payload = interactions.on_message(self._slack, self.user, place, message, self._entered[where])
            await self._act(payload, found, value)

    select = click

    async def _click_in_view(
        self, view_id: str, action_id: str, block_id: str | None, value: Any, values: Values
    ) -> None:
        view = self._slack.views.find(self.id, view_id)
        found = interactions.find(view["blocks"], action_id, block_id, value)
        view["state"]["values"] = self._state(view["blocks"], found, value, values, view["state"]["values"])
        if _dispatches(found):
            await self._act(interactions.on_view(self._slack, self.user, view), found, value)

    def _state(
        self, blocks: list[Block], found: interactions.Found, value: Any, values: Values | None, before: Any
    ) -> dict[str, Any]:
        entered = state(blocks, values or {}, before)
        if found.element in holding(found.block):
            block_id, action_id = found.block["block_id"], found.element["action_id"]
            entered = state(blocks, {block_id: {action_id: value}}, entered)
        return entered

    async def _act(self, payload: dict[str, Any], found: interactions.Found, value: Any) -> None:
        payload["actions"] = [interactions.action(found, value, self._slack.stamps.next())]
        await self._slack.postman.ask(Kind.INTERACTIVE, payload)

    def _message_at(self, ts: str, channel: str | None) -> tuple[Channel, Message]:
        """A message that this person sees, wherever it is."""
        places = [self.channel(channel)] if channel else list(self._slack.workspace.channels.values())
        for place in places:
            message = place.messages.get(ts) or place.ephemerals(self.id).get(ts)
            if message is not None and place.seen_by(self.id):
                return place, message
        raise SlackError("message_not_found")

    def entered(self, ts: str) -> dict[str, Any]:
        """What stands in a message's fields for this person."""
        return self._entered.get(ts, {})

    # Modals and commands

    def views(self) -> list[dict[str, Any]]:
        """The open modals, the topmost last."""
        return copy.deepcopy(self._slack.views.stack(self.id))

    async def submit(self, view_id: str, values: Values | None = None) -> dict[str, str] | None:
        """Fill in a modal and submit it. Returns what is wrong at which block, or None when it went through.

        `values` maps an action id, or a block id, or a block id and an action id, to a plain value: text,
        the value of an option, a list of them, an id, a date.
        """
        return await self._forms.submit(view_id, values or {})

    async def close(self, view_id: str) -> None:
        await self._forms.close(view_id)

    async def command(self, command: str, text: str = "", channel: str | None = None) -> None:
        await self._commands.run(command, text, self.channel(channel))

    async def invite_app(self, channel: str) -> None:
        members = self.channel(channel).members
        if BOT_USER not in members:
            members.append(BOT_USER)
        self._slack.changed()


def _dispatches(found: interactions.Found) -> bool:
    return found.block["type"] != "input" or bool(found.block.get("dispatch_action"))
