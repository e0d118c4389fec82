"""Small talk, and what no lead generator is for."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from agent.planner.reading.data import compiled, table
from agent.planner.reading.harmless import says
from agent.planner.reading.text import clean


class Talk(StrEnum):
    """What people say that is neither a goal nor off the subject; a question gets the same answer as help."""

    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    DECISION = "decision"


def small_talk(text: str) -> Talk | None:
    """Whether the whole text is a greeting, thanks, a question for help, or a yes or no to a plan."""
    words = words_of(text)
    return next((talk for talk in Talk if _talk()[talk].fullmatch(words)), None)


def about_ours(*texts: str) -> bool:
    """Whether a text asks about leads, plans and runs that are already there, rather than for new ones.

    It may come with the same in other words, as in English.
    """
    said = {_COURTESY.sub("", words_of(text)) for text in texts}
    return any(pattern.fullmatch(words) for pattern in _ours() for words in said)


def outside(text: str) -> bool:
    """Whether a text asks for something that has nothing to do with leads, like a joke or a poem."""
    return says(_phrases("outside"), text)


def without_meddling(text: str) -> str:
    """The text without what wants to replace this program's instructions: it tells nothing about leads."""
    for pattern in _phrases("meddling"):
        text = pattern.sub("|", text)
    return text


def meddles(text: str) -> bool:
    """Whether a text wants this program's own instructions, or to replace them."""
    return any(pattern.search(text) for pattern in _phrases("meddling"))


_COURTESY = re.compile(
    r"^((so|hey|hi|hello|ok|and|please|pls|can you|could you|can u|i want to|i'd like to|leadsmith|yo"
    r"|just|bitte|by the way) )+",
    re.IGNORECASE,
)


def words_of(text: str) -> str:
    """The words of a text, without mentions and punctuation."""
    return " ".join(re.sub(r"@\w+|[^\w\s'’-]", " ", clean(text)).replace("’", "'").split())


@cache
def _ours() -> tuple[re.Pattern[str], ...]:
    return compiled(table("talk")["ours"])


@cache
def _talk() -> dict[Talk, re.Pattern[str]]:
    phrases = table("talk")["talk"]
    return {talk: re.compile(phrases[talk.value], re.IGNORECASE) for talk in Talk}


@cache
def _phrases(name: str) -> tuple[re.Pattern[str], ...]:
    return compiled(table("talk")[name])
