"""Composition objects: text, option, option group, confirmation, dispatch configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot import limits
from bot.sandbox.validation.inspection import (
    Choice,
    Flag,
    Inspection,
    Items,
    Nested,
    Rule,
    Shape,
    Str,
    check_length,
)

BOTH = ("plain_text", "mrkdwn")
PLAIN = ("plain_text",)


@dataclass(frozen=True)
class TextObject:
    """A text object, plain or mrkdwn."""

    maximum: int
    kinds: tuple[str, ...] = BOTH

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if not isinstance(value, dict):
            look.say(at, "must provide an object")
        elif value.get("type") not in self.kinds:
            look.say(f"{at}/type", f"must be one of: {', '.join(self.kinds)}")
        elif not isinstance(value.get("text"), str):
            look.say(at, "missing required field: text")
        else:
            check_length(value["text"], f"{at}/text", look, minimum=1, maximum=self.maximum)
            self._flags(value, at, look)

    def _flags(self, value: dict[str, Any], at: str, look: Inspection) -> None:
        allowed = {"type", "text", "emoji" if value["type"] == "plain_text" else "verbatim"}
        for name in sorted(value.keys() - allowed):
            look.say(at, f"invalid additional property: {name}")


def text(name: str, maximum: int, *, required: bool = False) -> Rule:
    return Nested(name, TextObject(maximum), required=required)


def plain(name: str, maximum: int, *, required: bool = False) -> Rule:
    return Nested(name, TextObject(maximum, PLAIN), required=required)


def option(kinds: tuple[str, ...] = PLAIN) -> Shape:
    """An option; only radio buttons and checkboxes may use mrkdwn."""
    return Shape(
        Nested("text", TextObject(limits.OPTION_TEXT, kinds), required=True),
        Str("value", limits.OPTION_VALUE, required=True),
        Nested("description", TextObject(limits.OPTION_DESCRIPTION, kinds)),
        Str("url", limits.OPTION_URL),
    )


OPTION = option()
RICH_OPTION = option(BOTH)
OPTION_GROUP = Shape(
    plain("label", limits.OPTION_GROUP_LABEL, required=True),
    Items("options", OPTION, limits.SELECT_OPTIONS, required=True),
)
CONFIRM = Nested(
    "confirm",
    Shape(
        plain("title", limits.CONFIRM_TITLE, required=True),
        text("text", limits.CONFIRM_TEXT, required=True),
        plain("confirm", limits.CONFIRM_BUTTON, required=True),
        plain("deny", limits.CONFIRM_BUTTON, required=True),
        Choice("style", ("primary", "danger")),
    ),
)


class _Trigger:
    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if value not in ("on_enter_pressed", "on_character_entered"):
            look.say(at, "must be one of: on_enter_pressed, on_character_entered")


DISPATCH = Nested("dispatch_action_config", Shape(Items("trigger_actions_on", _Trigger(), 2, required=True)))
ACTION_ID = Str("action_id", limits.ACTION_ID)
PLACEHOLDER = plain("placeholder", limits.PLACEHOLDER)
FOCUS = Flag("focus_on_load")
