"""Which language a text may be in: everyday English, or words of languages that are not read."""

from __future__ import annotations

import re
from functools import cache

from agent.planner.reading.data import table

_LATIN = re.compile(r"[a-zà-ÿœßšžčřłąęśźżńćőűğış]", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w.@/-])[^\W\d_][\w'’-]*(?!\w|@|\.\w)")
"""A word, and no part of an address: "com" is Portuguese elsewhere."""
_SURE = 3
"""How much a word says that only one language has."""
_FEWEST = 3
"""Words that a text must have before it is taken for a foreign one."""


def is_foreign(text: str) -> bool:
    """Whether a text is in another language: in another script, or without any everyday English word."""
    if in_another_script(text):
        return True
    words = _words(text)
    return len(words) >= _FEWEST and not _listed("english").intersection(words)


def english(text: str) -> int:
    """How many words speak for English."""
    return sum(word in _listed("english", "english_too") for word in _words(text))


def unread(text: str) -> int:
    """How many words speak for one of the languages that are not read; another script says everything."""
    words = _words(text)
    if in_another_script(text):
        return len(text)
    # A capital begins a name, and names say nothing about the language around them.
    letters = sum(not _letters().isdisjoint(word) for word in _WORD.findall(text) if not word[0].isupper())
    known = max(sum(listed.get(word, 0) for word in words) for listed in _unread())
    return known + letters


def in_another_script(text: str) -> bool:
    """Whether most letters are none of the Latin alphabet."""
    letters = [char for char in text if char.isalpha()]
    return sum(_LATIN.match(char) is None for char in letters) * 2 > len(letters)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


@cache
def _listed(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in table("languages")[name])


@cache
def _unread() -> tuple[dict[str, int], ...]:
    """How much each word speaks for each of them."""
    spoken = table("languages")["unread"].values()
    return tuple(dict.fromkeys(words["likely"], 1) | dict.fromkeys(words["sure"], _SURE) for words in spoken)


@cache
def _letters() -> frozenset[str]:
    return frozenset(table("languages")["letters"])
