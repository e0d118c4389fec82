"""conversations: making, joining, leaving, naming and archiving channels."""

from __future__ import annotations

from bot import limits
from bot.sandbox import channels
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import BOT_USER
from bot.sandbox.methods.method import Answer, Call, Method
from bot.sandbox.methods.scoped import ANY_WRITE, need, scoped
from bot.sandbox.ratelimits import TIER_2
from bot.sandbox.workspace import GENERAL, Channel

_JOIN = ("channels:join", "channels:write")
_TOPIC = (*ANY_WRITE, "channels:write.topic", "groups:write.topic", "im:write.topic", "mpim:write.topic")
_INVITE = (*ANY_WRITE, "channels:write.invites", "groups:write.invites")


def _channel(call: Call) -> Channel:
    """The channel that is to change; direct messages cannot."""
    channel = call.channel()
    if channel.is_im:
        raise SlackError("method_not_supported_for_channel_type")
    return channel


def _own(call: Call, *rights: str) -> Channel:
    """The caller's channel, with one of these further rights or that to change everything."""
    channel = _channel(call)
    need(call, channel.kind, "write", *rights)
    if call.caller.user.id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _in_use(call: Call, *rights: str) -> Channel:
    """The same, of a channel that may still change."""
    channel = _own(call, *rights)
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def _shown(call: Call, channel: Channel) -> Answer:
    return {"channel": channel.payload(call.caller.user.id)}


def _create(call: Call) -> Answer:
    private = call.arguments.flag("is_private")
    need(call, "group" if private else "channel", "write")
    name = call.arguments.get("name") or ""
    return _shown(call, channels.create(call.slack, name, call.caller.user.id, private=private))


def _archive(call: Call) -> Answer:
    channel = _own(call)
    if channel.id == GENERAL:
        raise SlackError("cant_archive_general")
    channels.archive(call.slack, channel, call.caller.user.id)
    return {}


def _unarchive(call: Call) -> Answer:
    channels.unarchive(call.slack, scoped(call, _channel(call), "write"), call.caller.user.id)
    return {}


def _join(call: Call) -> Answer:
    channel, user = _channel(call), call.caller.user.id
    if channel.private:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    already = user in channel.members
    channels.join(call.slack, channel, user)
    answer = _shown(call, channel)
    if already:
        answer |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return answer


def _leave(call: Call) -> Answer:
    channel, user = scoped(call, _channel(call), "write"), call.caller.user.id
    if user not in channel.members:
        return {"not_in_channel": True}
    if channel.archived:
        raise SlackError("is_archived")
    if channel.id == GENERAL and user != BOT_USER:
        raise SlackError("cant_leave_general")
    if channel.members == [user]:
        raise SlackError("last_member")
    channels.leave(call.slack, channel, user)
    return {}


def _invite(call: Call) -> Answer:
    channel = _in_use(call, "write.invites")
    users = _named_users(call)
    refused = {user: code for user in users if (code := _cannot_invite(call, channel, user))}
    if refused and not (call.arguments.flag("force") and len(refused) < len(users)):
        errors = [{"user": user, "ok": False, "error": code} for user, code in refused.items()]
        raise SlackError(next(iter(refused.values())), errors=errors)
    for user in users:
        if user not in refused:
            channels.join(call.slack, channel, user, inviter=call.caller.user.id)
    return _shown(call, channel)


def _named_users(call: Call) -> list[str]:
    users = [user.strip() for user in (call.arguments.get("users") or "").split(",") if user.strip()]
    if not users:
        raise SlackError("no_user")
    return users


def _cannot_invite(call: Call, channel: Channel, user: str) -> str | None:
    if user not in call.slack.users:
        return "user_not_found"
    if user == call.caller.user.id:
        return "cant_invite_self"
    return "already_in_channel" if user in channel.members else None


def _kick(call: Call) -> Answer:
    channel, user = _own(call), call.slack.user(call.arguments.text("user")).id
    if user == call.caller.user.id:
        raise SlackError("cant_kick_self")
    if channel.id == GENERAL:
        raise SlackError("cant_kick_from_general")
    if user not in channel.members:
        raise SlackError("not_in_channel")
    channels.leave(call.slack, channel, user, kicked_by=call.caller.user.id)
    return {}


def _rename(call: Call) -> Answer:
    channel, by = _in_use(call), call.caller.user
    if by.id != channel.creator and not by.is_admin:
        raise SlackError("not_authorized")
    channels.rename(call.slack, channel, call.arguments.get("name") or "", by.id)
    return _shown(call, channel)


def _described(call: Call, name: str) -> tuple[Channel, str]:
    """The channel to describe, and the words for it."""
    channel = _in_use(call, "write.topic")
    words = str(call.arguments.raw.get(name, ""))
    if len(words) > limits.CHANNEL_TOPIC:
        raise SlackError("too_long")
    return channel, words


def _topic(call: Call) -> Answer:
    channel, topic = _described(call, "topic")
    channels.set_topic(call.slack, channel, topic, call.caller.user.id)
    return _shown(call, channel) | {"topic": topic}


def _purpose(call: Call) -> Answer:
    channel, purpose = _described(call, "purpose")
    channels.set_purpose(call.slack, channel, purpose, call.caller.user.id)
    return _shown(call, channel) | {"purpose": purpose}


METHODS = {
    "conversations.create": Method(_create, ANY_WRITE, tier=TIER_2),
    "conversations.archive": Method(_archive, ANY_WRITE, tier=TIER_2),
    "conversations.unarchive": Method(_unarchive, ANY_WRITE, tier=TIER_2),
    "conversations.join": Method(_join, _JOIN),
    "conversations.leave": Method(_leave, ANY_WRITE),
    "conversations.invite": Method(_invite, _INVITE),
    "conversations.kick": Method(_kick, ANY_WRITE),
    "conversations.rename": Method(_rename, ANY_WRITE, tier=TIER_2),
    "conversations.setTopic": Method(_topic, _TOPIC, tier=TIER_2),
    "conversations.setPurpose": Method(_purpose, _TOPIC, tier=TIER_2),
}
