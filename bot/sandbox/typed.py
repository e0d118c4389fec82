"""A message as a person types it, and as Slack sends it on: escaped, with links and mentions marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_KNOWN_MENTION = re.compile(r"<@(U[A-Z0-9]+)>")
_BROADCAST = re.compile(r"(?<![\w&])@(channel|here|everyone)\b")
_LINK = re.compile(
    r"(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)'\"])"
    r"|(?P<mail>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<bare>(?<![\w@./-])(?:[\w-]+\.)+(?:com|org|net|io|de|ai|dev)\b(?:/[^\s<>]*[^\s<>.,;:!?)'\"])?)"
)
_MARKED = re.compile(r"<([^<>]+)>")


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _linked(match: re.Match[str]) -> str:
    if match["url"]:
        return f"<{escape(match['url'])}>"
    if match["mail"]:
        return f"<mailto:{match['mail']}|{match['mail']}>"
    return f"<http://{escape(match['bare'])}|{escape(match['bare'])}>"


def typed(text: str, names: Mapping[str, str]) -> str:
    """The text as Slack stores it. `names` maps a name one may mention with @ to a user id.

    What looks like Slack's own markup is escaped, except the mention of a member: the composer inserts that.
    """
    members = set(names.values())
    pieces: list[str] = []
    position = 0
    for mention in _KNOWN_MENTION.finditer(text):
        if mention[1] in members:
            pieces += [_plain(text[position : mention.start()], names), mention[0]]
            position = mention.end()
    pieces.append(_plain(text[position:], names))
    return "".join(pieces)


def _plain(text: str, names: Mapping[str, str]) -> str:
    pieces: list[str] = []
    position = 0
    for found in _LINK.finditer(text):
        pieces += [_words(text[position : found.start()], names), _linked(found)]
        position = found.end()
    return "".join([*pieces, _words(text[position:], names)])


def _words(text: str, names: Mapping[str, str]) -> str:
    """What stands between the links: escaped, with its mentions."""
    marked = _BROADCAST.sub(r"<!\1>", escape(text))
    for name, user in names.items():
        marked = re.sub(rf"(?<![\w&])@{re.escape(name)}\b", f"<@{user}>", marked, flags=re.IGNORECASE)
    return marked


def as_typed(text: str) -> str:
    """The other way round: what a person would have typed to get this text."""
    return unescape(_MARKED.sub(_typed_mark, text))


def _typed_mark(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    if target.startswith("@"):
        return escape(match[0])
    return "@" + target[1:] if target.startswith("!") else label or target


def rich_text(text: str) -> list[dict[str, Any]]:
    """The rich text block that Slack's composer makes of a message."""
    section = {"type": "rich_text_section", "elements": list(_runs(text))}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def _runs(text: str) -> Iterator[dict[str, Any]]:
    position = 0
    for mark in _MARKED.finditer(text):
        if mark.start() > position:
            yield {"type": "text", "text": unescape(text[position : mark.start()])}
        yield _run(mark[1])
        position = mark.end()
    if position < len(text):
        yield {"type": "text", "text": unescape(text[position:])}


def _run(mark: str) -> dict[str, Any]:
    if mark.startswith("@"):
        return {"type": "user", "user_id": mark[1:]}
    if mark.startswith("!"):
        return {"type": "broadcast", "range": mark[1:]}
    url, _, label = mark.partition("|")
    link = {"type": "link", "url": unescape(url)}
    return link | {"text": unescape(label)} if label else link
