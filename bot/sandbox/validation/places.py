"""Which element may stand in which block."""

from __future__ import annotations

from bot.sandbox.validation import buttons, inputs, selects
from bot.sandbox.validation.inspection import Variants

ELEMENTS = {**buttons.SHAPES, **selects.SHAPES, **inputs.SHAPES}

_MENUS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
_MULTIPLE = tuple(f"multi_{menu}" for menu in _MENUS)
_PICKED = ("datepicker", "timepicker", "radio_buttons", "checkboxes")


def _place(*kinds: str) -> Variants:
    return Variants({kind: ELEMENTS[kind] for kind in kinds})


IN_SECTION = _place("button", "image", "overflow", *_MENUS, *_MULTIPLE, *_PICKED)
IN_ACTIONS = _place("button", "overflow", "datetimepicker", *_MENUS, *_PICKED)
IN_INPUT = _place(
    "datetimepicker", *_MENUS, *_MULTIPLE, *_PICKED, *(k for k in inputs.SHAPES if "input" in k)
)
IN_CONTEXT_ACTIONS = _place("feedback_buttons", "icon_button")
IN_CARD = _place("button", "overflow")
