"""conversations: which there are, who is in them, and opening one with a person."""

from __future__ import annotations

from bot.sandbox.clock import microseconds
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import BOT_USER, TokenKind
from bot.sandbox.methods.method import Answer, Call, Method
from bot.sandbox.methods.paging import paged
from bot.sandbox.methods.scoped import ANY_READ, ANY_WRITE, need, scoped
from bot.sandbox.ratelimits import TIER_2, TIER_4
from bot.sandbox.workspace import Channel

_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im"}
_MPIM = "mpim"  # a type that one may ask for, of which there are none here


def _open(call: Call) -> Answer:
    channel = call.channel() if call.arguments.get("channel") else _direct(call)
    if not channel.is_im:
        raise SlackError("method_not_supported_for_channel_type")
    need(call, "im", "write")
    full = call.arguments.flag("return_im")
    shown = channel.payload(call.caller.user.id) if full else {"id": channel.id}
    return {"channel": shown, "no_op": True, "already_open": True}


def _direct(call: Call) -> Channel:
    """The direct messages between a person and the app, whichever of them asks."""
    if call.caller.kind is TokenKind.USER:
        return call.slack.workspace.direct(call.caller.user.id)
    listed = call.arguments.get("users")
    if listed is None:
        raise SlackError("users_list_not_supplied")
    users = [call.slack.user(user.strip()).id for user in listed.split(",")]
    if len(users) > 1 or users[0] == BOT_USER:
        raise SlackError("method_not_supported_for_channel_type")
    return call.slack.workspace.direct(users[0])


def _close(call: Call) -> Answer:
    channel = call.channel()
    if not channel.is_im:
        raise SlackError("method_not_supported_for_channel_type")
    need(call, "im", "write")
    return {"no_op": True, "already_closed": True}


def _info(call: Call) -> Answer:
    channel = scoped(call, call.channel(), "read")
    shown = channel.payload(call.caller.user.id)
    if call.arguments.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def _visible(call: Call) -> list[Channel]:
    asked = [kind.strip() for kind in (call.arguments.get("types") or "public_channel").split(",")]
    if not set(asked) <= {*_TYPES, _MPIM}:
        raise SlackError("invalid_types")
    kinds = {_TYPES[kind] for kind in asked if kind != _MPIM}
    for kind in sorted(kinds):
        need(call, kind, "read")
    seen = [c for c in call.slack.workspace.channels.values() if c.seen_by(call.caller.user.id)]
    without_archived = call.arguments.flag("exclude_archived")
    return [c for c in seen if c.kind in kinds and not (without_archived and c.archived)]


def _list(call: Call) -> Answer:
    shown = [
        channel.payload(call.caller.user.id)
        | ({} if channel.is_im else {"num_members": len(channel.members)})
        for channel in _visible(call)
    ]
    return paged(call, "channels", shown)


def _of_user(call: Call) -> Answer:
    user = call.arguments.get("user") or call.caller.user.id
    return paged(call, "channels", [c.payload(user) for c in _visible(call) if user in c.members])


def _members(call: Call) -> Answer:
    return paged(call, "members", scoped(call, call.channel(), "read").members)


def _mark(call: Call) -> Answer:
    channel = scoped(call, call.joined_channel(), "write")
    ts = call.arguments.text("ts")
    try:
        microseconds(ts)
    except ValueError:
        raise SlackError("invalid_timestamp") from None
    channel.mark_read(call.caller.user.id, ts)
    call.slack.changed()
    return {}


METHODS = {
    "conversations.open": Method(_open, ANY_WRITE),
    "conversations.close": Method(_close, ANY_WRITE, tier=TIER_2),
    "conversations.info": Method(_info, ANY_READ),
    "conversations.list": Method(_list, ANY_READ, tier=TIER_2),
    "conversations.members": Method(_members, ANY_READ, tier=TIER_4),
    "conversations.mark": Method(_mark, ANY_WRITE),
    "users.conversations": Method(_of_user, ANY_READ, tier=TIER_2),
}
