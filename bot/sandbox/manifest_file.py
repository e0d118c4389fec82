"""Reads a manifest, YAML or JSON, and says in a sentence what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import yaml

# Of what form the parts are that the sandbox looks at.
_MAPPINGS: Final = ("display_information", "features", "oauth_config", "oauth_config.scopes", "settings")
_LISTS: Final = (
    "oauth_config.redirect_urls",
    "oauth_config.scopes.bot",
    "oauth_config.scopes.user",
    "settings.event_subscriptions.bot_events",
)
_ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "features.slash_commands": ("command", "description"),
    "features.shortcuts": ("name", "type", "callback_id"),
}


class ManifestError(ValueError):
    """A manifest that Slack would not take."""


def read(text: str) -> dict[str, Any]:
    """The manifest that a text holds; raises ManifestError when it holds none."""
    document = _parsed(text)
    for path in _MAPPINGS:
        if not isinstance(_at(document, path, {}), dict):
            raise ManifestError(f"{path} must be a mapping")
    for path in _LISTS:
        _texts(document, path)
    for path, fields in _ROWS.items():
        _rows(document, path, fields)
    if not isinstance(_at(document, "display_information.name", None), str):
        raise ManifestError("display_information.name is missing")
    return document


def _parsed(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text) if text.lstrip().startswith("{") else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError) as error:
        raise ManifestError(f"it is neither YAML nor JSON ({str(error).splitlines()[0]})") from error
    if not isinstance(document, dict):
        raise ManifestError("it holds no mapping of display_information, features, oauth_config, settings")
    return document


def _at(node: Any, path: str, otherwise: Any) -> Any:
    for name in path.split("."):
        node = node.get(name) if isinstance(node, dict) else None
    return otherwise if node is None else node


def _items(document: dict[str, Any], path: str) -> list[Any]:
    found = _at(document, path, [])
    if not isinstance(found, list):
        raise ManifestError(f"{path} must be a list")
    return found


def _texts(document: dict[str, Any], path: str) -> None:
    for item in _items(document, path):
        if not isinstance(item, str):
            raise ManifestError(f"{path} holds {item!r}, which is no text")


def _rows(document: dict[str, Any], path: str, fields: tuple[str, ...]) -> None:
    for row in _items(document, path):
        for name in fields:
            if not isinstance(row, dict) or not isinstance(row.get(name), str):
                raise ManifestError(f"an entry of {path} has no {name}")
