"""Elements one presses: buttons, overflow menus, feedback, icon buttons, and the image beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import limits
from bot.sandbox.validation.composition import ACTION_ID, CONFIRM, LINK_OPTION, SLACK_FILE, plain
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
    Text,
)

STYLE = Choice("style", ("primary", "danger"))
LABEL = Str("accessibility_label", limits.ACCESSIBILITY_LABEL)
BUTTON = Shape(
    plain("text", limits.BUTTON_TEXT, required=True),
    ACTION_ID,
    Str("value", limits.BUTTON_VALUE),
    Str("url", limits.BUTTON_URL),
    STYLE,
    CONFIRM,
    LABEL,
    Str("agent_prompt", limits.MESSAGE_TEXT_ADVISED),
)
OVERFLOW = Shape(ACTION_ID, Items("options", LINK_OPTION, limits.OVERFLOW_OPTIONS, required=True), CONFIRM)
_FEEDBACK = Shape(
    plain("text", limits.BUTTON_TEXT, required=True),
    Str("value", limits.BUTTON_VALUE, required=True),
    LABEL,
)
FEEDBACK = Shape(
    ACTION_ID,
    Nested("positive_button", _FEEDBACK, required=True),
    Nested("negative_button", _FEEDBACK, required=True),
    surfaces=MESSAGES,
)
_INPUT_PARAMETER = Shape(Str("name", required=True), Rule("value", required=True))
_TRIGGER = Shape(
    Str("url", limits.BUTTON_URL, required=True),
    Items("customizable_input_parameters", _INPUT_PARAMETER, minimum=0),
)
WORKFLOW_BUTTON = Shape(
    plain("text", limits.BUTTON_TEXT, required=True),
    Str("action_id", limits.ACTION_ID, required=True),
    Nested("workflow", Shape(Nested("trigger", _TRIGGER, required=True)), required=True),
    STYLE,
    LABEL,
    surfaces=MESSAGES,
)
ICON_BUTTON = Shape(
    ACTION_ID,
    Choice("icon", ("trash",), required=True),
    plain("text", limits.BUTTON_TEXT, required=True),
    Str("value", limits.BUTTON_VALUE),
    Items("visible_to_user_ids", Text()),
    LABEL,
    CONFIRM,
    surfaces=MESSAGES,
)


def one_source(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    if ("image_url" in node) == ("slack_file" in node):
        look.say(at, "must define either `image_url` or `slack_file`")


IMAGE = Shape(
    Str("alt_text", limits.IMAGE_ALT_TEXT, required=True),
    Str("image_url", limits.IMAGE_URL),
    SLACK_FILE,
    also=one_source,
)

SHAPES: Mapping[str, Check] = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    "workflow_button": WORKFLOW_BUTTON,
    "feedback_buttons": FEEDBACK,
    "icon_button": ICON_BUTTON,
    "image": IMAGE,
}
