"""Finding phantoms by what people say: lexical search over names, descriptions and people's own phrases."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from agent.planner.catalogue import Catalogue
from agent.planner.lexicon import SYNONYMS, canonical, pairs, terms
from agent.planner.phantom import Phantom, Stage

_WEIGHTS = {"name": 2.0, "words": 1.5, "does": 1.0, "platform": 1.0, "outputs": 0.3}
"""How much a term counts in each field of an entry."""

_SATURATION = 1.2
_LENGTH = 0.3
"""BM25's k1 and b."""

_PHRASE_SHARE = 0.5
"""How much of a score is the best phrase's likeness, the rest being BM25."""

_ALIKE = 0.7
"""How much a word must resemble a known one to be taken for a slip of it."""

_SHORTEST_SLIP = 5
"""Shorter words resemble too many others."""


@dataclass(frozen=True)
class Hit:
    """A phantom that answers a query; 1 is a perfect answer."""

    phantom: Phantom
    score: float


@dataclass(frozen=True)
class _Document:
    """One phantom as the search sees it: weighted terms, and the phrases that people use for it."""

    phantom: Phantom
    frequencies: Mapping[str, float]
    length: float
    phrases: tuple[frozenset[str], ...]


class PhantomSearch:
    """An index over a catalogue. It is small, lives in memory and needs no model."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._documents = tuple(_document(phantom) for phantom in catalogue)
        self._average = sum(document.length for document in self._documents) / max(1, len(self._documents))
        self._rarity = _rarity(self._documents)
        self._breadth = {
            phrase: math.hypot(*(self._rarity[term] for term in phrase))
            for document in self._documents
            for phrase in document.phrases
        }
        self._spellings = _spellings(self._rarity)

    def search(
        self, query: str, *, stage: Stage | None = None, platform: str | None = None, k: int = 5
    ) -> tuple[Hit, ...]:
        """The `k` best phantoms, best first; none when the query says nothing that the catalogue knows."""
        wanted = self._understood(query)
        place = platform and platform.strip().lower().replace(" ", "_")
        if not wanted:
            return ()
        hits = (
            Hit(document.phantom, round(self._score(wanted, document), 4))
            for document in self._documents
            if (stage is None or stage in document.phantom.stages)
            and (not place or place == document.phantom.platform)
        )
        ranked = sorted((hit for hit in hits if hit.score > 0), key=lambda hit: -hit.score)
        return tuple(ranked[: max(0, k)])

    def _score(self, wanted: Mapping[str, float], document: _Document) -> float:
        """Two views added up, each between 0 and 1, so that neither needs the other's scale.

        BM25 over all fields, divided by what a perfect document would get, rewards an entry that speaks of
        everything asked for. The cosine to the entry's closest phrase rewards one that is about nothing else.
        Both count a term by its rarity, and a misspelt one by its likeness to the right one.
        """
        if wanted.keys().isdisjoint(document.frequencies):
            return 0.0
        bound = sum(wanted.values()) * (_SATURATION + 1)
        matched = sum(weight * self._bm25(term, document) for term, weight in wanted.items())
        closest = max(self._likeness(wanted, phrase) for phrase in document.phrases)
        return (1 - _PHRASE_SHARE) * matched / bound + _PHRASE_SHARE * closest

    def _bm25(self, term: str, document: _Document) -> float:
        frequency = document.frequencies.get(term, 0.0)
        norm = 1 - _LENGTH + _LENGTH * document.length / self._average
        return frequency * (_SATURATION + 1) / (frequency + _SATURATION * norm)

    def _likeness(self, wanted: Mapping[str, float], phrase: frozenset[str]) -> float:
        shared = sum(weight * self._rarity[term] for term, weight in wanted.items() if term in phrase)
        return shared / (math.hypot(*wanted.values()) * self._breadth[phrase]) if shared else 0.0

    def _understood(self, query: str) -> dict[str, float]:
        """The query's terms that the catalogue knows, each with its weight."""
        understood: dict[str, float] = {}
        for term in terms(query):
            known, likeness = (term, 1.0) if term in self._rarity else self._respelt(term)
            weight = likeness * self._rarity.get(known, 0.0)
            if weight > understood.get(known, 0.0):
                understood[known] = weight
        return understood

    def _respelt(self, term: str) -> tuple[str, float]:
        """The known term that a misspelt one resembles most, and how much; nothing when none comes close.

        The first letter is taken to be right: fingers slip later in a word.
        """
        ours = pairs(term)
        alike = (
            (2 * len(ours & theirs) / (len(ours) + len(theirs)), known)
            for known, theirs in self._spellings.get(term[0], ())
        )
        likeness, best = max(alike, default=(0.0, term))
        good = len(term) >= _SHORTEST_SLIP and likeness >= _ALIKE
        return (canonical(best), likeness) if good else (term, 0.0)


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
    return _Document(phantom, dict(frequencies), sum(frequencies.values()), phrases)


def _rarity(documents: Collection[_Document]) -> dict[str, float]:
    """BM25's inverse document frequency: how much it says that a document has this term."""
    having = Counter(term for document in documents for term in document.frequencies)
    return {term: math.log(1 + (len(documents) - n + 0.5) / (n + 0.5)) for term, n in having.items()}


def _spellings(known: Collection[str]) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """By first letter, every spelling that leads to a known term, with the pairs of letters in it."""
    synonyms = {word for word, stands_for in SYNONYMS.items() if stands_for in known}
    spellings: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for word in sorted(synonyms.union(known)):
        spellings[word[0]].append((word, pairs(word)))
    return dict(spellings)
