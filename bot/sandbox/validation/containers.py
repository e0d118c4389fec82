"""Containers: blocks grouped under a title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import limits
from bot.sandbox.validation import layout, media, tables
from bot.sandbox.validation.buttons import IMAGE
from bot.sandbox.validation.composition import BLOCK_ID, plain, text
from bot.sandbox.validation.inspection import (
    NOT_MODALS,
    Check,
    Choice,
    Flag,
    Inspection,
    Items,
    Nested,
    Shape,
    Variants,
)
from bot.sandbox.validation.rich_text import RICH_TEXT

_KINDS = ("actions", "context", "divider", "header", "input", "rich_text", "section", "table")
_INSIDE = {**layout.SHAPES, **tables.SHAPES}
_CHILDREN = Variants({**{kind: _INSIDE[kind] for kind in _KINDS}, **media.SHAPES})


def _has_title(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    if not node.get("title") and not node.get("rich_text_title"):
        look.say(at, "must define either `title` or `rich_text_title`")


SHAPES: Mapping[str, Check] = {
    "container": Shape(
        BLOCK_ID,
        plain("title", limits.CONTAINER_TITLE),
        Nested("rich_text_title", Variants({"rich_text": RICH_TEXT})),
        text("subtitle", limits.CONTAINER_TITLE),
        Items("child_blocks", _CHILDREN, limits.CONTAINER_BLOCKS, required=True),
        Choice("width", ("narrow", "standard", "wide", "full")),
        Nested("icon", Variants({"image": IMAGE})),
        Flag("is_collapsible"),
        Flag("default_collapsed"),
        Flag("has_header_divider"),
        also=_has_title,
        surfaces=NOT_MODALS,
    )
}
