"""conversations.history and conversations.replies: what was said, a page at a time."""

from __future__ import annotations

from bot.sandbox.clock import microseconds, stamp
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import TokenKind
from bot.sandbox.methods.method import Answer, Call, Method
from bot.sandbox.methods.paging import cursor, position, size
from bot.sandbox.methods.scoped import ANY_HISTORY, scoped
from bot.sandbox.workspace import Channel, Message

_NEXT = "next_ts"
_LAST = "9999999999.999999"
_REPLIES_PAGE = 999


def _bound(call: Call, name: str, default: str, step: int) -> str:
    """A limit in time that excludes itself, or by a step less when the call is `inclusive`."""
    given = call.arguments.get(name)
    if given is None:
        return default
    try:
        return stamp(microseconds(given) + (step if call.arguments.flag("inclusive") else 0))
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _between(call: Call) -> tuple[str, str]:
    return _bound(call, "oldest", "", -1), _bound(call, "latest", _LAST, 1)


def _answer(call: Call, messages: list[Message], following: str | None) -> Answer:
    if not call.arguments.flag("include_all_metadata"):
        messages = [{name: value for name, value in m.items() if name != "metadata"} for m in messages]
    return {
        "messages": messages,
        "has_more": following is not None,
        "response_metadata": {"next_cursor": cursor(_NEXT, following) if following else ""},
    }


def _readable(call: Call) -> Channel:
    """A conversation that the caller is in; a person may read any public channel."""
    channel = scoped(call, call.channel(), "history")
    if call.caller.kind is not TokenKind.USER and call.caller.user.id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _history(call: Call) -> Answer:
    channel = _readable(call)
    after, before = _between(call)
    begin = position(call, _NEXT)
    found = channel.messages.newest(size(call) + 1, after, stamp(int(begin) + 1) if begin else before)
    more = len(found) > size(call)
    shown = found[1:] if more else found
    following = str(microseconds(found[0]["ts"])) if more else None
    pins = {"pin_count": 0, "channel_actions_ts": None, "channel_actions_count": 0}
    return _answer(call, shown[::-1], following) | pins


def _replies(call: Call) -> Answer:
    channel = _readable(call)
    root = _root(channel, call.arguments.text("ts"))
    after, before = _between(call)
    begin = position(call, _NEXT)
    most = size(call, _REPLIES_PAGE)
    start = stamp(int(begin) - 1) if begin else after
    found = channel.messages.thread(str(root.get("thread_ts", root["ts"])), start, before, most + 1)
    following = str(microseconds(found[most]["ts"])) if len(found) > most else None
    shown = found[:most]
    if begin is None and root not in shown:
        shown = [root, *shown]
    return _answer(call, shown, following)


def _root(channel: Channel, ts: str) -> Message:
    """The first message of the thread that a message begins or is in."""
    message = channel.messages.get(ts)
    root = channel.messages.get(message.get("thread_ts", ts)) if message else None
    if message is None:
        raise SlackError("thread_not_found")
    return root or message


METHODS = {
    "conversations.history": Method(_history, ANY_HISTORY),
    "conversations.replies": Method(_replies, ANY_HISTORY),
}
