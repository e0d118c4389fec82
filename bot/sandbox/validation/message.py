"""Checks a message: that it has something to say, and that its blocks are Slack's."""

from __future__ import annotations

import json
from typing import Any

from bot import limits
from bot.sandbox.errors import SlackError
from bot.sandbox.validation.blocks import check_blocks, check_together, every
from bot.sandbox.validation.inspection import Inspection, Surface


def check_blocks_argument(blocks: Any) -> list[dict[str, Any]]:
    """The blocks of a message, checked; raises invalid_blocks with every finding."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = look_at_blocks(blocks, "/blocks")
    if problems:
        raise SlackError("invalid_blocks", problems)
    if sum(block.get("type") == "table" for block in every(blocks)) > limits.MESSAGE_TABLES:
        raise SlackError("invalid_attachments", ["only_one_table_allowed"])  # Slack moves tables there
    return blocks


def look_at_blocks(blocks: list[Any], at: str) -> list[str]:
    """Everything that is wrong with the blocks of a message."""
    look = Inspection(Surface.MESSAGE)
    check_blocks(blocks, at, look, limits.MESSAGE_BLOCKS)
    check_together(blocks, at, look)
    return look.problems


def check_attachments(attachments: Any) -> None:
    """A list of so many at most; what blocks they hold must be Slack's."""
    if attachments is None:
        return
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > limits.ATTACHMENTS:
        raise SlackError("too_many_attachments")
    look = Inspection(Surface.MESSAGE)
    for index, attachment in enumerate(attachments):
        check_blocks(
            attachment.get("blocks") or [], f"/attachments/{index}/blocks", look, limits.MESSAGE_BLOCKS
        )
    if look.problems:
        raise SlackError("invalid_attachments", look.problems)


def check_metadata(metadata: Any) -> None:
    if metadata is None:
        return
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload", {}), dict):
        raise SlackError("invalid_metadata_format")
    if not metadata.get("event_type"):
        raise SlackError(
            "invalid_metadata_schema", ["missing required field: event_type [json-pointer:/metadata]"]
        )
    if len(json.dumps(metadata)) > limits.METADATA_BYTES:
        raise SlackError("metadata_too_large")


def check_markdown_text(markdown: str | None, text: str | None, blocks: Any) -> None:
    """Markdown stands alone, and is so long at most."""
    if markdown and (text or blocks):
        raise SlackError("markdown_text_conflict")
    if markdown and len(markdown) > limits.MESSAGE_MARKDOWN:
        raise SlackError("msg_too_long")


def check_message(
    text: str | None,
    blocks: Any,
    metadata: Any = None,
    *,
    other: bool = False,
    longest: int = limits.MESSAGE_TEXT,
) -> None:
    """A message must have text, blocks, or something `other`; and each must be within its limits."""
    if blocks:
        check_blocks_argument(blocks)
    elif not (text or "").strip() and not other:
        raise SlackError("no_text")
    if text is not None and len(text) > longest:
        raise SlackError("msg_too_long")
    check_metadata(metadata)
