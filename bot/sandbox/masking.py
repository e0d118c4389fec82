"""Hides credentials in what the log keeps: the sandbox must not become the place where they leak."""

from __future__ import annotations

import re
from typing import Any

HIDDEN = "•••"

_NAMES = re.compile(r"cookie|secret|credential|^account:", re.IGNORECASE)
_COOKIE = re.compile(r"AQED[A-Za-z0-9_-]{20,}")
_TOKEN = re.compile(r"\bx(?:ox[a-z]|app)[.-][\w.-]+")
_HELD = ("value", "initial_value")


def _names_credential(name: object) -> bool:
    return isinstance(name, str) and _NAMES.search(name) is not None


def masked(node: Any, *, secret: bool = False) -> Any:
    """A copy without credentials: by the name of the field that holds them, and by what they look like."""
    if isinstance(node, str):
        return _TOKEN.sub(HIDDEN, _COOKIE.sub(HIDDEN, node))
    if isinstance(node, list):
        return [masked(item, secret=secret) for item in node]
    if not isinstance(node, dict):
        return node
    inside = secret or _names_credential(node.get("action_id")) or _names_credential(node.get("block_id"))
    return {key: _masked_field(key, value, secret=inside) for key, value in node.items()}


def _masked_field(key: str, value: Any, *, secret: bool) -> Any:
    if isinstance(value, str) and (key == "client_secret" or (secret and key in _HELD)):
        return HIDDEN
    return masked(value, secret=secret or _names_credential(key))
