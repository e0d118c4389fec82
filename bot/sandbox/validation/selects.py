"""Elements one picks from: select menus of every source, single and multiple, radio buttons, checkboxes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import limits
from bot.sandbox.validation.composition import (
    ACTION_ID,
    CONFIRM,
    FILTER,
    FOCUS,
    OPTION,
    OPTION_GROUP,
    PLACEHOLDER,
    RICH_OPTION,
)
from bot.sandbox.validation.inspection import (
    Check,
    Flag,
    Inspection,
    Items,
    Nested,
    Rule,
    Shape,
    Str,
    Text,
    Whole,
)

_COMMON = (ACTION_ID, PLACEHOLDER, CONFIRM, FOCUS)
_OPTIONS = (
    Items("options", OPTION, limits.SELECT_OPTIONS),
    Items("option_groups", OPTION_GROUP, limits.OPTION_GROUPS),
)
_MOST = Whole("max_selected_items", 1)


def _offered(node: Mapping[str, Any]) -> list[Any]:
    groups = [g.get("options", []) for g in node.get("option_groups") or [] if isinstance(g, dict)]
    return [*(node.get("options") or []), *(option for group in groups for option in group)]


def _has_options(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    if ("options" in node) == ("option_groups" in node):
        look.say(at, "must define either `options` or `option_groups`")
    _initial_is_offered(node, at, look)


def _initial_is_offered(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    """An initial choice must equal one of the options, word for word."""
    offered = _offered(node)
    values = [o.get("value") for o in offered if isinstance(o, dict)]
    if len(values) != len(set(values)):
        look.say(at, "option values must be unique")
    if "initial_option" in node and node["initial_option"] not in offered:
        look.say(f"{at}/initial_option", "initial_option must be one of the options")
    for index, chosen in enumerate(node.get("initial_options") or []):
        if chosen not in offered:
            look.say(f"{at}/initial_options/{index}", "initial_options must be among the options")


def _single(*rules: Rule) -> Shape:
    return Shape(*_COMMON, *rules)


def _multiple(*rules: Rule) -> Shape:
    return Shape(*_COMMON, _MOST, *rules)


_EXTERNAL = Whole("min_query_length")
_FOLLOW = (Flag("default_to_current_conversation"), Flag("response_url_enabled"), FILTER)

SHAPES: Mapping[str, Check] = {
    "static_select": Shape(*_COMMON, *_OPTIONS, Nested("initial_option", OPTION), also=_has_options),
    "multi_static_select": Shape(
        *_COMMON, *_OPTIONS, _MOST, Items("initial_options", OPTION, limits.SELECT_OPTIONS), also=_has_options
    ),
    "external_select": _single(_EXTERNAL, Nested("initial_option", OPTION)),
    "multi_external_select": _multiple(_EXTERNAL, Items("initial_options", OPTION, limits.SELECT_OPTIONS)),
    "users_select": _single(Str("initial_user")),
    "multi_users_select": _multiple(Items("initial_users", Text())),
    "conversations_select": _single(Str("initial_conversation"), *_FOLLOW),
    "multi_conversations_select": _multiple(Items("initial_conversations", Text()), *_FOLLOW),
    "channels_select": _single(Str("initial_channel"), Flag("response_url_enabled")),
    "multi_channels_select": _multiple(Items("initial_channels", Text())),
    "radio_buttons": Shape(
        ACTION_ID,
        CONFIRM,
        FOCUS,
        Items("options", RICH_OPTION, limits.RADIO_OPTIONS, required=True),
        Nested("initial_option", RICH_OPTION),
        also=_initial_is_offered,
    ),
    "checkboxes": Shape(
        ACTION_ID,
        CONFIRM,
        FOCUS,
        Items("options", RICH_OPTION, limits.CHECKBOX_OPTIONS, required=True),
        Items("initial_options", RICH_OPTION, limits.CHECKBOX_OPTIONS),
        also=_initial_is_offered,
    ),
}
