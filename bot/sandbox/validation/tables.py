"""Tables and data tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import limits
from bot.sandbox.validation.composition import BLOCK_ID
from bot.sandbox.validation.inspection import (
    NOT_MODALS,
    Check,
    Choice,
    Flag,
    Inspection,
    Items,
    Number,
    Shape,
    Str,
    Variants,
    Whole,
)
from bot.sandbox.validation.rich_text import RICH_TEXT

_CELLS = Variants(
    {
        "raw_text": Shape(Str("text", required=True)),
        "raw_number": Shape(Number("value", required=True), Str("text")),
        "rich_text": RICH_TEXT,
    }
)


class _Row:
    """One row of cells."""

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if not isinstance(value, list):
            look.say(at, "must provide an array")
            return
        if not value:
            look.say(at, "no less than 1 items required")
        if len(value) > limits.TABLE_COLUMNS:
            look.say(at, f"no more than {limits.TABLE_COLUMNS} items allowed")
        for index, cell in enumerate(value):
            _CELLS.examine(cell, f"{at}/{index}", look)


def _rows(node: Mapping[str, Any]) -> list[list[Any]]:
    rows = node.get("rows")
    return [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []


def _shown(node: Any) -> int:
    """Every character of a cell, however deep."""
    if isinstance(node, list):
        return sum(_shown(item) for item in node)
    if not isinstance(node, dict):
        return 0
    return len(str(node.get("text", node.get("value", "")))) + _shown(node.get("elements", []))


def characters(table: Mapping[str, Any]) -> int:
    """Every character shown in the cells of a table."""
    return sum(_shown(row) for row in _rows(table))


def say_too_long(at: str, look: Inspection, maximum: int) -> None:
    look.say(at, f"total character count of table cells must be less than {maximum + 1}")


def _table(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    if characters(node) > limits.TABLE_CHARACTERS:
        say_too_long(f"{at}/rows", look, limits.TABLE_CHARACTERS)


def _data_table(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    rows = _rows(node)
    if len({len(row) for row in rows}) > 1:
        look.say(f"{at}/rows", "all rows must have the same number of cells")
    for index, cell in enumerate(rows[0] if rows else ()):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            look.say(f"{at}/rows/0/{index}", "header cells must not be rich_text")


class _Column:
    """A column's settings, or null for the default."""

    _shape = Shape(Choice("align", ("left", "center", "right")), Flag("is_wrapped"))

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if value is not None:
            self._shape.examine(value, at, look)


SHAPES: Mapping[str, Check] = {
    "table": Shape(
        BLOCK_ID,
        Items("rows", _Row(), limits.TABLE_ROWS, required=True),
        Items("column_settings", _Column(), limits.TABLE_COLUMNS),
        also=_table,
        surfaces=NOT_MODALS,
    ),
    "data_table": Shape(
        BLOCK_ID,
        Str("caption", required=True),
        Items("rows", _Row(), limits.DATA_TABLE_ROWS, required=True, minimum=limits.DATA_TABLE_ROWS_MIN),
        Whole("page_size", 1, limits.DATA_TABLE_PAGE),
        Whole("row_header_column_index", 0, limits.DATA_TABLE_COLUMNS - 1),
        also=_data_table,
        surfaces=NOT_MODALS,
    ),
}
