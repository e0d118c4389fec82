"""The lexical search with an embedding model's help, and without it as soon as there is none."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from agent.llm.embedding import Embedder, Vector
from agent.llm.model import ModelError, RestingError
from agent.planner.catalogue import Catalogue
from agent.planner.fusion import cosine, fused
from agent.planner.phantom import Phantom, Stage
from agent.planner.reading.text import clean
from agent.planner.search import Hit, PhantomSearch, best

PATIENCE = 2.0
"""Seconds that one search of a plan may wait for the embedding model."""

BATCH = 16
"""Entries in a request: few enough for a slow endpoint to embed within that time."""

_log = logging.getLogger(__name__)


class FusedSearch:
    """Ranks by words and meaning; by words alone when the embedder fails or is slow.

    The catalogue is embedded by the first searches, and kept as long as the process lives. What they did not
    have the time for is left to the next.
    """

    def __init__(
        self, lexical: PhantomSearch, catalogue: Catalogue, embedder: Embedder, *, patience: float = PATIENCE
    ) -> None:
        self._lexical = lexical
        self._embedder = embedder
        self._patience = patience
        self._texts = {phantom.script: spoken(phantom) for phantom in catalogue}
        self._vectors: dict[str, Vector] = {}
        self.by_words_alone = 0

    async def find(
        self, query: str, *, stage: Stage | None = None, platform: str | None = None, k: int = 5
    ) -> tuple[Hit, ...]:
        hits = self._lexical.scored(query, stage=stage, platform=platform)
        asked = clean(query)
        if not any(letter.isalnum() for letter in asked):
            return best(hits, k)
        try:
            async with asyncio.timeout(self._patience):
                meaning = await self._meaning(asked)
        except (ModelError, TimeoutError) as error:
            self._fell_back(error)
            return best(hits, k)
        return best(fused(hits, meaning), k)

    async def _meaning(self, query: str) -> Mapping[str, float]:
        """How close each phantom is to the query."""
        await self._embed_catalogue()
        (asked,) = await self._embedder.embed([query])
        return {script: cosine(asked, vector) for script, vector in self._vectors.items()}

    async def _embed_catalogue(self) -> None:
        while missing := [script for script in self._texts if script not in self._vectors][:BATCH]:
            vectors = await self._embedder.embed([self._texts[script] for script in missing])
            self._vectors.update(zip(missing, vectors, strict=True))

    def _fell_back(self, error: ModelError | TimeoutError) -> None:
        self.by_words_alone += 1
        level = logging.DEBUG if isinstance(error, RestingError) else logging.WARNING
        said = str(error) or "The embedding model did not answer in time."
        _log.log(level, "searched by words alone (%d times so far): %s", self.by_words_alone, said)


def spoken(phantom: Phantom) -> str:
    """What is embedded of a phantom: the words of people rather than its name."""
    return f"{phantom.does} {'; '.join(phantom.words)}"
