"""What is asked of a colleague and cannot be done yet: said honestly, with what can be done instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from agent.planner.reading.talk import words_of
from agent.tables import shipped

_COURTESY = re.compile(
    r"^(?:(?:so|hey|hi|hello|ok|okay|and|please|pls|can you|could you|can i|would you|leadsmith|bitte"
    r"|kannst du|peux-tu|puedes|por favor|now|then) )+"
)
OURS = "ours"


@dataclass(frozen=True)
class Topic:
    """Something that is not built: what to say of it, and what can be said instead."""

    name: str
    text: str
    instead: tuple[str, ...]


def honest(text: str) -> Topic | None:
    """What a text asks for that cannot be done."""
    said = _COURTESY.sub("", words_of(text).lower())
    return next((topic for topic, patterns in _topics() if any(each.search(said) for each in patterns)), None)


def ours() -> Topic:
    """For what is asked about what is there, and that nothing was made of."""
    text = "I could not make that out. I can show, count and export your leads, and show your plans and runs."
    return Topic(OURS, text, ("Show my leads", "Stats for this week", "Show my runs"))


@cache
def _topics() -> tuple[tuple[Topic, tuple[re.Pattern[str], ...]], ...]:
    table = shipped(__package__, "honest.yaml")
    return tuple(
        (Topic(name, row["text"], tuple(row["instead"])), tuple(re.compile(each) for each in row["said"]))
        for name, row in table.items()
    )
