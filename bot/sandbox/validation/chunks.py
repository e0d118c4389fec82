"""Checks the chunks of a stream: each must be of a known kind, and may say more than is read."""

from __future__ import annotations

from typing import Any

from bot import limits
from bot.sandbox.errors import SlackError
from bot.sandbox.validation.inspection import Inspection, Surface
from bot.sandbox.validation.tasks import SOURCES, STATUSES

Chunk = dict[str, Any]


def check_chunks(chunks: Any) -> list[Chunk]:
    """The chunks, checked: one that is wrong refuses them all."""
    if not isinstance(chunks, list):
        raise SlackError("invalid_chunks")
    for index, chunk in enumerate(chunks):
        if not _fits(chunk):
            problem = f"failed to match exactly one allowed schema [json-pointer:/chunks/{index}]"
            raise SlackError("invalid_arguments", [problem])
    return chunks


def _fits(chunk: Any) -> bool:
    match chunk:
        case {"type": "markdown_text", "text": str()} | {"type": "blocks", "blocks": list()}:
            return True
        case {"type": "plan_update", "title": str(title)}:
            return len(title) <= limits.CHUNK_TITLE
        case {"type": "task_update", "id": str(task_id), "status": status}:
            return bool(task_id) and status in STATUSES and _task_fits(chunk)
    return False


def _task_fits(chunk: Chunk) -> bool:
    """What a task says is text, where it says it; a source has an address and a name."""
    said = [chunk[name] for name in ("title", "details", "output") if name in chunk]
    look = Inspection(Surface.MESSAGE)
    SOURCES.apply(chunk, "", look)
    return (
        all(isinstance(text, str) for text in said)
        and len(chunk.get("title", "")) <= limits.CHUNK_TITLE
        and not look.problems
    )
