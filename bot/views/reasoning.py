"""The reasoning of a plan as chunks of a stream: a plan block whose tasks are the thoughts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slack_sdk.models.messages.chunk import Chunk, PlanUpdateChunk, TaskUpdateChunk

from agent.events import Thought
from bot import limits
from bot.views.blocks import cut

MOST = 24
"""Thoughts of one stream: a message that is streamed may hold about 10,000 characters."""

THINKING, DONE = "Thinking it through…", "How I came to this plan"


def opening() -> Chunk:
    """What the thoughts stand under while there will be more."""
    return PlanUpdateChunk(title=THINKING)


def closing() -> Chunk:
    """What they stand under when there will be none."""
    return PlanUpdateChunk(title=DONE)


def thoughts(new: Sequence[Thought], before: int) -> Iterator[Chunk]:
    """A task for each new thought; `before` counts those that are there already."""
    for number, thought in enumerate(new[: max(0, MOST - before)], start=before + 1):
        yield TaskUpdateChunk(
            id=str(number),
            title=cut(thought.title, limits.CHUNK_TITLE),
            status="complete" if thought.well else "error",
            details=thought.detail or None,
        )
