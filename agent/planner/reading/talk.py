"""Small talk, and what no lead generator is for."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from agent.planner.reading.data import compiled, table
from agent.planner.reading.text import clean


class Talk(StrEnum):
    """What people say that is neither a goal nor off the subject."""

    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"


def small_talk(text: str) -> Talk | None:
    """Whether the whole text is a greeting, thanks or a question for help."""
    said = re.sub(r"@\w+|[^\w\s'’]", " ", clean(text))
    words = " ".join(said.split())
    return next((talk for talk in Talk if _talk()[talk].fullmatch(words)), None)


def outside(text: str) -> bool:
    """Whether a text asks for something that has nothing to do with leads, like a joke or a poem."""
    return any(pattern.search(text) for pattern in _outside())


@cache
def _talk() -> dict[Talk, re.Pattern[str]]:
    phrases = table("talk")["talk"]
    return {talk: re.compile(phrases[talk.value], re.IGNORECASE) for talk in Talk}


@cache
def _outside() -> tuple[re.Pattern[str], ...]:
    return compiled(table("talk")["outside"])
