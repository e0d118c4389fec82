"""How senior the people are that a goal looks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from agent.planner.reading.data import compiled, table


def seniority(text: str, titles: Sequence[str]) -> tuple[str, ...]:
    """The levels that the titles, or words like "senior" and "C-level" beside them, stand for."""
    said = " | ".join((*titles, *(word for word in _worded().findall(text))))
    return tuple(level for level, pattern in _levels().items() if pattern.search(said))


@cache
def _levels() -> dict[str, re.Pattern[str]]:
    return {level: compiled([said])[0] for level, said in table("seniority")["levels"].items()}


@cache
def _worded() -> re.Pattern[str]:
    """Words that tell a level even where they stand in no title."""
    return compiled([f"(?P<level>{table('seniority')['worded']})"])[0]
