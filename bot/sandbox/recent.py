"""What was handed out last is remembered, what was handed out long ago is not."""

from __future__ import annotations

from typing import Any


def forget_oldest(kept: dict[Any, Any], most: int) -> None:
    """Keep at most so many entries, the newest."""
    while len(kept) > most:
        del kept[next(iter(kept))]
