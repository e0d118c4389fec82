"""Tables, data tables and charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import limits
from bot.sandbox.validation.inspection import (
    MESSAGES,
    Check,
    Choice,
    Flag,
    Inspection,
    Items,
    Rule,
    Shape,
    Str,
    Variants,
    Whole,
)
from bot.sandbox.validation.rich_text import RICH_TEXT

_BLOCK_ID = Str("block_id", limits.BLOCK_ID)


class _Number:
    """The value of a raw_number cell."""

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            look.say(at, "must provide a number")


_CELLS = Variants(
    {
        "raw_text": Shape(Str("text", required=True)),
        "raw_number": Shape(Rule("value", required=True), Str("text")),
        "rich_text": RICH_TEXT,
    }
)


class _Row:
    """One row of cells."""

    def examine(self, value: Any, at: str, look: Inspection) -> None:
        if not isinstance(value, list):
            look.say(at, "must provide an array")
            return
        if len(value) > limits.TABLE_COLUMNS:
            look.say(at, f"no more than {limits.TABLE_COLUMNS} items allowed")
        for index, cell in enumerate(value):
            _CELLS.examine(cell, f"{at}/{index}", look)
            if isinstance(cell, dict) and cell.get("type") == "raw_number" and "value" in cell:
                _Number().examine(cell["value"], f"{at}/{index}/value", look)


def _rows(node: Mapping[str, Any]) -> list[list[Any]]:
    rows = node.get("rows")
    return [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []


def characters(node: Any) -> int:
    """Every character shown in the cells, however deep."""
    if isinstance(node, list):
        return sum(characters(item) for item in node)
    if not isinstance(node, dict):
        return 0
    own = len(str(node.get("text", node.get("value", "")))) if not isinstance(node.get("text"), dict) else 0
    return own + characters(node.get("elements", []))


def _fits(node: Mapping[str, Any], at: str, look: Inspection, maximum: int) -> None:
    if sum(characters(row) for row in _rows(node)) > maximum:
        look.say(f"{at}/rows", f"total character count of table cells must be less than {maximum + 1}")


def _table(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    _fits(node, at, look, limits.TABLE_CHARACTERS)


def _data_table(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    _fits(node, at, look, limits.DATA_TABLE_CHARACTERS)
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
        _BLOCK_ID,
        Items("rows", _Row(), limits.TABLE_ROWS, required=True),
        Items("column_settings", _Column(), limits.TABLE_COLUMNS),
        also=_table,
        surfaces=MESSAGES,
    ),
    "data_table": Shape(
        _BLOCK_ID,
        Str("caption", required=True),
        Items("rows", _Row(), limits.DATA_TABLE_ROWS, required=True, minimum=limits.DATA_TABLE_ROWS_MIN),
        Whole("page_size", 1, limits.DATA_TABLE_PAGE),
        Whole("row_header_column_index", 0, limits.DATA_TABLE_COLUMNS - 1),
        also=_data_table,
        surfaces=MESSAGES,
    ),
}
