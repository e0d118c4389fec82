"""The payloads of what people do: clicks, choices, submitted forms, commands."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from bot.sandbox.core import Slack
from bot.sandbox.fields import KEYS, held, option
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
    """The element that is meant: by its action, and by block or value where several share it.

    Slack gives a block without a name another one at every update. Who pressed a button in the instant of an
    update means the one that still says the same, as long as there is only one.
    """
    offered = [
        Found(block, element)
        for block in blocks
        for element in elements(block)
        if element.get("action_id") == action_id
    ]
    there = [found for found in offered if block_id in (None, found.block["block_id"])]
    if there:
        return next((found for found in there if value and found.element.get("value") == value), there[0])
    alike = [found for found in offered if found.element.get("value") in (None, value)]
    if len(alike) != 1:
        raise LookupError(f"nothing here has the action {action_id!r}")
    return alike[0]


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
        told = (KEYS[kind][0], "placeholder", "timezone")
        return held(element, raw) | {name: element[name] for name in told if name in element} | entry
    if kind == "overflow":
        return {"selected_option": option(element, raw)} | entry
    if kind == "feedback_buttons":
        return {"value": raw} | entry
    kept = ("text", "value", "style", "url", "icon")
    return {name: element[name] for name in kept if name in element} | entry


def base(user: User) -> Payload:
    return {
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "team": {"id": user.team, "domain": user.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel(channel: Channel) -> Payload:
    return {"id": channel.id, "name": "directmessage" if channel.is_im else channel.name}


def on_message(slack: Slack, user: User, channel: Channel, message: Message, values: Payload) -> Payload:
    """The part of block_actions that says which message was acted on."""
    token = slack.response_urls.issue(
        user.id, channel.id, message_ts=message["ts"], ephemeral=bool(message.get("is_ephemeral"))
    )
    return in_message(user, channel, message) | {
        "type": "block_actions",
        "trigger_id": slack.triggers.issue(user.id, channel=channel.id),
        "state": {"values": values},
        "response_url": f"{slack.origin}/response/{token}",
    }


def in_message(user: User, channel: Channel, message: Message) -> Payload:
    """Who did something in which message."""
    hidden = bool(message.get("is_ephemeral"))
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": hidden,
    }
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    payload = base(user) | {"container": container, "channel": _channel(channel)}
    return payload if hidden else payload | {"message": copy.deepcopy(message)}


def on_view(slack: Slack, user: User, view: Payload) -> Payload:
    """The part of block_actions that says which view was acted on."""
    trigger_id = slack.triggers.issue(user.id, view["id"])
    return in_view(user, view) | {"type": "block_actions", "trigger_id": trigger_id}


def in_view(user: User, view: Payload) -> Payload:
    """Who did something in which view."""
    container = {"type": "view", "view_id": view["id"]}
    return base(user) | {"container": container, "view": copy.deepcopy(view)}


def suggestion(about: Payload, found: Found, text: str) -> Payload:
    """A question for the options of a menu."""
    return about | {
        "type": "block_suggestion",
        "action_id": found.element["action_id"],
        "block_id": found.block["block_id"],
        "value": text,
    }


def submission(slack: Slack, user: User, view: Payload) -> Payload:
    return base(user) | {
        "type": "view_submission",
        "trigger_id": slack.triggers.issue(user.id, view["id"]),
        "view": copy.deepcopy(view),
        "response_urls": _response_urls(slack, user, view),
    }


def _response_urls(slack: Slack, user: User, view: Payload) -> list[Payload]:
    """One for each conversation that the person chose in a menu which asks for that."""
    urls = []
    for block in (block for block in view["blocks"] if block["type"] == "input"):
        element = block["element"]
        entry = view["state"]["values"][block["block_id"]][element["action_id"]]
        chosen = entry.get("selected_conversation") or entry.get("selected_channel")
        if element.get("response_url_enabled") and chosen:
            token = slack.response_urls.issue(user.id, chosen)
            place = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": chosen}
            urls.append(place | {"response_url": f"{slack.origin}/response/{token}"})
    return urls


def closing(user: User, view: Payload, *, cleared: bool) -> Payload:
    return base(user) | {"type": "view_closed", "view": copy.deepcopy(view), "is_cleared": cleared}


def shortcut(slack: Slack, user: User, callback_id: str) -> Payload:
    return base(user) | {
        "type": "shortcut",
        "callback_id": callback_id,
        "trigger_id": slack.triggers.issue(user.id),
        "action_ts": slack.stamps.next(),
    }


def message_shortcut(
    slack: Slack, user: User, channel: Channel, message: Message, callback_id: str
) -> Payload:
    token = slack.response_urls.issue(user.id, channel.id, thread_ts=message.get("thread_ts"))
    return base(user) | {
        "type": "message_action",
        "callback_id": callback_id,
        "trigger_id": slack.triggers.issue(user.id, channel=channel.id),
        "action_ts": slack.stamps.next(),
        "channel": _channel(channel),
        "message_ts": message["ts"],
        "message": copy.deepcopy(message),
        "response_url": f"{slack.origin}/response/{token}",
    }


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
        "trigger_id": slack.triggers.issue(user.id, channel=channel.id),
    }
