"""Elements one presses: buttons, overflow menus, feedback, icon buttons, and the image beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import limits
from bot.sandbox.validation.composition import ACTION_ID, CONFIRM, OPTION, plain
from bot.sandbox.validation.inspection import (
    MESSAGES,
    Check,
    Choice,
    Inspection,
    Items,
    Nested,
    Rule,
    Shape,
    Str,
)

BUTTON = Shape(
    plain("text", limits.BUTTON_TEXT, required=True),
    ACTION_ID,
    Str("value", limits.BUTTON_VALUE),
    Str("url", limits.BUTTON_URL),
    Choice("style", ("primary", "danger")),
    CONFIRM,
    Str("accessibility_label", limits.ACCESSIBILITY_LABEL),
    Str("agent_prompt", limits.MESSAGE_TEXT_ADVISED),
)
OVERFLOW = Shape(ACTION_ID, Items("options", OPTION, limits.OVERFLOW_OPTIONS, required=True), CONFIRM)
_FEEDBACK = Shape(
    plain("text", limits.BUTTON_TEXT, required=True),
    Str("value", limits.BUTTON_VALUE, required=True),
    Str("accessibility_label", limits.ACCESSIBILITY_LABEL),
)
FEEDBACK = Shape(
    ACTION_ID,
    Nested("positive_button", _FEEDBACK, required=True),
    Nested("negative_button", _FEEDBACK, required=True),
    surfaces=MESSAGES,
)
ICON_BUTTON = Shape(
    ACTION_ID,
    Choice("icon", ("trash",), required=True),
    plain("text", limits.BUTTON_TEXT, required=True),
    Str("value", limits.BUTTON_VALUE),
    Rule("visible_to_user_ids"),
    Str("accessibility_label", limits.ACCESSIBILITY_LABEL),
    CONFIRM,
    surfaces=MESSAGES,
)


def one_source(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    if ("image_url" in node) == ("slack_file" in node):
        look.say(at, "must define either `image_url` or `slack_file`")


IMAGE = Shape(
    Str("alt_text", limits.IMAGE_ALT_TEXT, required=True),
    Str("image_url", limits.IMAGE_URL),
    Rule("slack_file"),
    also=one_source,
)

SHAPES: Mapping[str, Check] = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    "feedback_buttons": FEEDBACK,
    "icon_button": ICON_BUTTON,
    "image": IMAGE,
}
