"""Plans and their task cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import limits
from bot.sandbox.validation.inspection import (
    MESSAGES,
    Check,
    Choice,
    Inspection,
    Items,
    Nested,
    Shape,
    Str,
    Variants,
)
from bot.sandbox.validation.rich_text import RICH_TEXT

STATUSES = ("pending", "in_progress", "complete", "error")

_BLOCK_ID = Str("block_id", limits.BLOCK_ID)
_SOURCE = Variants({"url": Shape(Str("url", limits.BUTTON_URL, required=True), Str("text", required=True))})


class _TaskCard(Shape):
    def __init__(self, statuses: tuple[str, ...]) -> None:
        super().__init__(
            _BLOCK_ID,
            Str("task_id", limits.BLOCK_ID, required=True),
            Str("title", required=True),
            Choice("status", statuses),
            Nested("details", Variants({"rich_text": RICH_TEXT})),
            Nested("output", Variants({"rich_text": RICH_TEXT})),
            Items("sources", _SOURCE),
            surfaces=MESSAGES,
        )


def _task_ids_differ(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    tasks = node.get("tasks")
    ids = [t.get("task_id") for t in tasks if isinstance(t, dict)] if isinstance(tasks, list) else []
    if len(ids) != len(set(map(str, ids))):
        look.say(f"{at}/tasks", "task_id must be unique within a plan")


SHAPES: Mapping[str, Check] = {
    "plan": Shape(
        _BLOCK_ID,
        Str("title", required=True),
        Items("tasks", Variants({"task_card": _TaskCard(STATUSES)}), limits.PLAN_TASKS, minimum=0),
        also=_task_ids_differ,
        surfaces=MESSAGES,
    ),
    "task_card": _TaskCard(STATUSES[1:]),  # a card on its own cannot be pending
}
