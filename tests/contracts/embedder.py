"""What every embedder owes its callers; a subclass says how to make one that gives these vectors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager

import pytest

from agent.llm.embedding import Embedder
from agent.llm.model import ModelError

Answers = Sequence[Sequence[Sequence[float]] | ModelError]


class EmbedderContract:
    """Subclass, and answer `giving` with an embedder that gives these in turn; an error for a failure."""

    def giving(self, answers: Answers) -> AbstractAsyncContextManager[Embedder]:
        raise NotImplementedError

    async def test_every_text_has_its_vector_in_the_order_of_the_texts(self):
        async with self.giving([[[1.0, 0.0], [0.0, 1.0]]]) as embedder:
            assert await embedder.embed(["one", "two"]) == ((1.0, 0.0), (0.0, 1.0))

    async def test_vectors_have_length_1(self):
        async with self.giving([[[3.0, 4.0], [1e-9, 1e-9]]]) as embedder:
            vectors = await embedder.embed(["one", "two"])
        assert vectors[0] == pytest.approx((0.6, 0.8))
        assert [math.hypot(*vector) for vector in vectors] == pytest.approx([1.0, 1.0])

    async def test_no_texts_have_no_vectors(self):
        async with self.giving([[]]) as embedder:
            assert await embedder.embed([]) == ()

    async def test_other_dimensions_than_before_are_an_error(self):
        async with self.giving([[[1.0, 0.0]], [[1.0, 0.0, 0.0]]]) as embedder:
            await embedder.embed(["one"])
            with pytest.raises(ModelError, match="dimensions"):
                await embedder.embed(["two"])

    async def test_half_a_surrogate_pair_is_a_text_as_well(self):
        async with self.giving([[[1.0, 0.0]]]) as embedder:
            assert await embedder.embed(["emoji \ud83d cut"]) == ((1.0, 0.0),)

    async def test_a_failure_is_a_model_error_with_a_sentence(self):
        async with self.giving([ModelError("It is down.")]) as embedder:
            with pytest.raises(ModelError, match=r"^[A-Z].*\.$"):
                await embedder.embed(["one"])
