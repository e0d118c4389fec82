"""An embedding model without weights: texts are alike when they share words, some of which mean the same."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Any

DIMENSIONS = 256

MEANS = {"zorp": "withdraw", "blik": "pending", "quux": "invitations"}
"""Words that no lexicon has, and what this model knows of them."""


def vector(text: str) -> list[float]:
    """A number for each of so many kinds of words, none of them for all."""
    counted = [0.0] * DIMENSIONS
    for word in re.findall(r"\w+", text.lower()):
        counted[zlib.crc32(MEANS.get(word, word).encode()) % DIMENSIONS] += 1.0
    return counted if any(counted) else [1.0] * DIMENSIONS


def embeddings(vectors: Sequence[object]) -> dict[str, Any]:
    """A well-formed answer, if the vectors are."""
    data = [
        {"object": "embedding", "index": number, "embedding": each} for number, each in enumerate(vectors)
    ]
    return {"object": "list", "data": data, "model": "words", "usage": {"total_tokens": 1}}
