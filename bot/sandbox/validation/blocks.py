"""The registry of blocks, and what must hold between the blocks of one surface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot import limits
from bot.sandbox.validation import cards, charts, containers, layout, media, tables, tasks
from bot.sandbox.validation.inspection import Inspection, Variants

_FAMILIES = (layout, media, tables, charts, tasks, cards, containers)
BLOCKS = Variants({kind: shape for family in _FAMILIES for kind, shape in family.SHAPES.items()})

Block = dict[str, Any]


def check_blocks(blocks: list[Any], at: str, look: Inspection, maximum: int) -> None:
    if len(blocks) > maximum:
        look.say(at, f"no more than {maximum} items allowed")
    for index, block in enumerate(blocks):
        BLOCKS.examine(block, f"{at}/{index}", look)
    _block_ids_differ(blocks, at, look)
    _data_tables_fit(blocks, at, look)
    _one_focus(blocks, at, look)


def every(blocks: list[Any]) -> Iterator[Block]:
    """Each block, and those inside containers."""
    for block in blocks:
        if isinstance(block, dict):
            yield block
            children = block.get("child_blocks")
            yield from every(children if isinstance(children, list) else [])


def _block_ids_differ(blocks: list[Any], at: str, look: Inspection) -> None:
    ids = Counter(str(block["block_id"]) for block in every(blocks) if block.get("block_id"))
    for block_id in (name for name, count in ids.items() if count > 1):
        look.say(at, f'`block_id` "{block_id}" already exists')


def _data_tables_fit(blocks: list[Any], at: str, look: Inspection) -> None:
    shown = sum(tables.characters(block) for block in every(blocks) if block.get("type") == "data_table")
    if shown > limits.DATA_TABLE_CHARACTERS:
        tables.say_too_long(at, look, limits.DATA_TABLE_CHARACTERS)


def _one_focus(blocks: list[Any], at: str, look: Inspection) -> None:
    if _focused(blocks) > 1:
        look.say(at, "only one element can have focus_on_load")


def _focused(node: Any) -> int:
    """How many elements want the focus, however deep."""
    if isinstance(node, list):
        return sum(map(_focused, node))
    if not isinstance(node, dict):
        return 0
    return (node.get("focus_on_load") is True) + sum(map(_focused, node.values()))


def check_together(blocks: list[Any], at: str, look: Inspection) -> None:
    """What a message may hold only so much of in all."""
    kinds = Counter(str(block.get("type")) for block in every(blocks))
    if kinds["data_visualization"] > limits.MESSAGE_CHARTS:
        look.say(at, f"no more than {limits.MESSAGE_CHARTS} data_visualization blocks allowed")
    markdown = sum(len(str(b.get("text", ""))) for b in every(blocks) if b.get("type") == "markdown")
    if markdown > limits.MESSAGE_MARKDOWN:
        look.say(at, f"markdown blocks must be less than {limits.MESSAGE_MARKDOWN + 1} characters in all")
