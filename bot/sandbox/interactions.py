"""The payloads of what people do: clicks, choices, submitted forms, commands."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from bot.sandbox.core import Slack
from bot.sandbox.fields import KEYS, held, options
from bot.sandbox.identity import APP_ID, TEAM_DOMAIN, TEAM_ID, VERIFICATION_TOKEN, User
from bot.sandbox.naming import Block, elements
from bot.sandbox.workspace import Channel, Message

Payload = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """An element and the block that holds it."""

    block: Block
    element: Block


def find(blocks: list[Block], action_id: str, block_id: str | None, value: Any) -> Found:
    """The element that is meant: by its action, and by block or value where several share it."""
    candidates = [
        Found(block, element)
        for block in blocks
        for element in elements(block)
        if element.get("action_id") == action_id and block_id in (None, block["block_id"])
    ]
    same_value = [found for found in candidates if value is not None and found.element.get("value") == value]
    if not candidates:
        raise LookupError(f"nothing here has the action {action_id!r}")
    return (same_value or candidates)[0]


def action(found: Found, raw: Any, at: str) -> Payload:
    """One entry of `actions`."""
    element = found.element
    kind = element["type"]
    entry = {
        "type": kind,
        "action_id": element["action_id"],
        "block_id": found.block["block_id"],
        "action_ts": at,
    }
    if kind in KEYS:
        return held(element, raw) | entry
    if kind == "overflow":
        return {"selected_option": next(o for o in options(element) if o["value"] == raw)} | entry
    if kind == "feedback_buttons":
        return {"value": raw} | entry
    kept = ("text", "value", "style", "url", "icon")
    return {name: element[name] for name in kept if name in element} | entry


def base(user: User) -> Payload:
    return {
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": TEAM_ID},
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel(channel: Channel) -> Payload:
    return {"id": channel.id, "name": "directmessage" if channel.is_im else channel.name}


def on_message(slack: Slack, user: User, channel: Channel, message: Message, values: Payload) -> Payload:
    """The part of block_actions that says which message was acted on."""
    hidden = bool(message.get("is_ephemeral"))
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": hidden,
    }
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    token = slack.response_urls.issue(user.id, channel.id, message_ts=message["ts"], ephemeral=hidden)
    payload = base(user) | {
        "type": "block_actions",
        "trigger_id": slack.triggers.issue(user.id),
        "container": container,
        "channel": _channel(channel),
        "state": {"values": values},
        "response_url": f"{slack.origin}/response/{token}",
    }
    return payload if hidden else payload | {"message": copy.deepcopy(message)}


def on_view(slack: Slack, user: User, view: Payload) -> Payload:
    """The part of block_actions that says which view was acted on."""
    return base(user) | {
        "type": "block_actions",
        "trigger_id": slack.triggers.issue(user.id, view["id"]),
        "container": {"type": "view", "view_id": view["id"]},
        "view": copy.deepcopy(view),
    }


def submission(slack: Slack, user: User, view: Payload) -> Payload:
    return base(user) | {
        "type": "view_submission",
        "trigger_id": slack.triggers.issue(user.id, view["id"]),
        "view": copy.deepcopy(view),
        "response_urls": [],
    }


def closing(user: User, view: Payload, *, cleared: bool) -> Payload:
    return base(user) | {"type": "view_closed", "view": copy.deepcopy(view), "is_cleared": cleared}


def command(slack: Slack, user: User, channel: Channel, name: str, text: str) -> Payload:
    token = slack.response_urls.issue(user.id, channel.id)
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": _channel(channel)["name"],
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": f"{slack.origin}/response/{token}",
        "trigger_id": slack.triggers.issue(user.id),
    }
