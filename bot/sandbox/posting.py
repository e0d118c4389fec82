"""Messages come, change and go; the thread's counters and the app's events follow."""

from __future__ import annotations

from typing import Any

from bot.sandbox.core import Slack
from bot.sandbox.errors import SlackError
from bot.sandbox.events import Event, changed_event, deleted_event, mention_event, message_event
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


def by_person(user: str, content: dict[str, Any]) -> Message:
    """A message as a person writes it."""
    return {"type": "message", "user": user, "team": TEAM_ID, **content}


def post(slack: Slack, channel: Channel, message: Message) -> Message:
    """Add a message to a conversation, and tell the app."""
    if channel.archived:
        raise SlackError("is_archived")
    message["ts"] = slack.stamps.next()
    channel.messages.put(message)
    _count_reply(channel, message)
    if message["user"] == BOT_USER:
        slack.statuses.clear(channel.id, str(message.get("thread_ts", message["ts"])))
    _announce(slack, channel, message)
    slack.changed()
    return message


def _count_reply(channel: Channel, message: Message) -> None:
    thread_ts = str(message.get("thread_ts", message["ts"]))
    parent = channel.messages.get(thread_ts) if thread_ts != message["ts"] else None
    if parent is None:
        return
    users = sorted({*parent.get("reply_users", ()), message["user"]})
    channel.messages.put(
        parent
        | {
            "thread_ts": thread_ts,
            "reply_count": parent.get("reply_count", 0) + 1,
            "latest_reply": message["ts"],
            "reply_users": users,
            "reply_users_count": len(users),
        }
    )


def _tell(slack: Slack, channel: Channel, event: Event) -> None:
    if BOT_USER in channel.members:
        slack.emit(event, channel.bot_event)


def _announce(slack: Slack, channel: Channel, message: Message) -> None:
    _tell(slack, channel, message_event(channel, message))
    for file in message.get("files", ()):
        _tell_of_file(slack, channel, file["id"], message["user"])
    by_hand = message.get("subtype") in (None, "file_share")
    mentioned = f"<@{BOT_USER}>" in message.get("text", "") and BOT_USER in channel.members
    if mentioned and not channel.is_im and message["user"] != BOT_USER and by_hand:
        slack.emit(mention_event(channel, message), "app_mention")


def _tell_of_file(slack: Slack, channel: Channel, file: str, user: str) -> None:
    if BOT_USER in channel.members:
        shared = {"file_id": file, "file": {"id": file}, "user_id": user, "channel_id": channel.id}
        slack.emit({"type": "file_shared", **shared, "event_ts": slack.stamps.next()}, "file_shared")


def edit(slack: Slack, channel: Channel, ts: str, content: dict[str, Any], *, editor: str) -> Message:
    """Change a message; a field set to None goes."""
    before = channel.message(ts)
    edited = {"user": editor, "ts": slack.stamps.next()}
    changes = {**content, "edited": edited}
    message = {name: value for name, value in {**before, **changes}.items() if value is not None}
    channel.messages.put(message)
    _tell(slack, channel, changed_event(channel, message, before, edited["ts"]))
    slack.changed()
    return message


def stop_streams(slack: Slack, channel: Channel, thread_ts: str) -> list[str]:
    """A person stops what the app is writing in a thread; returns the messages that were unfinished."""
    stopped = slack.streams.stop_thread(channel.id, [m["ts"] for m in channel.replies(thread_ts)])
    for ts in stopped:
        rewrite(slack, channel, channel.message(ts) | {"streaming_state": "completed"})
    return stopped


def rewrite(slack: Slack, channel: Channel, message: Message) -> None:
    """Keep a message that changed without being edited."""
    channel.messages.put(message)
    slack.changed()


def remove(slack: Slack, channel: Channel, ts: str) -> None:
    """Delete a message and take it out of its thread's count."""
    before = channel.message(ts)
    if before.get("reply_count"):
        _bury(slack, channel, before)
        return
    channel.messages.remove(ts)
    parent = channel.messages.get(before.get("thread_ts", ""))
    if parent is not None:
        channel.messages.put(parent | {"reply_count": max(0, parent.get("reply_count", 1) - 1)})
    _tell(slack, channel, deleted_event(channel, before, slack.stamps.next()))
    slack.changed()


def _bury(slack: Slack, channel: Channel, before: Message) -> None:
    """A deleted message with answers leaves a tombstone, so that its thread stays."""
    kept = ("ts", "thread_ts", "reply_count", "latest_reply", "reply_users")
    thread = {name: before[name] for name in kept}
    text = "This message was deleted."
    stone = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "text": text, "hidden": True}
    channel.messages.put(stone | thread)
    _tell(slack, channel, changed_event(channel, stone | thread, before, slack.stamps.next()))
    slack.changed()


def whisper(slack: Slack, channel: Channel, user: str, message: Message) -> Message:
    """Show a message to one person only."""
    message["ts"] = slack.stamps.next()
    message["is_ephemeral"] = True
    channel.ephemerals(user).put(message)
    slack.changed()
    return message


def unwhisper(slack: Slack, channel: Channel, user: str, ts: str) -> None:
    channel.ephemerals(user).remove(ts)
    slack.changed()
