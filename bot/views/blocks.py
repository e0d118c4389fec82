"""Block Kit as functions: each returns a block (or element) that keeps Slack's limits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import limits

Block = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """What a message shows: blocks, and the text for notifications and screen readers."""

    text: str
    blocks: Sequence[Block]


def cut(text: str, length: int) -> str:
    """The text, with an ellipsis where it had to be cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def escape(text: str) -> str:
    """Somebody's words as mrkdwn that mentions nobody and links nowhere."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def code(text: str) -> str:
    """Somebody's word in a chip. A backtick would end it early."""
    return f"`{escape(text).replace('`', 'ʼ')}`"


def when(at: datetime, style: str = "{date_short_pretty}, {time}") -> str:
    """A time that Slack shows in the reader's time zone."""
    return f"<!date^{int(at.timestamp())}^{style}|{at:%Y-%m-%d %H:%M} UTC>"


def plain(text: str, length: int) -> Block:
    return {"type": "plain_text", "text": cut(text, length), "emoji": True}


def mrkdwn(text: str, length: int = limits.SECTION_TEXT) -> Block:
    # What was cut in the middle of an entity or a link would be shown as it is written.
    whole = re.sub(r"(&\w{0,4}|<[^>]{0,3000})…$", "…", cut(text, length))
    return {"type": "mrkdwn", "text": whole, "verbatim": True}


def section(text: str, accessory: Block | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return block if accessory is None else {**block, "accessory": accessory}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text, 2_000) for text in texts[: limits.CONTEXT_ELEMENTS]]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, limits.HEADER_TEXT)}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block, block_id: str | None = None) -> Block:
    block: Block = {"type": "actions", "elements": list(elements)}
    return block if block_id is None else {**block, "block_id": block_id}


def button(
    text: str, action: str, value: str, *, style: str | None = None, confirm: Block | None = None
) -> Block:
    element: Block = {
        "type": "button",
        "text": plain(text, limits.BUTTON_TEXT),
        "action_id": action,
        "value": value,
    }
    if style is not None:
        element["style"] = style
    if confirm is not None:
        element["confirm"] = confirm
    return element


def confirm(title: str, text: str, yes: str, no: str = "Keep it") -> Block:
    """A question before something that cannot be taken back."""
    return {
        "title": plain(title, limits.CONFIRM_TITLE),
        "text": mrkdwn(text, limits.CONFIRM_TEXT),
        "confirm": plain(yes, limits.CONFIRM_BUTTON),
        "deny": plain(no, limits.CONFIRM_BUTTON),
    }


def option(text: str, value: str) -> Block:
    return {"text": plain(text, limits.OPTION_TEXT), "value": value}


def overflow(action: str, options: Mapping[str, str]) -> Block:
    """A menu behind three dots, of values with their words."""
    shown = [option(words, value) for value, words in options.items()]
    return {"type": "overflow", "action_id": action, "options": shown}


def text_input(  # one field of a modal; every argument is one of Slack's
    block_id: str, label: str, *, hint: str = "", placeholder: str = "", value: str = "", **extra: Any
) -> Block:
    """A text field; `extra` may set multiline, optional, max_length and focus_on_load."""
    element: Block = {"type": "plain_text_input", "action_id": "value"}
    for name in ("multiline", "max_length", "focus_on_load"):
        if extra.get(name):
            element[name] = extra[name]
    if placeholder:
        element["placeholder"] = plain(placeholder, limits.PLACEHOLDER)
    if value:
        element["initial_value"] = cut(value, limits.TEXT_INPUT_MAX_LENGTH)
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, limits.INPUT_LABEL),
        "optional": bool(extra.get("optional", False)),
        "element": element,
    }
    return {**block, "hint": plain(hint, limits.INPUT_HINT)} if hint else block


def checkboxes(block_id: str, label: str, options: Sequence[Block], checked: Sequence[Block]) -> Block:
    """Boxes of a modal, of which any number may be checked."""
    element: Block = {"type": "checkboxes", "action_id": "value", "options": list(options)}
    if checked:
        element["initial_options"] = list(checked)
    return {
        "type": "input",
        "block_id": block_id,
        "optional": True,
        "label": plain(label, limits.INPUT_LABEL),
        "element": element,
    }


def field(block_id: str, label: str, element: Block, *, optional: bool = False, hint: str = "") -> Block:
    """A field of a modal around an element of Slack's, which is known by its block alone."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "optional": optional,
        "label": plain(label, limits.INPUT_LABEL),
        "element": {**element, "action_id": "value"},
    }
    return {**block, "hint": plain(hint, limits.INPUT_HINT)} if hint else block


def select(options: Mapping[str, str], chosen: str = "") -> Block:
    """A menu of values with their words, of which one may be chosen."""
    element: Block = {
        "type": "static_select",
        "options": [option(words, value) for value, words in options.items()],
    }
    return {**element, "initial_option": option(options[chosen], chosen)} if chosen else element


def channel_input(block_id: str, label: str, hint: str, chosen: str = "") -> Block:
    """A channel of the reader's, public or private, or none."""
    element: Block = {
        "type": "conversations_select",
        "action_id": "value",
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    return {
        "type": "input",
        "block_id": block_id,
        "optional": True,
        "label": plain(label, limits.INPUT_LABEL),
        "hint": plain(hint, limits.INPUT_HINT),
        "element": {**element, "initial_conversation": chosen} if chosen else element,
    }


def alert(text: str, level: str = "warning") -> Block:
    """A sentence in a modal that nobody overlooks."""
    return {"type": "alert", "level": level, "text": mrkdwn(text, limits.ALERT_TEXT)}


def table(rows: Sequence[Sequence[str]]) -> Block:
    """A table whose first row is its head; an empty cell, which Slack refuses, becomes a dash."""
    cells = [[{"type": "raw_text", "text": cut(cell, 60) or "–"} for cell in row] for row in rows]
    return {"type": "table", "rows": cells}


def chart(title: str, labels: Sequence[str], series: Mapping[str, Sequence[int]]) -> Block:
    """Bars of numbers over the same labels, which differ; as many as a chart can show."""
    shown = [cut(label, limits.CHART_LABEL) for label in labels[: limits.CHART_POINTS]]
    # What was cut to the same would be one bar.
    shown = [label if shown.index(label) == at else _numbered(label, at) for at, label in enumerate(shown)]
    return {
        "type": "data_visualization",
        "title": cut(title, limits.CHART_TITLE),
        "chart": {
            "type": "bar",
            "series": [
                {
                    "name": cut(name, limits.CHART_LABEL),
                    "data": [
                        {"label": label, "value": value} for label, value in zip(shown, values, strict=False)
                    ],
                }
                for name, values in list(series.items())[: limits.CHART_SERIES]
            ],
            "axis_config": {"categories": shown},
        },
    }


def _numbered(label: str, at: int) -> str:
    return f"{cut(label, limits.CHART_LABEL - 4)} {at + 1}"


def modal(title: str, callback_id: str, metadata: str, blocks: Sequence[Block], **labels: str) -> Block:
    """A modal; `labels` may set submit and close."""
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": metadata,
        "title": plain(title, limits.VIEW_TITLE),
        "close": plain(labels.get("close", "Close"), limits.VIEW_CLOSE),
        "blocks": list(blocks)[: limits.VIEW_BLOCKS],
    }
    if "submit" in labels:
        view["submit"] = plain(labels["submit"], limits.VIEW_SUBMIT)
    return view
