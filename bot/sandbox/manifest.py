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

    @property
    def scopes(self) -> tuple[str, ...]:
        return tuple(self.document.get("oauth_config", {}).get("scopes", {}).get("bot", ()))

    def grants(self, scope: str) -> bool:
        return not self._given or scope in self.scopes

    def subscribes(self, event: str) -> bool:
        wanted = self._settings.get("event_subscriptions", {}).get("bot_events", ())
        return not self._given or event in wanted

    def commands(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self._features.get("slash_commands", ()))

    def knows_command(self, command: str) -> bool:
        return not self._given or any(c["command"] == command for c in self.commands())

    def prompts(self) -> tuple[Mapping[str, str], ...]:
        """The prompts an agent starts with, until it sets its own."""
        return tuple(self._features.get("agent_view", {}).get("suggested_prompts", ()))

    def description(self) -> str:
        agent = self._features.get("agent_view", {}).get("agent_description")
        return str(agent or self.document.get("display_information", {}).get("description", ""))
