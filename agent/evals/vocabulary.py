"""Words that tell of nobody: of the catalogue, of the tables that goals are read with, and everyday ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from agent.market.names import NAMES
from agent.planner.catalogue import catalogue
from agent.planner.lexicon import GERMAN, WORDS, folded
from agent.planner.reading.data import table
from agent.tables import shipped

_WORD = re.compile(r"[^\W_]+")
_CAPITAL = re.compile(r"(?<=\s)[A-Z]\w+")
_PEOPLE = ("heads", "modifiers", "people", "companies", "locals", "industries", "capitals")
_READING = (
    "deadlines",
    "languages",
    "german",
    "french",
    "spanish",
    "limits",
    "origins",
    "seniority",
    "tasks",
)
_WHOLE = 4
"""Letters of a word in a regular expression from which on it is one, rather than the piece of one."""

_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ("ly", ""),
)  # fmt: skip
_STEM, _ABBREVIATION = 3, 2
"""The letters that an ending leaves at least; there are VPs and CFOs."""


@lru_cache(maxsize=4096)
def is_ordinary(word: str) -> bool:
    """Whether a word, in small letters, is one that anybody may use."""
    return any(form in _ordinary() for form in _forms(word))


@lru_cache(maxsize=4096)
def is_trade(word: str, *, german: bool = False) -> bool:
    """Whether a word is one that may stand in capitals: of a role, an industry, a platform or a phantom."""
    return any(form in _trade() or (german and form in _german()) for form in _forms(word))


def is_given(word: str) -> bool:
    """Whether a word is somebody's first name, whatever else it is."""
    return word in _given()


def is_family(word: str) -> bool:
    """Whether a word is somebody's last name, whatever else it is."""
    return word in _family()


def is_little(word: str) -> bool:
    """Whether a word is too small to be a name in any case."""
    return word in _listed("little")


def is_particle(word: str) -> bool:
    """Whether a word may stand between the parts of a name."""
    return word in _listed("particles")


def is_title(word: str) -> bool:
    """Whether a word announces a name."""
    return word in _listed("titles")


def _forms(word: str) -> Iterator[str]:
    """The word, and what it may be an ending of, unless it is a name."""
    yield word
    if is_given(word) or is_family(word):
        return
    yield folded(word)
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= (_STEM if ending != "s" else _ABBREVIATION):
            yield stem + instead
            if stem[-1] == stem[-2]:
                yield stem[:-1]


@cache
def _ordinary() -> frozenset[str]:
    read = (word for name in _READING for word in _words(_strings(table(name))) if len(word) >= _WHOLE)
    known = WORDS.union(read) - _given() - _family()
    return known | _trade() | _words((*_told(), *_everyday()["ordinary"].values()))


@cache
def _trade() -> frozenset[str]:
    people = table("people")
    platforms = (word for word in _words(_strings(table("limits")["platforms"])) if len(word) >= _WHOLE)
    phantoms = (f"{phantom.script} {phantom.platform}" for phantom in catalogue())
    capitals = (word for text in _told() for word in _CAPITAL.findall(text))
    listed = _strings([people[name] for name in _PEOPLE])
    return _words((*listed, *platforms, *phantoms, *capitals, *_listed("capitals")))


def _told() -> Iterator[str]:
    """What the catalogue says of phantoms, and what people say who want them."""
    for phantom in catalogue():
        yield from (phantom.does, *phantom.words, phantom.limit_unit)


@cache
def _german() -> frozenset[str]:
    return GERMAN | _words((*_strings(table("german")), _everyday()["ordinary"]["german"]))


@cache
def _given() -> frozenset[str]:
    first = _words(name for names in NAMES.values() for name in names.first)
    return _listed("given") | first - _words(_everyday()["ordinary"].values())


@cache
def _family() -> frozenset[str]:
    last = _words(name for names in NAMES.values() for name in names.last)
    return _listed("family") | last


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(_everyday()[name].split())


@cache
def _everyday() -> Any:
    return shipped(__package__, "words.yaml")


def _strings(value: Any) -> Iterator[str]:
    """Every string in a table."""
    if isinstance(value, dict):
        yield from _strings([*value, *value.values()])
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    else:
        yield str(value)


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))
