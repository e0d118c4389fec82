"""Finding phantoms by what people say: lexical search over names, descriptions and people's own phrases."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from agent.planner.catalogue import Catalogue
from agent.planner.index import SATURATION, Postings, indexed
from agent.planner.lexicon import SYNONYMS, canonical, pairs, terms
from agent.planner.phantom import Phantom, Stage

_PHRASE_SHARE = 0.3
"""How much of a score is the best phrase's likeness, the rest being BM25."""

_ALIKE = 0.66
"""How much a word must resemble a known one to be taken for a slip of it."""

_SHORTEST_SLIP = 4
"""Shorter words resemble too many others."""

_MORE_OR_LESS = 2
"""How many letters a slip may add or lose."""

_NETWORKS = frozenset({"instagram", "x", "facebook", "youtube", "tiktok", "reddit"})
"""Where people follow, like and comment as on LinkedIn: who means one of them says so."""

_ANYWHERE = frozenset({"linkedin", "web", "email", "ai", "recruiter"})
"""Platforms that are named in passing: whoever names one may mean any other, too."""

_ELSEWHERE = 0.6
"""What a phantom keeps of its score when the query is about another platform."""


@dataclass(frozen=True)
class Hit:
    """A phantom that answers a query; 1 is a perfect answer."""

    phantom: Phantom
    score: float


class PhantomSearch:
    """An index over a catalogue. It is small, lives in memory and needs no model."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._phantoms = catalogue.phantoms
        self._index = indexed(catalogue.phantoms)
        self._spellings = _spellings(self._index.rarity)
        self._homes = tuple(_place(phantom.platform) for phantom in self._phantoms)
        self._places = frozenset().union(
            *(_place(phantom.platform) for phantom in self._phantoms if phantom.platform not in _ANYWHERE)
        )

    def search(
        self, query: str, *, stage: Stage | None = None, platform: str | None = None, k: int = 5
    ) -> tuple[Hit, ...]:
        """The `k` best phantoms, best first; none when the query says nothing that the catalogue knows."""
        return best(self._hits(query, stage, _asked(platform)), k)

    async def find(
        self, query: str, *, stage: Stage | None = None, platform: str | None = None, k: int = 5
    ) -> tuple[Hit, ...]:
        """The same, for those who may also be given a search that has to wait."""
        return self.search(query, stage=stage, platform=platform, k=k)

    def scored(
        self, query: str, *, stage: Stage | None = None, platform: str | None = None
    ) -> tuple[Hit, ...]:
        """Every phantom of this stage and platform; 0 for one that has nothing in common with the query."""
        place = _asked(platform)
        found = {hit.phantom.script: hit for hit in self._hits(query, stage, place)}
        return tuple(
            found.get(phantom.script) or Hit(phantom, 0.0)
            for number, phantom in enumerate(self._phantoms)
            if self._fits(number, stage, place)
        )

    def _hits(self, query: str, stage: Stage | None, place: frozenset[str] | None) -> Iterator[Hit]:
        wanted = self._understood(query)
        scores = self._scores(wanted) if wanted else {}
        for number, score in scores.items():
            if self._fits(number, stage, place):
                yield Hit(self._phantoms[number], round(score * self._kept(number, wanted, place), 4))

    def _fits(self, number: int, stage: Stage | None, place: frozenset[str] | None) -> bool:
        right_stage = stage is None or stage in self._phantoms[number].stages
        return right_stage and (place is None or place == self._homes[number])

    def _scores(self, wanted: Mapping[str, float]) -> dict[int, float]:
        """Two views added up, each between 0 and 1, so that neither needs the other's scale.

        BM25 over all fields, divided by what a perfect document would get, rewards an entry that speaks of
        everything asked for. The cosine to the entry's closest phrase rewards one that is about nothing else.
        Both count a term by its rarity, and a misspelt one by its likeness to the right one.
        """
        bound = sum(wanted.values()) * (SATURATION + 1)
        matched = _summed(wanted, self._index.documents)
        length = math.hypot(*wanted.values())
        closest: dict[int, float] = defaultdict(float)
        for phrase, likeness in _summed(wanted, self._index.phrases).items():
            owner = self._index.owners[phrase]
            closest[owner] = max(closest[owner], likeness / length)
        return {
            number: (1 - _PHRASE_SHARE) * matched[number] / bound + _PHRASE_SHARE * closest[number]
            for number in sorted(matched)
        }

    def _kept(self, number: int, wanted: Collection[str], place: frozenset[str] | None) -> float:
        """A place asked for is enough; else one that is named is meant, and a network not named is not."""
        if place is not None:
            return 1.0
        named = self._places.intersection(wanted)
        if named:
            speaks = any(number in self._index.having[term] for term in named)
            return 1.0 if speaks else _ELSEWHERE
        return _ELSEWHERE if self._phantoms[number].platform in _NETWORKS else 1.0

    def _understood(self, query: str) -> dict[str, float]:
        """The query's terms that the catalogue knows, each with its weight."""
        rarity = self._index.rarity
        understood: dict[str, float] = {}
        for term in dict.fromkeys(terms(query)):
            known, likeness = (term, 1.0) if term in rarity else self._respelt(term)
            weight = likeness * rarity.get(known, 0.0)
            if weight > understood.get(known, 0.0):
                understood[known] = weight
        return understood

    def _respelt(self, term: str) -> tuple[str, float]:
        """The known term that a misspelt one resembles most, and how much; nothing when none comes close.

        The first letter is taken to be right: fingers slip later in a word.
        """
        if len(term) < _SHORTEST_SLIP:
            return (term, 0.0)
        ours = pairs(term)
        alike = (
            (2 * len(ours & theirs) / (len(ours) + len(theirs)), known)
            for length in range(len(term) - _MORE_OR_LESS, len(term) + _MORE_OR_LESS + 1)
            for known, theirs in self._spellings.get((term[0], length), ())
        )
        likeness, best = max(alike, default=(0.0, term))
        return (canonical(best), likeness) if likeness >= _ALIKE else (term, 0.0)


def best(hits: Iterable[Hit], k: int) -> tuple[Hit, ...]:
    """The `k` best of them, best first, and none without a score."""
    ranked = sorted((hit for hit in hits if hit.score > 0), key=lambda hit: -hit.score)
    return tuple(ranked[: max(0, k)])


def _asked(platform: str | None) -> frozenset[str] | None:
    return _place(platform) if platform and platform.strip() else None


def _place(platform: str) -> frozenset[str]:
    """A platform as people name it: "SN" and "sales_navigator" are the same."""
    return frozenset(terms(platform.replace("_", " ")))


def _summed(wanted: Mapping[str, float], postings: Postings) -> dict[int, float]:
    """For everything that has a wanted term, the sum of its terms' parts by their weights."""
    sums: dict[int, float] = defaultdict(float)
    for term, weight in wanted.items():
        for number, part in postings.get(term, ()):
            sums[number] += weight * part
    return sums


def _spellings(known: Collection[str]) -> dict[tuple[str, int], list[tuple[str, frozenset[str]]]]:
    """By first letter and length, every spelling that leads to a known term, with its pairs of letters."""
    synonyms = {word for word, stands_for in SYNONYMS.items() if stands_for in known}
    spellings: dict[tuple[str, int], list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for word in sorted(synonyms.union(known)):
        spellings[word[0], len(word)].append((word, pairs(word)))
    return dict(spellings)
