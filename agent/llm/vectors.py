"""What an OpenAI-compatible endpoint answers to `/embeddings`, parsed at the boundary."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from agent.llm.embedding import Vector
from agent.llm.model import ModelError


class _Embedding(BaseModel):
    index: int | None = None
    embedding: Annotated[list[Annotated[float, Field(allow_inf_nan=False)]], Field(min_length=1)]


class _Embeddings(BaseModel):
    data: list[_Embedding]


def parse(body: bytes, count: int) -> tuple[Vector, ...]:
    """The vectors in an endpoint's answer, in the order of the texts, or a `ModelError`."""
    try:
        found = _Embeddings.model_validate_json(body).data
    except ValidationError as error:
        raise ModelError("The model's endpoint sent an answer that holds no embeddings.") from error
    vectors = tuple(_unit(each.embedding) for each in _in_order(found))
    if len(vectors) != count or len(set(map(len, vectors))) > 1:
        raise ModelError("The model's endpoint sent embeddings that do not fit what was asked.")
    return vectors


def _in_order(found: Sequence[_Embedding]) -> Sequence[_Embedding]:
    """By their index; where none is given, as they came."""
    if all(each.index is None for each in found):
        return found
    by_index = {each.index: each for each in found}
    if by_index.keys() != set(range(len(found))):
        raise ModelError("The model's endpoint sent embeddings that do not fit what was asked.")
    return [by_index[number] for number in range(len(found))]


def _unit(embedding: Sequence[float]) -> Vector:
    length = math.hypot(*embedding)
    if not 0 < length < math.inf:
        raise ModelError("The model's endpoint sent an embedding without a direction.")
    return tuple(part / length for part in embedding)
