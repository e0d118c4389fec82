"""reactions: add, remove, and who reacted to what."""

from __future__ import annotations

from bot.sandbox import reactions
from bot.sandbox.clock import microseconds
from bot.sandbox.errors import SlackError
from bot.sandbox.methods.chat import permalink
from bot.sandbox.methods.method import Answer, Call, Method
from bot.sandbox.methods.paging import paged
from bot.sandbox.ratelimits import TIER_2
from bot.sandbox.workspace import Channel

_READ = ("reactions:read",)
_WRITE = ("reactions:write",)


def _item(call: Call) -> tuple[Channel, str]:
    """The message that is meant, by where and when it is."""
    ts = call.arguments.get("timestamp")
    if ts is None or call.arguments.get("channel") is None:
        raise SlackError("no_item_specified")
    try:
        microseconds(ts)
    except ValueError:
        raise SlackError("bad_timestamp") from None
    return call.joined_channel(), ts


def _name(call: Call) -> str:
    return call.arguments.text("name").strip(":")


def _add(call: Call) -> Answer:
    reactions.add(call.slack, *_item(call), _name(call), call.caller.user.id)
    return {}


def _remove(call: Call) -> Answer:
    reactions.remove(call.slack, *_item(call), _name(call), call.caller.user.id)
    return {}


def _get(call: Call) -> Answer:
    channel, ts = _item(call)
    message = channel.message(ts)
    shown = message | {"permalink": permalink(channel, message)}
    return {"type": "message", "channel": channel.id, "message": shown}


def _list(call: Call) -> Answer:
    user = call.slack.user(call.arguments.get("user") or call.caller.user.id).id
    items = [
        {"type": "message", "channel": channel.id, "message": message}
        for channel in call.slack.workspace.channels.values()
        if channel.seen_by(call.caller.user.id)
        for message in reversed(channel.messages.containing('"reactions"'))
        if any(user in reaction["users"] for reaction in message["reactions"])
    ]
    return paged(call, "items", items)


METHODS = {
    "reactions.add": Method(_add, _WRITE),
    "reactions.remove": Method(_remove, _WRITE, tier=TIER_2),
    "reactions.get": Method(_get, _READ),
    "reactions.list": Method(_list, _READ, tier=TIER_2),
}
