"""Forms that tests open, what an app heard of what people did there, and a clock set by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.sandbox import Person, Sandbox

PLAIN = {"type": "plain_text", "text": "x"}


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


def events(heard: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [body["event"] for body in heard if body.get("event", {}).get("type") == kind]


def interactions(heard: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [body for body in heard if body.get("type") == kind]


def form(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": PLAIN,
        "submit": PLAIN,
        "blocks": list(blocks),
        **more,
    }


def field(element: dict[str, Any], block_id: str = "b", **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": block_id, "label": PLAIN, "element": element, **more}


def opened(sandbox: Sandbox, person: Person, view: dict[str, Any]) -> str:
    return str(sandbox.slack.views.open(person.id, view)["id"])
