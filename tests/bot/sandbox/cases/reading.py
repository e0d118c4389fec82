"""Reads the table of cases: what is sent to Slack, what Slack answers, and how one knows."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from agent.tables import load

HERE = Path(__file__).parent
TITLE = {"type": "plain_text", "text": "A title"}


class Kind(StrEnum):
    """How one knows: from Slack's documentation, from Slack's answers, or from what others say of them."""

    DOCUMENTED = "documented"
    OBSERVED = "observed"
    READ = "read"


class Case(BaseModel):
    """One call, and what Slack answers: `ok` or an error, and a part of what it tells besides."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    family: str
    name: str
    kind: Kind
    page: str
    says: str
    method: str
    arguments: dict[str, Any] = {}
    answer: str
    told: tuple[str, ...] = ()
    token: str = "xoxb-sandbox"
    narrow: bool = False  # asked by an app that was granted little
    raw: bool = False  # the SDK's own method would not let it through


def cases() -> list[Case]:
    return [case for path in sorted(HERE.glob("*.yaml")) for case in _family(path)]


def _family(path: Path) -> Iterator[Case]:
    document = load(path.read_text("utf-8"))
    for entry in document["cases"]:
        known = {name: document[name] for name in ("page", "method", "kind") if name in document}
        yield Case(family=path.stem, **known | _sent(_grown(entry)))


def _grown(node: Any, n: int | None = None) -> Any:
    """The data with its generators worked out: {repeat: x, times: 3}, in which {n} counts."""
    if isinstance(node, list):
        return [_grown(item, n) for item in node]
    if isinstance(node, str):
        return node if n is None else node.replace("{n}", str(n))
    if not isinstance(node, dict):
        return node
    if node.keys() == {"repeat", "times"}:
        return _repeated(node["repeat"], node["times"])
    return {name: _grown(value, n) for name, value in node.items()}


def _repeated(what: Any, times: int) -> Any:
    return what * times if isinstance(what, str) else [_grown(what, n) for n in range(times)]


def _sent(entry: dict[str, Any]) -> dict[str, Any]:
    """Most cases name only blocks and where they are shown, or what runs along in rich text."""
    for place, (method, frame) in _PLACES.items():
        if place in entry:
            blocks = entry.pop(place)
            return entry | {"method": method, "arguments": frame(blocks)}
    return entry


def _message(blocks: Any) -> dict[str, Any]:
    return {"channel": "$dm", "text": "The same as text", "blocks": blocks}


def _modal(blocks: Any) -> dict[str, Any]:
    view = {"type": "modal", "title": TITLE, "submit": TITLE, "blocks": blocks}
    return {"trigger_id": "$trigger", "view": view}


def _home(blocks: Any) -> dict[str, Any]:
    return {"user_id": "$dana", "view": {"type": "home", "blocks": blocks}}


def _runs(runs: Any) -> dict[str, Any]:
    section = {"type": "rich_text_section", "elements": runs}
    return _message([{"type": "rich_text", "elements": [section]}])


_PLACES = {
    "message": ("chat.postMessage", _message),
    "modal": ("views.open", _modal),
    "home": ("views.publish", _home),
    "runs": ("chat.postMessage", _runs),
}
