"""Two opinions on the phantoms for a query, made one: shared words, and likeness in meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import mul

from agent.llm.embedding import Vector
from agent.planner.search import Hit

WORDS = 1.0
"""How much the words count beside the meaning; chosen on the open queries (docs/decisions/0015)."""


def cosine(one: Vector, other: Vector) -> float:
    return float(sum(map(mul, one, other)))


def fused(hits: Sequence[Hit], meaning: Mapping[str, float], words: float = WORDS) -> tuple[Hit, ...]:
    """The same phantoms with a score of both: the cosine as it is, and the words relative to the best.

    The cosine is not stretched to the same range, so that a model which sees little likeness anywhere, as in
    a language it was not made for, has little say.
    """
    most = max((hit.score for hit in hits), default=0.0) or 1.0
    return tuple(
        Hit(hit.phantom, round((meaning[hit.phantom.script] + words * hit.score / most) / (1 + words), 4))
        for hit in hits
    )
