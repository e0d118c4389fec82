"""Rich text blocks to HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from bot.sandbox.render.dates import formatted
from bot.sandbox.render.emoji import EMOJI
from bot.sandbox.render.links import link
from bot.sandbox.render.mrkdwn import Reader, mention, user_mention

Node = dict[str, Any]

_STYLES = (
    ("code", Markup("<code>{}</code>")),
    ("strike", Markup("<del>{}</del>")),
    ("italic", Markup("<em>{}</em>")),
    ("bold", Markup("<strong>{}</strong>")),
    ("underline", Markup("<u>{}</u>")),
)
_PARTS = {
    "rich_text_section": Markup("<span>{}</span>"),
    "rich_text_quote": Markup("<blockquote>{}</blockquote>"),
    "rich_text_preformatted": Markup("<pre>{}</pre>"),
}
_LISTS = {
    "bullet": Markup('<ul class="indent{}">{}</ul>'),
    "ordered": Markup('<ol class="indent{}">{}</ol>'),
}
_ITEM = Markup("<li>{}</li>")
_NOTHING = Markup("")


def rich_text(block: Node, reader: Reader) -> Markup:
    return _NOTHING.join(_part(part, reader) for part in block["elements"])


def _part(part: Node, reader: Reader) -> Markup:
    if part["type"] == "rich_text_list":
        items = _NOTHING.join(_ITEM.format(_runs(item, reader)) for item in part["elements"])
        return _LISTS[part["style"]].format(part.get("indent", 0), items)
    return _PARTS[part["type"]].format(_runs(part, reader))


def _runs(part: Node, reader: Reader) -> Markup:
    return _NOTHING.join(_styled(run, reader) for run in part["elements"])


def _styled(run: Node, reader: Reader) -> Markup:
    html = _RUNS.get(run["type"], _mentioned)(run, reader)
    for name, frame in _STYLES:
        if (run.get("style") or {}).get(name):
            html = frame.format(html)
    return html


def _text(run: Node, _reader: Reader) -> Markup:
    return Markup("<br>").join(escape(line) for line in run["text"].split("\n"))


def _emoji(run: Node, _reader: Reader) -> Markup:
    return escape(EMOJI.get(run["name"], f":{run['name']}:"))


def _date(run: Node, reader: Reader) -> Markup:
    return escape(formatted(run["timestamp"], run["format"], reader.offset, reader.now))


def _mentioned(run: Node, _reader: Reader) -> Markup:
    """What stands for a thing kept elsewhere: a file, a canvas, a record, a message, a source."""
    text = next((str(run[name]) for name in _LABELS if run.get(name)), run["type"].replace("_", " "))
    return link(run["url"], text) if run.get("url") else mention(text)


def _tag(run: Node, _reader: Reader) -> Markup:
    return Markup('<span class="tag {}">{}</span>').format(run.get("color", "gray"), run["text"])


def _citation(run: Node, _reader: Reader) -> Markup:
    return Markup("<sup>{}</sup>").format(link(run["url"], f"[{run['index']}]"))


_LABELS = ("text", "label", "title", "display_name", "salesforce_field_label")

_RUNS: Mapping[str, Callable[[Node, Reader], Markup]] = {
    "text": _text,
    "link": lambda run, _: link(run["url"], run.get("text", "")),
    "emoji": _emoji,
    "user": lambda run, reader: user_mention(run["user_id"], run["user_id"], reader),
    "usergroup": lambda run, _: mention("@" + run["usergroup_id"]),
    "channel": lambda run, reader: mention("#" + reader.channels.get(run["channel_id"], run["channel_id"])),
    "broadcast": lambda run, _: mention("@" + run["range"]),
    "color": lambda run, _: escape(run["value"]),
    "date": _date,
    "tag": _tag,
    "citation": _citation,
}
