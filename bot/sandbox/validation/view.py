"""Checks a view: a modal or a Home tab."""

from __future__ import annotations

import json
from typing import Any

from bot import limits
from bot.sandbox.errors import SlackError
from bot.sandbox.validation.blocks import check_blocks
from bot.sandbox.validation.composition import plain
from bot.sandbox.validation.inspection import Flag, Inspection, Rule, Shape, Str, Surface

_COMMON = (
    Rule("blocks", required=True),
    Str("private_metadata", limits.PRIVATE_METADATA, minimum=0),
    Str("callback_id", limits.CALLBACK_ID, minimum=0),
    Str("external_id", limits.EXTERNAL_ID, minimum=0),
)
_SHAPES = {
    Surface.MODAL: Shape(
        *_COMMON,
        plain("title", limits.VIEW_TITLE, required=True),
        plain("submit", limits.VIEW_SUBMIT),
        plain("close", limits.VIEW_CLOSE),
        Flag("clear_on_close"),
        Flag("notify_on_close"),
        Flag("submit_disabled"),
    ),
    Surface.HOME: Shape(*_COMMON),
}


def check_view(view: Any, kind: str) -> dict[str, Any]:
    """The view, checked; raises invalid_arguments with every finding."""
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", ["must provide an object [json-pointer:/view]"])
    if view.get("type") != kind:
        raise SlackError(
            "invalid_arguments", [f"unsupported type: {view.get('type')} [json-pointer:/view/type]"]
        )
    problems = look_at_view(view, Surface(kind), "/view")
    if problems:
        no_match = "failed to match all allowed schemas [json-pointer:/view]"
        raise SlackError("invalid_arguments", [no_match, *problems])
    if len(json.dumps(view)) > limits.VIEW_BYTES:
        raise SlackError("view_too_large")
    return view


def look_at_view(view: dict[str, Any], surface: Surface, at: str) -> list[str]:
    """Everything that is wrong with a view."""
    look = Inspection(surface)
    _SHAPES[surface].examine(view, at, look)
    blocks = view.get("blocks")
    if isinstance(blocks, list):
        check_blocks(blocks, f"{at}/blocks", look, limits.VIEW_BLOCKS)
        _inputs_have_submit(view, blocks, f"{at}/blocks", look)
    elif blocks is not None:
        look.say(f"{at}/blocks", "must provide an array")
    return look.problems


def _inputs_have_submit(view: dict[str, Any], blocks: list[Any], at: str, look: Inspection) -> None:
    if look.surface is not Surface.MODAL or view.get("submit"):
        return
    for index, block in enumerate(blocks):
        if isinstance(block, dict) and block.get("type") == "input":
            look.say(f"{at}/{index}/input", "must define `submit` to use an `input` block in modals")
