"""Emoji that people and the app put on messages."""

from __future__ import annotations

import re
from typing import Any

from bot import limits
from bot.sandbox import posting
from bot.sandbox.core import Slack
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import BOT_USER
from bot.sandbox.workspace import Channel, Message

Reaction = dict[str, Any]

_EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def add(slack: Slack, channel: Channel, ts: str, name: str, user: str) -> None:
    _check(channel, name)
    message = channel.message(ts)
    given: list[Reaction] = message.setdefault("reactions", [])
    reaction = _named(given, name)
    if reaction is not None and user in reaction["users"]:
        raise SlackError("already_reacted")
    if sum(user in r["users"] for r in given) >= limits.PERSON_REACTIONS:
        raise SlackError("too_many_reactions")
    if reaction is None:
        if len(given) >= limits.MESSAGE_EMOJI:
            raise SlackError("too_many_emoji")
        reaction = {"name": name, "users": [], "count": 0}
        given.append(reaction)
    reaction["users"].append(user)
    reaction["count"] += 1
    _tell(slack, channel, message, name, user, "reaction_added")


def remove(slack: Slack, channel: Channel, ts: str, name: str, user: str) -> None:
    _check(channel, name)
    message = channel.message(ts)
    reaction = _named(message.get("reactions", []), name)
    if reaction is None or user not in reaction["users"]:
        raise SlackError("no_reaction")
    reaction["users"].remove(user)
    reaction["count"] -= 1
    message["reactions"] = [r for r in message["reactions"] if r["count"]]
    _tell(slack, channel, message, name, user, "reaction_removed")


def _check(channel: Channel, name: str) -> None:
    if not _EMOJI.fullmatch(name):
        raise SlackError("invalid_name")
    if channel.archived:
        raise SlackError("is_archived")


def _named(given: list[Reaction], name: str) -> Reaction | None:
    return next((r for r in given if r["name"] == name), None)


def _tell(slack: Slack, channel: Channel, message: Message, name: str, user: str, event: str) -> None:
    """Keep the message, and tell the app if it is there."""
    if BOT_USER in channel.members:
        about = {
            "type": event,
            "user": user,
            "reaction": name,
            "item": {"type": "message", "channel": channel.id, "ts": message["ts"]},
            "item_user": message["user"],
            "event_ts": slack.stamps.next(),
        }
        slack.emit(about, event)
    posting.rewrite(slack, channel, message)
