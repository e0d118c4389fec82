"""Accounts that somebody has at hand, said in whatever words: "45 profiles of nurses, links attached"."""

from __future__ import annotations

import re
from functools import cache

from agent.planner.reading.data import compiled, table

_OTHERS = re.compile(
    r"\b(?:compan\w+|firms?|business\w*|posts?|groups?|events?|pages?|web ?sites?|hub ?spot|jobs?|searche?s?)"
    r"\W*$",
    re.IGNORECASE,
)
"""What links may be of besides people."""


def at_hand(text: str) -> str:
    """The text, in English words, with "these profiles" for such accounts, which every rule reads alike."""
    for pattern in _phrases("brought"):
        text = pattern.sub(_these, text)
    for pattern in _phrases("aside"):
        text = pattern.sub(_aside, text)
    return text


def _these(found: re.Match[str]) -> str:
    said = found.groupdict()
    return f"these {said.get('where') or said.get('there')} profiles of"


def _aside(found: re.Match[str]) -> str:
    return found[0] if _OTHERS.search(found.string[: found.start()]) else ", these profiles,"


@cache
def _phrases(name: str) -> tuple[re.Pattern[str], ...]:
    return compiled(table("limits")[name])
