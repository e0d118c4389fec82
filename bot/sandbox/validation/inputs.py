"""Elements one writes in, and the pickers of dates and times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot import limits
from bot.sandbox.validation.composition import ACTION_ID, CONFIRM, DISPATCH, FOCUS, PLACEHOLDER
from bot.sandbox.validation.inspection import (
    MODALS,
    NOT_HOME,
    NOT_MESSAGES,
    Check,
    Flag,
    Inspection,
    Items,
    Nested,
    Shape,
    Str,
    Text,
    Variants,
    Whole,
)
from bot.sandbox.validation.rich_text import RICH_TEXT

_ASKED = (PLACEHOLDER, DISPATCH, FOCUS)
_WRITTEN = (ACTION_ID, *_ASKED)
_DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):[0-5]\d"
_NUMBER = r"-?\d+(\.\d+)?"
_EPOCH = (1_000_000_000, 9_999_999_999)


def _lengths_agree(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    least, most = node.get("min_length"), node.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        look.say(at, "min_length must be less than or equal to max_length")
    initial = node.get("initial_value")
    if isinstance(initial, str) and isinstance(most, int) and len(initial) > most:
        look.say(f"{at}/initial_value", f"must be less than {most + 1} characters")


def _number(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) and re.fullmatch(_NUMBER, value) else None


def _numbers_agree(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    least, most = _number(node.get("min_value")), _number(node.get("max_value"))
    if least is not None and most is not None and least > most:
        look.say(at, "min_value must be less than or equal to max_value")
    for name in ("initial_value", "min_value", "max_value"):
        if node.get("is_decimal_allowed") is False and "." in str(node.get(name, "")):
            look.say(f"{at}/{name}", "must be a whole number where decimals are not allowed")


_LINES = (1, limits.INPUT_LINES)

SHAPES: Mapping[str, Check] = {
    "plain_text_input": Shape(
        *_WRITTEN,
        Str("initial_value", limits.TEXT_INPUT_MAX_LENGTH, minimum=0),
        Flag("multiline"),
        Whole("min_length", 0, limits.TEXT_INPUT_MAX_LENGTH),
        Whole("max_length", 1, limits.TEXT_INPUT_MAX_LENGTH),
        also=_lengths_agree,
    ),
    "number_input": Shape(
        *_WRITTEN,
        Flag("is_decimal_allowed", required=True),
        Str("initial_value", pattern=_NUMBER),
        Str("min_value", pattern=_NUMBER),
        Str("max_value", pattern=_NUMBER),
        also=_numbers_agree,
        surfaces=MODALS,
    ),
    "email_text_input": Shape(*_WRITTEN, Str("initial_value", minimum=0), surfaces=MODALS),
    "url_text_input": Shape(*_WRITTEN, Str("initial_value", minimum=0), surfaces=MODALS),
    "rich_text_input": Shape(
        *_ASKED,
        Str("action_id", limits.ACTION_ID, required=True),
        Nested("initial_value", Variants({"rich_text": RICH_TEXT})),
        Whole("min_lines", *_LINES),
        Whole("max_lines", *_LINES),
        surfaces=NOT_MESSAGES,
    ),
    "file_input": Shape(
        ACTION_ID,
        Items("filetypes", Text()),
        Whole("max_files", 1, limits.FILE_INPUT_FILES),
        surfaces=MODALS,
    ),
    "datepicker": Shape(ACTION_ID, Str("initial_date", pattern=_DATE), CONFIRM, FOCUS, PLACEHOLDER),
    "timepicker": Shape(
        ACTION_ID, Str("initial_time", pattern=_TIME), CONFIRM, FOCUS, PLACEHOLDER, Str("timezone")
    ),
    "datetimepicker": Shape(
        ACTION_ID, Whole("initial_date_time", *_EPOCH), CONFIRM, FOCUS, surfaces=NOT_HOME
    ),
}
