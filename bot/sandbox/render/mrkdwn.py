"""Slack's mrkdwn to HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from markupsafe import Markup, escape

from bot.sandbox.render.dates import formatted
from bot.sandbox.render.emoji import with_emoji
from bot.sandbox.render.links import link
from bot.sandbox.render.stash import Stash
from bot.sandbox.typed import unescape

_FENCE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_ANGLE = re.compile(r"<([^<>\n]+)>")
_STYLES = tuple(
    (re.compile(rf"(?<![\w{mark}]){mark}(?=\S)([^\n]+?)(?<=\S){mark}(?![\w{mark}])"), tag)
    for mark, tag in ((r"\*", "strong"), ("_", "em"), ("~", "del"))
)
_BROADCASTS = frozenset({"here", "channel", "everyone"})


@dataclass(frozen=True)
class Reader:
    """Who reads, and the names that ids stand for."""

    users: Mapping[str, str]
    channels: Mapping[str, str]
    offset: int
    now: datetime
    own: str = ""


def mrkdwn(text: str, reader: Reader) -> Markup:
    """Code is set aside first, then links and mentions; what is left is escaped, then styled."""
    stash = Stash()
    text = _FENCE.sub(lambda m: stash.keep(f"<pre>{escape(unescape(m[1]))}</pre>"), stash.clean(text))
    text = _CODE.sub(lambda m: stash.keep(f"<code>{escape(unescape(m[1]))}</code>"), text)
    text = _ANGLE.sub(lambda m: stash.keep(str(_angle(m[1], reader))), text)
    html = with_emoji(str(escape(unescape(text))))
    for pattern, tag in _STYLES:
        html = pattern.sub(rf"<{tag}>\1</{tag}>", html)
    return Markup(stash.restore(_lines(html)))  # noqa: S704 - escaped above


def _lines(html: str) -> str:
    """Line ends, and quotes: neighbouring quoted lines are one quote."""
    pieces: list[str] = []
    for quoted, group in groupby(html.split("\n"), key=lambda line: line.startswith("&gt;")):
        lines = list(group)
        if quoted:
            inner = "<br>".join(line.removeprefix("&gt;").lstrip() for line in lines)
            pieces.append(f"<blockquote>{inner}</blockquote>")
        else:
            pieces.append("<br>".join(lines))
    return "".join(pieces)


def mention(name: str, *, mine: bool = False) -> Markup:
    return Markup('<span class="mention{}">{}</span>').format(" mine" if mine else "", name)


def user_mention(user: str, fallback: str, reader: Reader) -> Markup:
    """A person's name, set off where it is the reader's own."""
    return mention("@" + reader.users.get(user, fallback), mine=user == reader.own)


def _angle(inner: str, reader: Reader) -> Markup:
    target, _, label = inner.partition("|")
    if target.startswith("@"):
        return user_mention(target[1:], label or target[1:], reader)
    if target.startswith("#"):
        return mention("#" + reader.channels.get(target[1:], label or target[1:]))
    if target.startswith("!"):
        return _special(target[1:], label, reader)
    return link(unescape(target), unescape(label))


def _special(command: str, label: str, reader: Reader) -> Markup:
    if command in _BROADCASTS:
        return mention("@" + command)
    if command.startswith("date^"):
        return _date(command, unescape(label), reader)
    return escape(unescape(label or command))


def _date(command: str, fallback: str, reader: Reader) -> Markup:
    parts = command.split("^")
    try:
        shown = formatted(int(parts[1]), unescape(parts[2]), reader.offset, reader.now)
    except (IndexError, ValueError, OverflowError, OSError):
        return escape(fallback)
    return link(unescape(parts[3]), shown) if len(parts) > 3 else escape(shown)  # noqa: PLR2004 - a link is the fourth


def plain(text: str) -> Markup:
    """Plain text: emoji and line ends, nothing else."""
    return Markup(with_emoji(str(escape(text))).replace("\n", "<br>"))  # noqa: S704 - escaped
