"""The app's manifest, as Slack takes it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from agent.errors import InvalidError

EVENTS_PATH = "/slack/events"


def text() -> str:
    """The manifest for Socket Mode: packaged with us, or at the top of a checkout."""
    packaged = files("bot") / "manifest.yml"
    if packaged.is_file():
        return packaged.read_text()
    return (Path(__file__).parent.parent / "manifest.yml").read_text()


def manifest() -> dict[str, Any]:
    """The manifest for Socket Mode, parsed."""
    read: dict[str, Any] = yaml.safe_load(text())
    return read


def for_http(url: str) -> str:
    """The manifest for an app whose requests come to this address."""
    if not url.startswith("https://"):
        raise InvalidError("Slack posts to https addresses only: give one that starts with https://.")
    target = url.rstrip("/") + EVENTS_PATH
    document = manifest()
    settings = document["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = target
    settings["interactivity"]["request_url"] = target
    for command in document["features"]["slash_commands"]:
        command["url"] = target
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)
