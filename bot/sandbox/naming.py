"""Gives blocks and elements the ids that Slack makes up for those sent without."""

from __future__ import annotations

import copy
import secrets
from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]

_SILENT = frozenset({"image", "plain_text", "mrkdwn"})


def elements(block: Block) -> Iterator[Block]:
    """The interactive elements of a block, wherever it keeps them."""
    if isinstance(block.get("accessory"), dict):
        yield block["accessory"]
    if isinstance(block.get("element"), dict):
        yield block["element"]
    if block.get("type") in ("actions", "context_actions"):
        yield from block["elements"]
    yield from block.get("actions", ())
    if block.get("type") == "carousel":
        for card in block["elements"]:
            yield from card.get("actions", ())


def named(blocks: list[Block]) -> list[Block]:
    """A copy in which every block and every interactive element has an id."""
    copies = copy.deepcopy(blocks)
    for block in copies:
        block.setdefault("block_id", secrets.token_urlsafe(4)[:5])
        for element in elements(block):
            if element.get("type") not in _SILENT:
                element.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    return copies
