"""Channels are made, joined, left, renamed and archived; everybody there reads it, the app hears of it."""

from __future__ import annotations

import secrets
from typing import Any

from bot import limits
from bot.sandbox import posting
from bot.sandbox.core import Slack
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import BOT_USER, PARTNER_ID, TEAM_ID, VISITOR
from bot.sandbox.workspace import Channel

_MARKS = frozenset("-_")


def create(slack: Slack, name: str, by: str, *, private: bool = False) -> Channel:
    _check_name(slack, name)
    channel = Channel(
        slack.workspace.database,
        f"C{secrets.token_hex(5).upper()}",
        name,
        private=private,
        creator=by,
        created=int(slack.now()),
        members=[by],
    )
    slack.workspace.add(channel)
    if not private:
        _tell(slack, "channel_created", {"channel": _brief(channel) | {"creator": by}})
    slack.changed()
    return channel


def _check_name(slack: Slack, name: str) -> None:
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > limits.CHANNEL_NAME:
        raise SlackError("invalid_name_maxlength")
    if set(name) <= _MARKS:
        raise SlackError("invalid_name_punctuation")
    if name != name.lower() or not all(letter.isalnum() or letter in _MARKS for letter in name):
        raise SlackError("invalid_name_specials")
    if any(name == channel.name for channel in slack.workspace.channels.values()):
        raise SlackError("name_taken")


def share(slack: Slack, channel: Channel, by: str) -> None:
    """Invite another company: its people read and write here from now on."""
    if channel.is_im or channel.archived:
        raise SlackError("not_allowed")
    channel.shared = True
    channel.keep()
    slack.meet()
    join(slack, channel, VISITOR.id, inviter=by)
    _tell_members(slack, channel, "channel_shared", {"channel": channel.id, "connected_team_id": PARTNER_ID})
    slack.changed()


def unshare(slack: Slack, channel: Channel) -> None:
    """Let the other company's people go."""
    if VISITOR.id in channel.members:
        leave(slack, channel, VISITOR.id)
    channel.shared = False
    channel.keep()
    slack.changed()


def rename(slack: Slack, channel: Channel, name: str, by: str) -> None:
    _check_name(slack, name)
    before, channel.name = channel.name, name
    channel.previous_names = [before, *channel.previous_names]
    channel.keep()
    text = f'has renamed the channel from "{before}" to "{name}"'
    _note(slack, channel, by, text, subtype="channel_name", old_name=before, name=name)
    _tell_members(slack, channel, "channel_rename", {"channel": _brief(channel)})


def archive(slack: Slack, channel: Channel, by: str) -> None:
    if channel.archived:
        raise SlackError("already_archived")
    _note(slack, channel, by, "archived the channel", subtype="channel_archive")
    channel.archived = True
    channel.keep()
    _tell_members(slack, channel, "channel_archive", {"channel": channel.id, "user": by})
    slack.changed()


def unarchive(slack: Slack, channel: Channel, by: str) -> None:
    if not channel.archived:
        raise SlackError("not_archived")
    channel.archived = False
    channel.keep()
    _note(slack, channel, by, "un-archived the channel", subtype="channel_unarchive")
    _tell_members(slack, channel, "channel_unarchive", {"channel": channel.id, "user": by})


def join(slack: Slack, channel: Channel, user: str, inviter: str | None = None) -> None:
    """Become a member, or be made one by somebody who is. A member stays what it is."""
    if user in channel.members:
        return
    channel.members.append(user)
    channel.keep()
    invited = {"inviter": inviter} if inviter else {}
    _note(slack, channel, user, "has joined the channel", subtype="channel_join", **invited)
    _tell_here(slack, channel, "member_joined_channel", {"user": user} | invited)


def leave(slack: Slack, channel: Channel, user: str, kicked_by: str | None = None) -> None:
    """Be a member no more, of one's own will or of another's."""
    _note(slack, channel, user, "has left the channel", subtype="channel_leave")
    channel.members.remove(user)
    channel.keep()
    if user == BOT_USER:
        about = {"channel": channel.id, "actor_id": kicked_by or user}
        _tell(slack, _called(channel, "channel_left"), about)
    _tell_here(slack, channel, "member_left_channel", {"user": user})
    slack.changed()


def set_topic(slack: Slack, channel: Channel, topic: str, by: str) -> None:
    channel.topic = {"value": topic, "creator": by, "last_set": int(slack.now())}
    channel.keep()
    _note(slack, channel, by, f"set the channel topic: {topic}", subtype="channel_topic", topic=topic)


def set_purpose(slack: Slack, channel: Channel, purpose: str, by: str) -> None:
    channel.purpose = {"value": purpose, "creator": by, "last_set": int(slack.now())}
    channel.keep()
    text = f"set the channel description: {purpose}"
    _note(slack, channel, by, text, subtype="channel_purpose", purpose=purpose)


def _note(slack: Slack, channel: Channel, user: str, text: str, **fields: Any) -> None:
    """A line in the channel about what somebody did to it."""
    posting.post(slack, channel, posting.by_person(user, {"text": f"<@{user}> {text}", **fields}))


def _brief(channel: Channel) -> dict[str, Any]:
    kept = ("id", "name", "name_normalized", "created", "is_channel", "is_mpim")
    payload = channel.payload()
    return {name: payload[name] for name in kept}


def _called(channel: Channel, event: str) -> str:
    """Slack calls the events of a private channel a group's."""
    return event.replace("channel_", "group_", 1) if channel.private else event


def _tell(slack: Slack, event: str, about: dict[str, Any]) -> None:
    slack.emit({"type": event, **about, "event_ts": slack.stamps.next()}, event)


def _tell_members(slack: Slack, channel: Channel, event: str, about: dict[str, Any]) -> None:
    """Tell the app of a public channel, and of a private one that it is in."""
    if channel.seen_by(BOT_USER):
        _tell(slack, _called(channel, event), about)


def _tell_here(slack: Slack, channel: Channel, event: str, about: dict[str, Any]) -> None:
    """Tell the app of a channel that it is in."""
    if BOT_USER in channel.members:
        kind = "G" if channel.private else "C"
        _tell(slack, event, {"channel": channel.id, "channel_type": kind, "team": TEAM_ID} | about)
