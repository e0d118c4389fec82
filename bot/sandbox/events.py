"""The Events API's wrapper, and the events that messages make."""

from __future__ import annotations

import secrets
from typing import Any

from bot.sandbox.identity import APP_ID, BOT_USER, TEAM_ID, VERIFICATION_TOKEN
from bot.sandbox.workspace import Channel, Message

Event = dict[str, Any]


def event_callback(event: Event, at: int, *, shared: bool = False) -> dict[str, Any]:
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": at,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{secrets.token_hex(20)}",
    }


def message_event(channel: Channel, message: Message) -> Event:
    return {
        **message,
        **_teams(channel, message),
        "channel": channel.id,
        "event_ts": message["ts"],
        "channel_type": channel.kind,
    }


def _teams(channel: Channel, message: Message) -> dict[str, Any]:
    """In a shared channel Slack says whose person wrote."""
    team = message.get("team")
    return {"user_team": team, "source_team": team} if channel.shared else {}


def mention_event(channel: Channel, message: Message) -> Event:
    kept = ("user", "ts", "client_msg_id", "text", "team", "thread_ts", "blocks", "files")
    mention = {name: message[name] for name in kept if name in message}
    mention |= _teams(channel, message)
    return {"type": "app_mention", **mention, "channel": channel.id, "event_ts": message["ts"]}


def changed_event(channel: Channel, message: Message, before: Message, ts: str) -> Event:
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": message,
        "previous_message": before,
        "hidden": True,
        "channel": channel.id,
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.kind,
    }


def deleted_event(channel: Channel, before: Message, ts: str) -> Event:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "deleted_ts": before["ts"],
        "hidden": True,
        "channel": channel.id,
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.kind,
    }
