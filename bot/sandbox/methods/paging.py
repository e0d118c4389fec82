"""Long answers in pages: a cursor is opaque, and names what comes next."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.methods.method import Answer, Call

_PAGE = 100
_MOST = 999


def size(call: Call, default: int = _PAGE) -> int:
    return min(max(1, call.arguments.number("limit", default)), _MOST)


def cursor(kind: str, following: object) -> str:
    return base64.b64encode(f"{kind}:{following}".encode()).decode()


def position(call: Call, kind: str) -> str | None:
    """Where the page begins that a call asks for; None is the beginning."""
    given = call.arguments.get("cursor")
    if given is None:
        return None
    try:
        found, _, following = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None
    if found != kind or not following.replace(".", "").isdigit():
        raise SlackError("invalid_cursor")
    return following


def paged(call: Call, name: str, items: list[Any]) -> Answer:
    """A page of a list that is short enough to be at hand."""
    start = int(position(call, "from") or 0)
    end = start + size(call)
    following = cursor("from", end) if end < len(items) else ""
    return {name: items[start:end], "response_metadata": {"next_cursor": following}}
