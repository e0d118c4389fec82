"""conversations: open, info, list, members, history, replies."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.identity import BOT_USER, TokenKind
from bot.sandbox.methods.method import Answer, Call, Method
from bot.sandbox.ratelimits import TIER_2, TIER_4
from bot.sandbox.workspace import Channel, Message

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_PAGE = 100
_MOST = 999


def _open(call: Call) -> Answer:
    if call.arguments.get("channel"):
        channel = call.channel()
    elif call.caller.kind is TokenKind.USER:
        channel = call.slack.workspace.direct(call.caller.user.id)
    else:
        users = call.arguments.text("users").split(",")
        if len(users) > 1 or users[0] == BOT_USER:
            raise SlackError("method_not_supported_for_channel_type")
        channel = call.slack.workspace.direct(call.slack.user(users[0]).id)
    full = call.arguments.flag("return_im")
    return {"channel": channel.payload() if full else {"id": channel.id}, "no_op": True, "already_open": True}


def _info(call: Call) -> Answer:
    return {"channel": call.channel().payload()}


def _visible(call: Call) -> list[Channel]:
    kinds = (call.arguments.get("types") or "public_channel").split(",")
    channels = call.slack.workspace.channels.values()
    seen = [c for c in channels if call.caller.kind is TokenKind.BOT or c.seen_by(call.caller.user.id)]
    return [c for c in seen if ("im" if c.is_im else "public_channel") in kinds]


def _list(call: Call) -> Answer:
    return _paged(call, "channels", [channel.payload() for channel in _visible(call)])


def _of_user(call: Call) -> Answer:
    user = call.arguments.get("user") or call.caller.user.id
    return _paged(call, "channels", [c.payload() for c in _visible(call) if user in c.members])


def _members(call: Call) -> Answer:
    return _paged(call, "members", call.channel().members)


def _paged(call: Call, name: str, items: list[Any]) -> Answer:
    """A page of items; the cursor is the index of the next one."""
    size = min(max(1, call.arguments.number("limit", _PAGE)), _MOST)
    start = call.arguments.number("cursor", 0)
    following = str(start + size) if start + size < len(items) else ""
    return {
        name: items[start : start + size],
        "has_more": bool(following),
        "response_metadata": {"next_cursor": following},
    }


def _within(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = call.arguments.get("oldest") or "0", call.arguments.get("latest") or "9999999999"
    if call.arguments.flag("inclusive"):
        return [m for m in messages if oldest <= m["ts"] <= latest]
    return [m for m in messages if oldest < m["ts"] < latest]


def _read(call: Call, messages: list[Message]) -> list[Message]:
    if call.arguments.flag("include_all_metadata"):
        return messages
    return [{name: value for name, value in m.items() if name != "metadata"} for m in messages]


def _history(call: Call) -> Answer:
    channel = call.joined_channel()
    newest_first = _within(call, channel.top_level())[::-1]
    return _paged(call, "messages", _read(call, newest_first))


def _replies(call: Call) -> Answer:
    channel = call.joined_channel()
    thread_ts = call.arguments.text("ts")
    messages = channel.replies(thread_ts)
    if not messages:
        raise SlackError("thread_not_found")
    return _paged(call, "messages", _read(call, [messages[0], *_within(call, messages[1:])]))


METHODS = {
    "conversations.open": Method(_open, ("im:write", "mpim:write")),
    "conversations.info": Method(_info, _READ),
    "conversations.list": Method(_list, _READ, tier=TIER_2),
    "conversations.members": Method(_members, _READ, tier=TIER_4),
    "conversations.history": Method(_history, _HISTORY),
    "conversations.replies": Method(_replies, _HISTORY),
    "users.conversations": Method(_of_user, _READ, tier=TIER_2),
}
