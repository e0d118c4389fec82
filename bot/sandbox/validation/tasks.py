"""Plans and their task cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import limits
from bot.sandbox.validation.composition import BLOCK_ID
from bot.sandbox.validation.icons import ICON
from bot.sandbox.validation.inspection import (
    MESSAGES,
    Check,
    Choice,
    Flag,
    Inspection,
    Items,
    Nested,
    OneOf,
    Rule,
    Shape,
    Str,
    Variants,
)
from bot.sandbox.validation.rich_text import RICH_TEXT

STATUSES = ("pending", "in_progress", "complete", "error")
SOURCES = Items(
    "sources",
    Variants({"url": Shape(Str("url", limits.BUTTON_URL, required=True), Str("text", required=True))}),
    minimum=0,
)


def _task(statuses: tuple[str, ...], *more: Rule) -> Shape:
    return Shape(
        BLOCK_ID,
        Str("task_id", limits.BLOCK_ID, required=True),
        Str("title", required=True),
        Choice("status", statuses),
        Nested("details", Variants({"rich_text": RICH_TEXT})),
        Nested("output", Variants({"rich_text": RICH_TEXT})),
        SOURCES,
        Nested("icon", ICON),
        Flag("hide_title"),
        *more,
        surfaces=MESSAGES,
    )


def _task_ids_differ(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    tasks = node.get("tasks")
    ids = [t.get("task_id") for t in tasks if isinstance(t, dict)] if isinstance(tasks, list) else []
    if len(ids) != len(set(map(str, ids))):
        look.say(f"{at}/tasks", "task_id must be unique within a plan")


# Within a plan a task need not say its type. A plan's own status changes nothing, but is taken.
_PLANNED = _task(STATUSES, Nested("type", OneOf(("task_card",))))

SHAPES: Mapping[str, Check] = {
    "plan": Shape(
        BLOCK_ID,
        Str("title", required=True),
        Items("tasks", _PLANNED, limits.PLAN_TASKS, minimum=0),
        Choice("status", STATUSES),
        also=_task_ids_differ,
        surfaces=MESSAGES,
    ),
    "task_card": _task(STATUSES[1:]),  # a card on its own cannot be pending
}
