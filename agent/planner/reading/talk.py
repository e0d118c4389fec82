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
    found = _talk_of(words_of(text))
    if found is not None:
        return found
    clauses = [_SLIPS.sub(_mended, words_of(each)) for each in _CLAUSES.split(clean(_SMILEY.sub(" ", text)))]
    talks = [_talk_of(each) for each in clauses if each]
    if not talks or len(talks) > _MOST_CLAUSES or None in talks:
        return None
    # What is asked or decided counts; a greeting before it and thanks after it are manners.
    said = [talk for talk in talks if talk is not None]
    return next((talk for talk in said if talk in {Talk.DECISION, Talk.HELP}), said[-1])


def _talk_of(words: str) -> Talk | None:
    return next((talk for talk in Talk if words and _talk()[talk].fullmatch(words)), None)


def _mended(found: re.Match[str]) -> str:
    return _MEANT.get(found[0].lower(), "")


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


_SMILEY = re.compile(
    r"(?<!\w)(?:[:;=8][-'^o]?[)(\]\[DPpO3*/|]+|<3|xD|\^\^)(?!\w)|:[a-z_+-]+\d*:", re.IGNORECASE
)
_CLAUSES = re.compile(r"[.!?,;…¡¿]+|\s[-–]+\s|\s(?=(?:and|but) (?:who|what|how)\b)|\n")
_MOST_CLAUSES = 4
_MEANT = {
    "u": "you",
    "ur": "your",
    "r": "are",
    "wat": "what",
    "wot": "what",
    "hw": "how",
    "cna": "can",
}
_SLIPS = re.compile(
    r"\b(?:u|ur|r|wat|wot|hw|cna)\b"
    r"|\b(?:act?ua?l+y|acutally|really|exactly|exac?tly|eigentlich|denn|so|well|and"
    r"|but|btw|anyway|just|lol|haha+|hehe|hmm+|pls|please|alles)\b"
    r" ?(?=\S)|(?<=\S) (?:act?ua?l+y|acutally|really|exactly|eigentlich|denn|alles"
    r"|lol|haha+|pls|please|then|-)$",
    re.IGNORECASE,
)
"""Slips and fillers of small talk."""


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
