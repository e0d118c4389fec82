"""A message as a person types it, and as Slack sends it on: escaped, with links and mentions marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Known:
    """Whom and what one may mention: names after an @ and the users they mean, channels after a #."""

    users: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)


def typed(text: str, known: Known) -> str:
    """The text as Slack stores it.

    What looks like Slack's own markup is escaped, except the mention of a member: the composer inserts that.
    """
    members = set(known.users.values())
    pieces: list[str] = []
    position = 0
    for mention in _KNOWN_MENTION.finditer(text):
        if mention[1] in members:
            pieces += [_plain(text[position : mention.start()], known), mention[0]]
            position = mention.end()
    pieces.append(_plain(text[position:], known))
    return "".join(pieces)


def _plain(text: str, known: Known) -> str:
    pieces: list[str] = []
    position = 0
    for found in _LINK.finditer(text):
        pieces += [_words(text[position : found.start()], known), _linked(found)]
        position = found.end()
    return "".join([*pieces, _words(text[position:], known)])


def _words(text: str, known: Known) -> str:
    """What stands between the links: escaped, with its mentions."""
    marked = _BROADCAST.sub(r"<!\1>", escape(text))
    for name, user in known.users.items():
        marked = _mention(f"@{name}", f"<@{user}>", marked)
    for name, channel in known.channels.items():
        marked = _mention(f"#{name}", f"<#{channel}|{name}>", marked)
    return marked


def _mention(written: str, stored: str, text: str) -> str:
    return re.sub(rf"(?<![\w&<]){re.escape(written)}(?![\w-])", stored, text, flags=re.IGNORECASE)


def escaped(text: str, known: Known) -> str:
    """A command's text where the manifest says should_escape: ids with the names that were written."""
    for name, user in known.users.items():
        text = _mention(f"@{name}", f"<@{user}|{name}>", text)
    for name, channel in known.channels.items():
        text = _mention(f"#{name}", f"<#{channel}|{name}>", text)
    return text


def as_typed(text: str) -> str:
    """The other way round: what a person would have typed to get this text."""
    return unescape(_MARKED.sub(_typed_mark, text))


def _typed_mark(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    if target.startswith("@"):
        return escape(match[0])
    if target.startswith("#"):
        return f"#{label}"
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
    if mark.startswith("#"):
        return {"type": "channel", "channel_id": mark[1:].partition("|")[0]}
    url, _, label = mark.partition("|")
    link = {"type": "link", "url": unescape(url)}
    return link | {"text": unescape(label)} if label else link
