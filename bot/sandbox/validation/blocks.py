"""The registry of blocks, and what must hold between the blocks of one surface."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bot import limits
from bot.sandbox.validation import cards, layout, tables, tasks
from bot.sandbox.validation.inspection import Inspection, Variants

BLOCKS = Variants({**layout.SHAPES, **tables.SHAPES, **tasks.SHAPES, **cards.SHAPES})


def check_blocks(blocks: list[Any], at: str, look: Inspection, maximum: int) -> None:
    if len(blocks) > maximum:
        look.say(at, f"no more than {maximum} items allowed")
    for index, block in enumerate(blocks):
        BLOCKS.examine(block, f"{at}/{index}", look)
    _block_ids_differ(blocks, at, look)
    _one_focus(blocks, at, look)


def _dicts(blocks: list[Any]) -> list[dict[str, Any]]:
    return [block for block in blocks if isinstance(block, dict)]


def _block_ids_differ(blocks: list[Any], at: str, look: Inspection) -> None:
    ids = Counter(str(b["block_id"]) for b in _dicts(blocks) if b.get("block_id"))
    for block_id in (name for name, count in ids.items() if count > 1):
        look.say(at, f'`block_id` "{block_id}" already exists')


def _one_focus(blocks: list[Any], at: str, look: Inspection) -> None:
    if str(blocks).count("'focus_on_load': True") > 1:
        look.say(at, "only one element can have focus_on_load")


def check_together(blocks: list[Any], at: str, look: Inspection) -> None:
    """What a message may hold only so much of in all."""
    kinds = Counter(str(block.get("type")) for block in _dicts(blocks))
    if kinds["table"] > limits.MESSAGE_TABLES:
        look.say(at, "only_one_table_allowed")
    markdown = sum(len(str(b.get("text", ""))) for b in _dicts(blocks) if b.get("type") == "markdown")
    if markdown > limits.MESSAGE_MARKDOWN:
        look.say(at, f"markdown blocks must be less than {limits.MESSAGE_MARKDOWN + 1} characters in all")
