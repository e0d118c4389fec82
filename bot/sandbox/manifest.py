"""What an app's manifest allows it: scopes, events, commands, prompts. Without a manifest, everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


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

    def escapes(self, command: str) -> bool:
        """Whether the command's text names people and channels by their ids."""
        return any(c["command"] == command and c.get("should_escape") for c in self.commands())

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
