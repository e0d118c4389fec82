"""Which element may stand in which block."""

from __future__ import annotations

from bot.sandbox.validation import buttons, inputs, selects
from bot.sandbox.validation.inspection import Variants

ELEMENTS = {**buttons.SHAPES, **selects.SHAPES, **inputs.SHAPES}

_MENUS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
_CHOSEN = (*_MENUS, *(f"multi_{menu}" for menu in _MENUS), "radio_buttons", "checkboxes")
_PICKED = ("datepicker", "timepicker")
_PRESSED = ("button", "overflow", "workflow_button")


def _place(*kinds: str) -> Variants:
    return Variants({kind: ELEMENTS[kind] for kind in kinds})


IN_SECTION = _place("image", *_PRESSED, *_CHOSEN, *_PICKED)
IN_ACTIONS = _place("datetimepicker", *_PRESSED, *_CHOSEN, *_PICKED)
IN_INPUT = _place("datetimepicker", *_CHOSEN, *_PICKED, *(kind for kind in inputs.SHAPES if "input" in kind))
IN_CONTEXT_ACTIONS = _place("feedback_buttons", "icon_button")
IN_CARD = _place("button")
