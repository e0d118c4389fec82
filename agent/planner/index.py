"""The catalogue as the search sees it: for every term the phantoms and phrases that have it, and how much."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from agent.planner.lexicon import terms
from agent.planner.phantom import Phantom

_WEIGHTS = {"name": 2.0, "words": 1.5, "does": 1.0, "platform": 1.0, "outputs": 0.3}
"""How much a term counts in each field of an entry."""

SATURATION = 1.2
_LENGTH = 0.3
"""BM25's k1 and b."""

Postings = Mapping[str, tuple[tuple[int, float], ...]]
"""For each term the numbers of what has it, each with the term's part in it."""


@dataclass(frozen=True)
class _Document:
    """One phantom: weighted terms, and the phrases that people use for it."""

    frequencies: Mapping[str, float]
    phrases: tuple[frozenset[str], ...]

    @cached_property
    def length(self) -> float:
        return sum(self.frequencies.values())


@dataclass(frozen=True, eq=False)
class Index:
    """Everything that does not depend on the query.

    `rarity` is BM25's inverse document frequency. `documents` gives a term's BM25 in each phantom without its
    rarity; `phrases` its part in the cosine to each phrase, and `owners` the phantom of each phrase.
    """

    rarity: Mapping[str, float]
    documents: Postings
    phrases: Postings
    owners: Sequence[int]

    @cached_property
    def having(self) -> Mapping[str, frozenset[int]]:
        """The phantoms that have a term at all."""
        return {term: frozenset(number for number, _ in found) for term, found in self.documents.items()}


def indexed(phantoms: Sequence[Phantom]) -> Index:
    """Index phantoms by their numbers in the sequence."""
    documents = tuple(map(_document, phantoms))
    rarity = _rarity(documents)
    spoken = tuple((number, phrase) for number, one in enumerate(documents) for phrase in one.phrases)
    return Index(
        rarity, _documents(documents), _phrases(spoken, rarity), tuple(number for number, _ in spoken)
    )


def _document(phantom: Phantom) -> _Document:
    fields = {
        "name": phantom.name,
        "words": " ; ".join(phantom.words),
        "does": phantom.does,
        "platform": phantom.platform.replace("_", " "),
        "outputs": " ".join(phantom.outputs),
    }
    frequencies: dict[str, float] = defaultdict(float)
    for field, text in fields.items():
        for term in terms(text):
            frequencies[term] += _WEIGHTS[field]
    phrases = tuple(frozenset(terms(phrase)) for phrase in (phantom.name, phantom.does, *phantom.words))
    return _Document(dict(frequencies), phrases)


def _rarity(documents: Collection[_Document]) -> dict[str, float]:
    having = Counter(term for document in documents for term in document.frequencies)
    return {term: math.log(1 + (len(documents) - n + 0.5) / (n + 0.5)) for term, n in having.items()}


def _documents(documents: Sequence[_Document]) -> Postings:
    average = sum(document.length for document in documents) / max(1, len(documents))
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, document in enumerate(documents):
        norm = SATURATION * (1 - _LENGTH + _LENGTH * document.length / average)
        for term, frequency in document.frequencies.items():
            postings[term].append((number, frequency * (SATURATION + 1) / (frequency + norm)))
    return {term: tuple(found) for term, found in postings.items()}


def _phrases(spoken: Sequence[tuple[int, frozenset[str]]], rarity: Mapping[str, float]) -> Postings:
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, (_, phrase) in enumerate(spoken):
        breadth = math.hypot(*(rarity[term] for term in phrase))
        for term in phrase:
            postings[term].append((number, rarity[term] / breadth))
    return {term: tuple(found) for term, found in postings.items()}
