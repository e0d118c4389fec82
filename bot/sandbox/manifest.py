"""What an app's manifest allows it: scopes, events, commands, prompts. Without a manifest, everything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import yaml


class ManifestError(ValueError):
    """A manifest that Slack would not take, said in a sentence."""


class Manifest:
    """A typed look into the app's manifest."""

    def __init__(self, document: Mapping[str, Any] | None) -> None:
        self.document: Mapping[str, Any] = document or {}
        self._given = document is not None
        self._settings: Mapping[str, Any] = self.document.get("settings", {})
        self._features: Mapping[str, Any] = self.document.get("features", {})
        self._oauth: Mapping[str, Any] = self.document.get("oauth_config", {})

    @property
    def name(self) -> str:
        return str(self.document.get("display_information", {}).get("name", "App"))

    @property
    def bot_scopes(self) -> tuple[str, ...] | None:
        """What the app's bot may; None is everything."""
        return tuple(self._oauth.get("scopes", {}).get("bot", ())) if self._given else None

    @property
    def user_scopes(self) -> tuple[str, ...] | None:
        """What the app may in a person's name; without a list the people's own tokens may everything."""
        listed = self._oauth.get("scopes", {}).get("user")
        return tuple(listed) if listed else None

    @property
    def redirect_urls(self) -> tuple[str, ...]:
        return tuple(self._oauth.get("redirect_urls", ()))

    @property
    def rotates_tokens(self) -> bool:
        return bool(self._settings.get("token_rotation_enabled"))

    @property
    def has_home(self) -> bool:
        return not self._given or bool(self._features.get("app_home", {}).get("home_tab_enabled"))

    def subscribes(self, event: str) -> bool:
        wanted = self._settings.get("event_subscriptions", {}).get("bot_events", ())
        return not self._given or event in wanted

    def commands(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self._features.get("slash_commands", ()))

    def knows_command(self, command: str) -> bool:
        return not self._given or any(c["command"] == command for c in self.commands())

    def shortcuts(self, kind: str) -> tuple[Mapping[str, Any], ...]:
        """The shortcuts of a kind: global ones, or those of a message."""
        return tuple(s for s in self._features.get("shortcuts", ()) if s["type"] == kind)

    def knows_shortcut(self, kind: str, callback_id: str) -> bool:
        return not self._given or any(s["callback_id"] == callback_id for s in self.shortcuts(kind))

    def prompts(self) -> tuple[Mapping[str, str], ...]:
        """The prompts an agent starts with, until it sets its own."""
        return tuple(self._features.get("agent_view", {}).get("suggested_prompts", ()))

    def description(self) -> str:
        agent = self._features.get("agent_view", {}).get("agent_description")
        return str(agent or self.document.get("display_information", {}).get("description", ""))


# Where a manifest says what, and of which form: everything here that is read somewhere above.
_SECTIONS: Final = ("display_information", "features", "oauth_config", "settings")
_LISTS: Final = (
    "oauth_config.redirect_urls",
    "oauth_config.scopes.bot",
    "oauth_config.scopes.user",
    "settings.event_subscriptions.bot_events",
)
_ROWS: Final = {
    "features.slash_commands": ("command", "description"),
    "features.shortcuts": ("name", "type", "callback_id"),
}


def read(text: str) -> dict[str, Any]:
    """The manifest that a text holds, as YAML or JSON; raises ManifestError when it holds none."""
    try:
        document = json.loads(text) if text.lstrip().startswith("{") else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError) as error:
        first = str(error).splitlines()[0]
        raise ManifestError(f"it is neither YAML nor JSON ({first})") from error
    if not isinstance(document, dict):
        raise ManifestError("it holds no mapping of display_information, features, oauth_config, settings")
    for path in _SECTIONS:
        _expect(document, path, dict, "a mapping")
    for path in _LISTS:
        for item in _expect(document, path, list, "a list") or ():
            if not isinstance(item, str):
                raise ManifestError(f"{path} holds {item!r}, which is no text")
    for path, fields in _ROWS.items():
        for row in _expect(document, path, list, "a list") or ():
            _has_fields(row, path, fields)
    if not isinstance(_at(document, "display_information.name"), str):
        raise ManifestError("display_information.name is missing")
    return document


def _at(document: Any, path: str) -> Any:
    for name in path.split("."):
        document = document.get(name) if isinstance(document, dict) else None
    return document


def _expect(document: dict[str, Any], path: str, kind: type, called: str) -> Any:
    found = _at(document, path)
    if found is not None and not isinstance(found, kind):
        raise ManifestError(f"{path} must be {called}")
    return found


def _has_fields(row: Any, path: str, fields: tuple[str, ...]) -> None:
    for name in fields:
        if not isinstance(row, dict) or not isinstance(row.get(name), str):
            raise ManifestError(f"an entry of {path} has no {name}")
