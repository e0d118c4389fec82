"""Words that refuse nothing where they only tell what somebody does: "companies that build Telegram bots"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from agent.planner.reading.data import compiled, table


def says(patterns: Iterable[re.Pattern[str]], text: str) -> bool:
    """Whether a text has one of the phrases, and not only within what it tells of people and companies."""
    found = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    if not found:
        return False
    told = _told(text)
    return any(not any(start <= at and end <= stop for start, stop in told) for at, end in found)


def _told(text: str) -> list[tuple[int, int]]:
    return [match.span() for pattern in _harmless() for match in pattern.finditer(text)]


@cache
def _harmless() -> tuple[re.Pattern[str], ...]:
    spec = table("harmless")
    named = {f"<{name}>": "|".join(words) for name, words in spec["words"].items()}
    return compiled([_filled(phrase, named) for phrase in spec["said"]])


def _filled(phrase: str, named: dict[str, str]) -> str:
    for name, words in named.items():
        phrase = phrase.replace(name, f"(?:{words})")
    return phrase
