"""Multinomial logistic regression over bags of buckets, and which texts are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agent.evals.descent import Floats, lowest
from agent.planner.reading.features import BUCKETS, WEIGHTS

Ints = NDArray[np.int64]
Bag = tuple[frozenset[int], ...]
"""The buckets of one text by block, as `features` gives them."""

STEPS = 80
"""Steps downhill; with more, the opinions hardly change."""

_SHRINK = 1e-5
_LEAST = 1e-12
_SEEN_IN = 2
"""Texts that must have a bucket for it to count: what is said once is a name."""

_ALIKE = 0.6
_SKETCH = 4096


class Weights(NamedTuple):
    """Of each kind and bucket, (kinds, BUCKETS), and of each kind, (kinds, 1)."""

    of: Floats
    bias: Floats

    def scores(self, bags: Bags) -> Floats:
        """(kinds, texts): the higher, the likelier."""
        return bags.times(self.of) + self.bias


@dataclass(frozen=True)
class Bags:
    """Texts as a sparse matrix: a bucket and a value for each feature, text by text from `starts` on."""

    buckets: Ints
    values: Floats
    starts: Ints

    def times(self, weights: Floats) -> Floats:
        """(kinds, texts) from (kinds, BUCKETS). A text has one feature at least: its beginning."""
        return _summed(weights, self.buckets, self.values, self.starts)


def _summed(rows: Floats, places: Ints, values: Floats, starts: Ints) -> Floats:
    """Of each row what stands at the places, times the values, summed from each start to the next.

    Row by row, which is five times as fast as all at once.
    """
    return np.stack([np.add.reduceat(row[places] * values, starts) for row in rows])


def bagged(texts: Sequence[Bag]) -> Bags:
    """The matrix of texts; each block of one weighs the same, however many features it has."""
    buckets: list[int] = []
    values: list[float] = []
    starts = []
    for text in texts:
        starts.append(len(buckets))
        for block, weight in zip(text, WEIGHTS, strict=True):
            buckets += sorted(block)
            values += [weight / sqrt(len(block))] * len(block) if block else []
    return Bags(np.array(buckets, np.int64), np.array(values, np.float32), np.array(starts, np.int64))


def learned(texts: Sequence[Bag], kinds: Ints, number: int, steps: int = STEPS) -> Weights:
    """Weights that tell the texts apart best; `kinds` are numbers below `number`, one of each text."""
    bags = bagged(texts)
    back = _turned(bags, len(texts), _seldom(texts))
    right: Floats = np.eye(number, dtype=np.float32)[:, kinds]
    split = number * len(back.rows)
    whole = np.zeros((number, BUCKETS), np.float32)

    def slope(flat: Floats) -> tuple[float, Floats]:
        of = flat[:split].reshape(number, -1)
        whole[:, back.rows] = of
        shares = probabilities(bags.times(whole) + flat[split:, None])
        surprise = -np.log(np.maximum(shares[kinds, np.arange(len(texts))], _LEAST)).mean()
        wrong = (shares - right) / np.float32(len(texts))
        rise = _summed(wrong, back.texts, back.values, back.starts) + _SHRINK * of
        size = float(flat[:split] @ flat[:split])
        return float(surprise) + _SHRINK * size / 2, np.concatenate([rise.ravel(), wrong.sum(axis=1)])

    flat = lowest(slope, np.zeros(split + number, np.float32), steps)
    found = np.zeros_like(whole)
    found[:, back.rows] = flat[:split].reshape(number, -1)
    return Weights(found, flat[split:, None])


class _Turned(NamedTuple):
    """The same matrix by bucket: the texts and values of each of `rows`, from `starts` on."""

    rows: Ints
    texts: Ints
    values: Floats
    starts: Ints


def _turned(bags: Bags, number: int, without: NDArray[np.bool_]) -> _Turned:
    lengths = np.diff(np.append(bags.starts, len(bags.buckets)))
    texts = np.repeat(np.arange(number), lengths)
    order = np.argsort(bags.buckets, kind="stable")
    order = order[~without[bags.buckets[order]]]
    rows, starts = np.unique(bags.buckets[order], return_index=True)
    return _Turned(rows, texts[order], bags.values[order], starts)


def _seldom(texts: Sequence[Bag]) -> NDArray[np.bool_]:
    seen = np.zeros(BUCKETS, np.int64)
    for text in texts:
        seen[list(frozenset().union(*text))] += 1
    return seen < _SEEN_IN


def probabilities(scores: Floats) -> Floats:
    """Of each kind, from the scores of each text; both (kinds, texts)."""
    grown = np.exp(scores - scores.max(axis=0))
    shares: Floats = grown / grown.sum(axis=0)
    return shares


def families(texts: Sequence[frozenset[int]]) -> list[int]:
    """A number for each text, the same for texts whose words are nearly the same."""
    sketch = np.zeros((len(texts), _SKETCH), np.float32)
    for number, words in enumerate(texts):
        sketch[number, [word % _SKETCH for word in words]] = 1
    sizes = sketch.sum(axis=1)
    head = list(range(len(texts)))
    for number in range(len(texts)):
        shared = sketch[: number + 1] @ sketch[number]
        alike = shared / (sizes[: number + 1] + sizes[number] - shared)
        for other in np.flatnonzero(alike[:number] > _ALIKE):
            head[_first(head, int(other))] = _first(head, number)
    return [_first(head, number) for number in range(len(texts))]


def _first(head: list[int], number: int) -> int:
    while head[number] != number:
        head[number] = head[head[number]]
        number = head[number]
    return number
