"""What people shorten and misspell in a chat, in the words that the tools know: see slips.yaml."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from agent.tables import shipped


@lru_cache(maxsize=256)
def mended(text: str) -> str:
    """The text in whole words, as it was but for these; links stay as they are."""
    if "://" in text:
        return text
    text = text.replace("’", "'")
    for pattern, meant in _table():
        text = pattern.sub(meant, text)
    return text


@cache
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = shipped(__package__, "slips.yaml")
    return tuple((_whole(said), meant) for said, meant in pairs)


def _whole(said: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@#'-])(?:{said})(?:(?<=[\s])|(?![\w'-]))", re.IGNORECASE)
