"""chat.scheduleMessage and what one does with messages for later."""

from __future__ import annotations

from typing import Any

from bot.sandbox import schedule
from bot.sandbox.errors import SlackError
from bot.sandbox.methods.chat import postable, prepared
from bot.sandbox.methods.method import Answer, Call, Method
from bot.sandbox.methods.paging import paged
from bot.sandbox.schedule import Scheduled

_WRITE = ("chat:write",)


def _time(call: Call, name: str) -> int | None:
    given = call.arguments.get(name)
    if given is not None and not given.isdecimal():
        raise SlackError("invalid_time")
    return None if given is None else int(given)


def _schedule(call: Call) -> Answer:
    channel = postable(call)
    post_at = _time(call, "post_at")
    if post_at is None:
        raise SlackError("invalid_time")
    scheduled = schedule.add(call.slack, channel, prepared(call, channel), post_at)
    message = {name: value for name, value in scheduled.message.items() if name != "bot_profile"}
    return {
        "channel": channel.id,
        "scheduled_message_id": scheduled.id,
        "post_at": post_at,
        "message": message | {"type": "delayed_message"},
    }


def _delete(call: Call) -> Answer:
    wanted = call.arguments.text("scheduled_message_id")
    schedule.take_back(call.slack, call.channel(), wanted, call.caller.user.id)
    return {}


def _list(call: Call) -> Answer:
    channel = call.channel().id if call.arguments.get("channel") else None
    oldest, latest = _time(call, "oldest"), _time(call, "latest")
    own = [s for s in schedule.waiting(call.slack) if s.message["user"] == call.caller.user.id]
    listed = [
        _shown(s)
        for s in own
        if channel in (None, s.channel)
        and (oldest is None or s.post_at >= oldest)
        and (latest is None or s.post_at <= latest)
    ]
    return paged(call, "scheduled_messages", listed)


def _shown(scheduled: Scheduled) -> dict[str, Any]:
    return {
        "id": scheduled.id,
        "channel_id": scheduled.channel,
        "post_at": scheduled.post_at,
        "date_created": scheduled.created,
        "text": scheduled.message["text"],
    }


METHODS = {
    "chat.scheduleMessage": Method(_schedule, _WRITE),
    "chat.deleteScheduledMessage": Method(_delete, _WRITE),
    "chat.scheduledMessages.list": Method(_list),
}
