"""The words that evidence is found by: topics of lines, phrases with what they stand for, kinds of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from agent.pages.text import fold
from agent.tables import shipped

_WORD = re.compile(r"[a-z0-9+#]+")
LONGEST_LABEL = 45
"""Characters of a label at most; what is longer is a sentence."""


@cache
def table(name: str) -> Any:
    """A table of this package."""
    return shipped(__package__, f"{name}.yaml")


@cache
def stopwords(name: str) -> frozenset[str]:
    """Words that make something no name."""
    return frozenset(table("stopwords")[name])


@cache
def _pattern(topic: str) -> str:
    return "|".join(f"(?:{each})" for each in table("words")[topic].values())


@cache
def _whole(topic: str) -> re.Pattern[str]:
    return re.compile(_pattern(topic))


@cache
def _within(topic: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_pattern(topic)})(?![\w])")


def is_about(topic: str, label: str) -> bool:
    """Whether a label (or a short heading) is one of the topic's, and says nothing else."""
    bare = fold(label).replace("’", "'").strip(" :.!?…–—-•*→»")
    return len(bare) <= LONGEST_LABEL and _whole(topic).fullmatch(bare) is not None


def speaks_of(topic: str, text: str) -> re.Match[str] | None:
    """Where a text, folded already, speaks of the topic first."""
    return _within(topic).search(text)


def patterns_of(topic: str) -> str:
    """The topic's expression, to be part of another."""
    return f"(?:{_pattern(topic)})"


def tokens(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


@dataclass(frozen=True)
class Phrases:
    """Phrases of folded words, and what each stands for."""

    meanings: Mapping[str, str]
    longest: int

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Phrases:
        found: dict[str, str] = {}
        for phrase, meaning in pairs:
            found.setdefault(" ".join(tokens(phrase)), meaning)
        found.pop("", None)
        return cls(found, max((len(each.split()) for each in found), default=0))

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        """What is meant, and the words that said it: the longest phrases, none within another."""
        said = tokens(text)
        at = 0
        while at < len(said):
            for length in range(min(self.longest, len(said) - at), 0, -1):
                phrase = " ".join(said[at : at + length])
                if phrase in self.meanings:
                    yield self.meanings[phrase], phrase
                    at += length - 1
                    break
            at += 1

    def meaning(self, text: str) -> str | None:
        """What the whole text stands for."""
        return self.meanings.get(" ".join(tokens(text)))


@cache
def languages_of(name: str, *, own: bool = True) -> Phrases:
    """A table of names with their words by language; `own` adds the names themselves."""
    pairs: list[tuple[str, str]] = []
    for meaning, words in table(name).items():
        pairs += [(meaning, meaning)] if own else []
        pairs += [(each, meaning) for said in words.values() for each in said.split(",")]
    return Phrases.of(pairs)


@cache
def kinds() -> Phrases:
    """What pages are called, and their kinds."""
    return Phrases.of((said, kind) for kind, words in table("kinds").items() for said in words)
