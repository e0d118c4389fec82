"""A model that keeps failing is left alone for a while, so that nobody waits for it in vain."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from agent.llm.embedding import Embedder, Vector
from agent.llm.model import Message, Model, ModelError, Reply, RestingError, Tool

Monotonic = Callable[[], float]


class Breaker:
    """Opens after some failures in a row; after a rest it lets calls through until the next failure."""

    def __init__(self, monotonic: Monotonic, *, failures: int = 3, rest: float = 60.0) -> None:
        self._monotonic = monotonic
        self._limit = failures
        self._rest = rest
        self._failures = 0
        self._open_until = float("-inf")

    @property
    def is_open(self) -> bool:
        return self._monotonic() < self._open_until

    def failed(self) -> None:
        self._failures += 1
        if self._failures >= self._limit:
            self._open_until = self._monotonic() + self._rest

    def succeeded(self) -> None:
        self._failures = 0

    @asynccontextmanager
    async def guarding(self) -> AsyncIterator[None]:
        """One call: not made while the breaker is open, and counted by how it ends."""
        if self.is_open:
            raise RestingError("The model failed several times in a row and gets a minute's rest.")
        try:
            yield
        except (ModelError, asyncio.CancelledError):  # cancelled: it did not answer before the deadline
            self.failed()
            raise
        self.succeeded()


class GuardedModel:
    """A model behind a breaker; every user of the process shares it."""

    def __init__(self, model: Model, breaker: Breaker) -> None:
        self._model = model
        self._breaker = breaker

    async def complete(
        self,
        messages: Sequence[Message],
        tools: Sequence[Tool],
        *,
        max_tokens: int,
        temperature: float | None = None,
    ) -> Reply:
        async with self._breaker.guarding():
            return await self._model.complete(messages, tools, max_tokens=max_tokens, temperature=temperature)


class GuardedEmbedder:
    """An embedder behind a breaker of its own: an endpoint may answer, and still embed nothing."""

    def __init__(self, embedder: Embedder, breaker: Breaker) -> None:
        self._embedder = embedder
        self._breaker = breaker

    async def embed(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        async with self._breaker.guarding():
            return await self._embedder.embed(texts)
