"""Composition objects: text, option, option group, confirmation, dispatch configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import limits
from bot.sandbox.validation.inspection import (
    Choice,
    Flag,
    Inspection,
    Items,
    Nested,
    OneOf,
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
        found = Inspection(look.surface)
        self._look_at(value, at, found)
        if found.problems and len(self.kinds) > 1:
            look.say(at, "failed to match all allowed schemas")
        look.problems += found.problems

    def _look_at(self, value: Any, at: str, look: Inspection) -> None:
        if not isinstance(value, dict):
            look.say(at, "must provide an object")
        elif value.get("type") not in self.kinds:
            look.say(f"{at}/type", f"unsupported type: {value.get('type')}")
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


def option(kinds: tuple[str, ...] = PLAIN, *more: Rule) -> Shape:
    """An option; only radio buttons and checkboxes may use mrkdwn, only an overflow menu may link."""
    return Shape(
        Nested("text", TextObject(limits.OPTION_TEXT, kinds), required=True),
        Str("value", limits.OPTION_VALUE, required=True),
        Nested("description", TextObject(limits.OPTION_DESCRIPTION, kinds)),
        *more,
    )


OPTION = option()
RICH_OPTION = option(BOTH)
LINK_OPTION = option(PLAIN, Str("url", limits.OPTION_URL))
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


def _not_empty(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    if not node:
        look.say(at, "must define at least one filter")


FILTER = Nested(
    "filter",
    Shape(
        Items("include", OneOf(("im", "mpim", "private", "public"))),
        Flag("exclude_external_shared_channels"),
        Flag("exclude_bot_users"),
        also=_not_empty,
    ),
)
DISPATCH = Nested(
    "dispatch_action_config",
    Shape(Items("trigger_actions_on", OneOf(("on_enter_pressed", "on_character_entered")), 2)),
)


def _one_reference(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    if ("id" in node) == ("url" in node):
        look.say(at, "must define either `id` or `url`")


SLACK_FILE = Nested("slack_file", Shape(Str("id"), Str("url", limits.IMAGE_URL), also=_one_reference))
ACTION_ID = Str("action_id", limits.ACTION_ID)
BLOCK_ID = Str("block_id", limits.BLOCK_ID)
PLACEHOLDER = plain("placeholder", limits.PLACEHOLDER)
FOCUS = Flag("focus_on_load")
