"""Messages come, change and go; the thread's counters and the app's events follow."""

from __future__ import annotations

import copy
from typing import Any

from bot.sandbox.core import Slack
from bot.sandbox.errors import SlackError
from bot.sandbox.events import changed_event, deleted_event, mention_event, message_event
from bot.sandbox.identity import APP_ID, BOT_ID, BOT_USER, TEAM_ID
from bot.sandbox.workspace import Channel, Message


def by_app(slack: Slack, content: dict[str, Any]) -> Message:
    """A message as the app writes it."""
    profile = {
        "id": BOT_ID,
        "app_id": APP_ID,
        "user_id": BOT_USER,
        "name": slack.bot.first_name,
        "team_id": TEAM_ID,
    }
    return {
        "user": BOT_USER,
        "type": "message",
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "team": TEAM_ID,
        "bot_profile": profile,
        **content,
    }


def post(slack: Slack, channel: Channel, message: Message) -> Message:
    """Add a message to a conversation, and tell the app."""
    if channel.archived:
        raise SlackError("is_archived")
    message["ts"] = slack.stamps.next()
    channel.messages[message["ts"]] = message
    _count_reply(channel, message)
    if message["user"] == BOT_USER:
        slack.statuses.clear(channel.id, str(message.get("thread_ts", message["ts"])))
    _announce(slack, channel, message)
    slack.changed()
    return message


def _count_reply(channel: Channel, message: Message) -> None:
    thread_ts = message.get("thread_ts")
    parent = channel.messages.get(thread_ts) if thread_ts else None
    if parent is None or parent is message:
        return
    parent["thread_ts"] = thread_ts
    parent["reply_count"] = parent.get("reply_count", 0) + 1
    parent["latest_reply"] = message["ts"]
    parent["reply_users"] = sorted({*parent.get("reply_users", ()), message["user"]})
    parent["reply_users_count"] = len(parent["reply_users"])


def _hears(channel: Channel) -> bool:
    return BOT_USER in channel.members


def _announce(slack: Slack, channel: Channel, message: Message) -> None:
    if not _hears(channel):
        return
    subscription = "message.im" if channel.is_im else "message.channels"
    slack.emit(copy.deepcopy(message_event(channel, message)), subscription)
    mentioned = f"<@{BOT_USER}>" in message.get("text", "")
    if mentioned and not channel.is_im and message["user"] != BOT_USER:
        slack.emit(copy.deepcopy(mention_event(channel, message)), "app_mention")


def edit(slack: Slack, channel: Channel, ts: str, content: dict[str, Any], *, editor: str) -> Message:
    """Change a message in place; a field set to None goes."""
    message = channel.message(ts)
    before = copy.deepcopy(message)
    edited = {"user": editor, "ts": slack.stamps.next()}
    for name, value in {**content, "edited": edited}.items():
        if value is None:
            message.pop(name, None)
        else:
            message[name] = value
    if _hears(channel):
        subscription = "message.im" if channel.is_im else "message.channels"
        slack.emit(changed_event(channel, copy.deepcopy(message), before, edited["ts"]), subscription)
    slack.changed()
    return message


def remove(slack: Slack, channel: Channel, ts: str) -> None:
    """Delete a message and take it out of its thread's count."""
    before = channel.message(ts)
    if before.get("reply_count"):
        _bury(slack, channel, before)
        return
    del channel.messages[ts]
    parent = channel.messages.get(before.get("thread_ts", ""))
    if parent is not None:
        parent["reply_count"] = max(0, parent.get("reply_count", 1) - 1)
    if _hears(channel):
        subscription = "message.im" if channel.is_im else "message.channels"
        slack.emit(deleted_event(channel, before, slack.stamps.next()), subscription)
    slack.changed()


def _bury(slack: Slack, channel: Channel, message: Message) -> None:
    """A deleted message with answers leaves a tombstone, so that its thread stays."""
    before = copy.deepcopy(message)
    thread = {
        name: message[name] for name in ("ts", "thread_ts", "reply_count", "latest_reply", "reply_users")
    }
    message.clear()
    text = "This message was deleted."
    message |= {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "text": text, "hidden": True}
    message |= thread
    if _hears(channel):
        subscription = "message.im" if channel.is_im else "message.channels"
        event = changed_event(channel, copy.deepcopy(message), before, slack.stamps.next())
        slack.emit(event, subscription)
    slack.changed()


def whisper(slack: Slack, channel: Channel, user: str, message: Message) -> Message:
    """Show a message to one person only."""
    message["ts"] = slack.stamps.next()
    message["is_ephemeral"] = True
    channel.ephemerals.setdefault(user, {})[message["ts"]] = message
    slack.changed()
    return message


def unwhisper(slack: Slack, channel: Channel, user: str, ts: str) -> None:
    channel.ephemerals.get(user, {}).pop(ts, None)
    slack.changed()
