"""The blocks that pages are laid out with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import limits
from bot.sandbox.validation.buttons import IMAGE
from bot.sandbox.validation.composition import BLOCK_ID, TextObject, plain, text
from bot.sandbox.validation.inspection import (
    MESSAGES,
    MODALS,
    Check,
    Choice,
    Flag,
    Inspection,
    Items,
    Nested,
    Shape,
    Str,
    Variants,
    Whole,
)
from bot.sandbox.validation.places import IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION
from bot.sandbox.validation.rich_text import RICH_TEXT


def _has_text_or_fields(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    if node.get("text") is None and node.get("fields") is None:
        look.say(at, "must define either `text` or `fields`")


def _action_ids_differ(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    elements = node.get("elements")
    seen: set[str] = set()
    for index, element in enumerate(elements if isinstance(elements, list) else ()):
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if action_id in seen:
            look.say(
                f"{at}/elements/{index}/action_id", f"`action_id` {action_id} already exists for this block"
            )
        if isinstance(action_id, str):
            seen.add(action_id)


def _dispatches(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    element = node.get("element")
    if node.get("dispatch_action") and isinstance(element, dict) and element.get("type") == "file_input":
        look.say(f"{at}/element/type", "unsupported type: file_input")


_CONTEXT_TEXT = TextObject(limits.SECTION_TEXT)

SHAPES: Mapping[str, Check] = {
    "section": Shape(
        BLOCK_ID,
        text("text", limits.SECTION_TEXT),
        Items("fields", TextObject(limits.SECTION_FIELD_TEXT), limits.SECTION_FIELDS),
        Nested("accessory", IN_SECTION),
        Flag("expand"),
        also=_has_text_or_fields,
    ),
    "header": Shape(
        BLOCK_ID, plain("text", limits.HEADER_TEXT, required=True), Whole("level", 1, limits.HEADER_LEVELS)
    ),
    "divider": Shape(BLOCK_ID),
    "context": Shape(
        BLOCK_ID,
        Items(
            "elements",
            Variants({"plain_text": _CONTEXT_TEXT, "mrkdwn": _CONTEXT_TEXT, "image": IMAGE}),
            limits.CONTEXT_ELEMENTS,
            required=True,
        ),
    ),
    "actions": Shape(
        BLOCK_ID,
        Items("elements", IN_ACTIONS, limits.ACTIONS_ELEMENTS, required=True),
        also=_action_ids_differ,
    ),
    "context_actions": Shape(
        BLOCK_ID,
        Items("elements", IN_CONTEXT_ACTIONS, limits.CONTEXT_ACTIONS_ELEMENTS, required=True),
        also=_action_ids_differ,
        surfaces=MESSAGES,
    ),
    "input": Shape(
        BLOCK_ID,
        plain("label", limits.INPUT_LABEL, required=True),
        Nested("element", IN_INPUT, required=True),
        plain("hint", limits.INPUT_HINT),
        Flag("optional"),
        Flag("dispatch_action"),
        also=_dispatches,
    ),
    "rich_text": RICH_TEXT,
    "markdown": Shape(BLOCK_ID, Str("text", limits.MARKDOWN_TEXT, required=True), surfaces=MESSAGES),
    "alert": Shape(
        BLOCK_ID,
        text("text", limits.ALERT_TEXT, required=True),
        Choice("level", ("default", "info", "warning", "error", "success")),
        surfaces=MODALS,
    ),
}
