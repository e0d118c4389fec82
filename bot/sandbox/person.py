"""A person at the keyboard: everything the page lets one do, for the page and for tests alike."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from bot.sandbox import channels, posting
from bot.sandbox.arguments import Arguments
from bot.sandbox.controls import Controls
from bot.sandbox.core import Slack
from bot.sandbox.entries import Entries, Values, upload
from bot.sandbox.errors import SlackError
from bot.sandbox.forms import Forms
from bot.sandbox.identity import BOT_USER, Caller, TokenKind, User
from bot.sandbox.methods import METHODS, Call
from bot.sandbox.shortcuts import Shortcuts
from bot.sandbox.slash import Commands
from bot.sandbox.typed import rich_text, typed
from bot.sandbox.workspace import Channel, Message


class Person:
    """One of the workspace's people. Messages and blocks are Slack's own shapes."""

    def __init__(self, slack: Slack, user: User) -> None:
        self._slack = slack
        self.user = user
        self.id = user.id
        entries = Entries(slack, user)
        self._controls = Controls(slack, user, entries)
        self._forms = Forms(slack, user, entries)
        self._commands = Commands(slack, user)
        self._shortcuts = Shortcuts(slack, user)

    # Messages

    def channel(self, channel: str | None = None) -> Channel:
        """A conversation by id or name; without one, the direct messages with the app."""
        if channel is None:
            return self._slack.workspace.direct(self.id)
        return self._slack.workspace.named(channel)

    def place(self, channel: str | None) -> Channel:
        """Where the page looks: at what was asked for, else at the app, else at what else one sees."""
        seen = [each for each in self._slack.workspace.channels.values() if each.seen_by(self.id)]
        asked = [each for each in seen if channel and channel.removeprefix("#") in (each.id, each.name)]
        places = [*asked, *(each for each in seen if each.is_im), *seen]
        if not places:
            raise SlackError("channel_not_found")
        return places[0]

    async def send(
        self,
        text: str,
        channel: str | None = None,
        thread_ts: str | None = None,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> str:
        """Write a message, with files if there are any; returns its ts."""
        place = self._joined(channel)
        message = self._message(typed(text, self._slack.known()))
        if thread_ts is not None:
            message["thread_ts"] = thread_ts
        if files:
            shared = [upload(self._slack, self.user, name, content, place) for name, content in files]
            message |= {"subtype": "file_share", "files": [f.payload(self._slack.origin) for f in shared]}
        return str(posting.post(self._slack, place, message)["ts"])

    def _message(self, text: str) -> Message:
        content = {"client_msg_id": str(uuid4()), "text": text}
        blocks = {"blocks": rich_text(text)} if text else {}
        return posting.by_person(self.id, content | blocks | {"team": self.user.team})

    async def edit(self, ts: str, text: str, channel: str | None = None) -> None:
        stored = typed(text, self._slack.known())
        content = {"text": stored, "blocks": rich_text(stored)}
        posting.edit(self._slack, self.channel(channel), ts, content, editor=self.id)

    async def delete(self, ts: str, channel: str | None = None) -> None:
        posting.remove(self._slack, self.channel(channel), ts)

    async def react(self, ts: str, name: str, channel: str | None = None) -> None:
        """Add an emoji to a message, or take one's own away again."""
        place, message = self._controls.message(ts, self.channel(channel) if channel else None)
        given = {r["name"]: r["users"] for r in message.get("reactions", ())}
        method = "reactions.remove" if self.id in given.get(name, ()) else "reactions.add"
        arguments = Arguments({"channel": place.id, "timestamp": ts, "name": name})
        caller = Caller(TokenKind.USER, self.user)
        METHODS[method].answer(Call(self._slack, caller, arguments, self._slack.origin))

    def messages(self, channel: str | None = None) -> list[Message]:
        """Every message of a conversation, answers in threads included, oldest first."""
        return self.channel(channel).messages.values()

    def replies(self, thread_ts: str, channel: str | None = None) -> list[Message]:
        """The answers in a thread, without its first message."""
        return [m for m in self.channel(channel).replies(thread_ts) if m["ts"] != thread_ts]

    def ephemerals(self, channel: str | None = None) -> list[Message]:
        """What only this person sees."""
        return self.channel(channel).ephemerals(self.id).values()

    # Channels

    def _joined(self, channel: str | None) -> Channel:
        """A conversation in which to act: of a channel one becomes a member by that."""
        place = self.channel(channel)
        if not place.seen_by(self.id):
            raise SlackError("channel_not_found")
        if not place.is_im and not place.archived:
            channels.join(self._slack, place, self.id)
        return place

    async def create_channel(self, name: str, *, private: bool = False) -> str:
        """Add a channel; returns its id."""
        return channels.create(self._slack, name, self.id, private=private).id

    async def archive(self, channel: str) -> None:
        channels.archive(self._slack, self.channel(channel), self.id)

    async def unarchive(self, channel: str) -> None:
        channels.unarchive(self._slack, self.channel(channel), self.id)

    async def share(self, channel: str) -> None:
        """Share a channel with another company; its `visitor` becomes a member."""
        channels.share(self._slack, self._joined(channel), self.id)

    async def unshare(self, channel: str) -> None:
        channels.unshare(self._slack, self.channel(channel))

    async def invite_app(self, channel: str) -> None:
        channels.join(self._slack, self._joined(channel), BOT_USER, inviter=self.id)

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
        event = {
            "type": "agent_session_stopped",
            "user": self.id,
            "channel": place.id,
            "thread_ts": thread_ts,
            "streaming_message_ts": posting.stop_streams(self._slack, place, thread_ts),
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
        place = self.channel(channel) if channel else None
        await self._controls.use(where, action_id, block_id, value, values or {}, place)

    select = click

    async def suggest(
        self,
        where: str,
        action_id: str,
        text: str = "",
        *,
        block_id: str | None = None,
        channel: str | None = None,
    ) -> dict[str, Any]:
        """Type into a menu whose options come from the app: its options, or its option_groups."""
        place = self.channel(channel) if channel else None
        return await self._controls.suggest(where, action_id, block_id, text, place)

    def entered(self, ts: str) -> dict[str, Any]:
        """What stands in a message's fields for this person."""
        return self._controls.entered(ts)

    # Modals, commands, shortcuts

    def views(self) -> list[dict[str, Any]]:
        """The open modals, the topmost last."""
        return copy.deepcopy(self._slack.views.stack(self.id))

    async def submit(self, view_id: str, values: Values | None = None) -> dict[str, str] | None:
        """Fill in a modal and submit it. Returns what is wrong at which block, or None when it went through.

        `values` maps an action id, or a block id, or a block id and an action id, to a plain value: text,
        the value of an option, a list of them, an id, a date, files.
        """
        return await self._forms.submit(view_id, values or {})

    async def close(self, view_id: str, *, stack: bool = False) -> None:
        """Press Close, or the cross that closes the whole stack."""
        await self._forms.close(view_id, stack=stack)

    async def command(self, command: str, text: str = "", channel: str | None = None) -> None:
        await self._commands.run(command, text, self.channel(channel))

    async def shortcut(self, callback_id: str, ts: str | None = None, channel: str | None = None) -> None:
        """Use a shortcut: a global one, or one on the message of this ts."""
        if ts is None:
            await self._shortcuts.anywhere(callback_id)
            return
        place, message = self._controls.message(ts, self.channel(channel) if channel else None)
        await self._shortcuts.on(place, message, callback_id)
