"""From words to terms: spelling, abbreviations, languages and endings that mean the same to a salesperson."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import Any

from agent.planner.strict_yaml import parse

_LANGUAGES = ("german", "french", "spanish")

_ENDINGS = """
izations isations ization isation ations ation ments ment ions ion ings ing iers ier ors ers er ies ied ees ee
eds ed es s y e
"""
_SUFFIXES = tuple(_ENDINGS.split())

_STEM = 3
"""The shortest stem that an ending may leave; a long ending leaves a letter more: a comment stays one."""

_PART, _LONGEST = 4, 40
"""The shortest part of a compound, and the longest compound."""

_JOINTS = ("", "s", "n", "en", "er", "e")
"""What may stand between the parts of a German compound."""


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending: connecting, connection and connects are all `connect`."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _STEM + (len(suffix) > _STEM):
            word = word.removesuffix(suffix)
            break
    if len(word) > _STEM and word[-1] == word[-2] and word[-1] not in "aeiou":
        return word[:-1]
    return word.removesuffix("e") if len(word) > _STEM else word


def terms(text: str) -> tuple[str, ...]:
    """The terms of a text, in order, without those that say nothing."""
    said = _WORD.sub(lambda word: _in_english(word[0]), folded(text))
    for pattern, replacement in _PHRASES:
        said = pattern.sub(replacement, said)
    words = (word.removesuffix("'s") for word in re.findall(r"[^\W_]+(?:'s)?", said))
    return tuple(canonical(stem(word)) for word in words if word not in _NOTHING)


def canonical(stemmed: str) -> str:
    """The stem that stands for this one and all its synonyms."""
    return SYNONYMS.get(stemmed, stemmed)


def pairs(term: str) -> frozenset[str]:
    """The pairs of letters that are neighbours or next but one; a slip of the fingers keeps most of them."""
    padded = f" {term} "
    return frozenset(
        first + second for gap in (1, 2) for first, second in zip(padded, padded[gap:], strict=False)
    )


def folded(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'").replace("ß", "ss"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=4096)
def _in_english(word: str) -> str:
    """A word of another language in English, a German compound part by part; any other word as it is."""
    if word in _FOREIGN:
        return _FOREIGN[word]
    for end in range(_PART, len(word) - _PART + 1 if len(word) <= _LONGEST else 0):
        head = next((word[: end - len(joint)] for joint in _JOINTS if _joined(word[:end], joint)), None)
        if head and word[end:] in _GERMAN:
            return f"{_GERMAN[head]} {_GERMAN[word[end:]]}"
    return word


def _joined(head: str, joint: str) -> bool:
    return head.endswith(joint) and head[: len(head) - len(joint)] in _GERMAN


def _table(lines: Iterable[str]) -> dict[str, str]:
    """Every synonym's stem to the first one's; a word on two lines belongs to the first."""
    table: dict[str, str] = {}
    for line in lines:
        first, *_ = words = [stem(word) for word in line.split()]
        for word in words:
            table.setdefault(word, first)
    return table


def _translations(language: Mapping[str, str]) -> dict[str, str]:
    return {word: english for english, words in language.items() for word in words.split()}


def _data() -> Any:
    return parse((files("agent.planner") / "lexicon.yaml").read_text(encoding="utf-8"), named_by="phrases")


_DATA = _data()
_NOTHING = frozenset(chain.from_iterable(map(str.split, _DATA["nothing"])))
SYNONYMS = _table(_DATA["synonyms"])
_PHRASES = tuple((re.compile(pattern), f" {replacement} ") for pattern, replacement in _DATA["phrases"])
_GERMAN = _translations(_DATA["german"])
GERMAN = frozenset(_GERMAN)
_FOREIGN = dict(chain.from_iterable(_translations(_DATA[name]).items() for name in reversed(_LANGUAGES)))
WORDS = _NOTHING.union(*map(str.split, _DATA["synonyms"]), _FOREIGN, *map(str.split, _FOREIGN.values()))
"""Every word that is understood, without accents."""

_WORD = re.compile(r"[^\W\d_]{3,}")
