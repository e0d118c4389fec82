"""The lists of people.yaml, and words in the singular."""

from __future__ import annotations

import re
from functools import cache

from agent.planner.reading.data import table

SHORTEST_PLURAL = 3
"""Shorter words end in "s" for other reasons; of this length abbreviations are plurals ("VPs")."""

_IES = re.compile(r"(?i)(?<=\w\w)ies$")
_ES = re.compile(r"(?i)(?<=ch|sh|ss)es$|(?<=x)es$")
_S = re.compile(r"(?i)(?<!ss)(?<!us)(?<!is)(?<!s)s['’]?$")


def singular(phrase: str) -> str:
    """The phrase with its last word in the singular, as a title on a profile is written."""
    *rest, last = phrase.split()
    return " ".join((*rest, one(last)))


def one(word: str) -> str:
    """A word in the singular."""
    if len(word) <= SHORTEST_PLURAL:
        return word[:-1] if word.endswith("s") and word[:-1].isupper() and len(word) > 1 else word
    for ending, instead in ((_IES, "y"), (_ES, ""), (_S, "")):
        if ending.search(word):
            return ending.sub(instead, word)
    return word


@cache
def entries(*names: str) -> frozenset[str]:
    """The words of these lists, those of one entry apart."""
    people = table("people")
    return frozenset(word for name in names for entry in people[name] for word in str(entry).split())


@cache
def heads() -> frozenset[str]:
    """The nouns that end a title: of "data scientist" the second word."""
    return frozenset(str(entry).split()[-1] for entry in table("people")["heads"])


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Any entry of a list, longest first, in the singular or plural."""
    longest_first = sorted((str(entry) for entry in table("people")[name]), key=len, reverse=True)
    forms = (
        rf"{re.escape(entry[:-1])}(?:y|ies)" if entry.endswith("y") else rf"{re.escape(entry)}(?:e?s)?"
        for entry in longest_first
    )
    return re.compile(rf"(?<![\w@-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)


def first_of(text: str, name: str) -> str | None:
    """The first entry of a list that a text has."""
    found = pattern(name).search(text)
    return found[0] if found else None
