"""Slips of the fingers in the words that matter most: a letter left out or doubled, two letters swapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from agent.planner.reading.data import table

_KEYWORDS = """
accountants architects attendees businesses campaign comments commented companies company connect connections
consultants contacts designers developers directors doctors email emails employees endorse engineers enrich
executives export extract followers founders google group hubspot invitations lawyers linkedin
managers manufacturers marketing
members message messages messaging navigator numbers outreach owners people phone professional profiles
recruiters requests restaurants sales scrape search websites withdraw
"""
_REAL_WORDS = frozenset({"contracts", "goggle", "seals", "slaes"})
_WORD = re.compile(r"[^\W\d_]+")


def respelt(text: str) -> str:
    """The text with those slips mended and what is short in chats written out; names in capitals are left."""
    mended = _WORD.sub(lambda found: _slips().get(found[0], found[0]), text)
    for said, meant in _slang():
        mended = said.sub(meant, mended)
    return mended


@cache
def _slang() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<![\w@/-])(?:{said})(?!\w)", re.IGNORECASE), meant)
        for said, meant in table("slang").items()
    )


@cache
def _slips() -> dict[str, str]:
    """Every slip to the word that was meant; what is a word itself is no slip."""
    words = frozenset(_KEYWORDS.split())
    spelled = {slip: word for word in words for slip in _misspelt(word)}
    capitals = {slip.capitalize(): word for slip, word in spelled.items() if word in {"linkedin", "hubspot"}}
    return {slip: word for slip, word in (spelled | capitals).items() if slip not in words | _REAL_WORDS}


def _misspelt(word: str) -> Iterator[str]:
    """First and last letters are taken to be right; without them it may be another word ("hone")."""
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
