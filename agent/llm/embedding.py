"""The port to an embedding model: texts become vectors that are close when the texts mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

Vector = tuple[float, ...]
"""Of length 1, so that the cosine of two is the sum of their products."""


class Embedder(Protocol):
    """Embeds texts. Raises `ModelError` and nothing else."""

    async def embed(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """A vector for each text, in their order; all that were ever given have the same dimensions."""
        ...
