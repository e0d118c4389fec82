"""The catalogue search for the settings, and searching it for the command line."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

from agent.llm.breaker import Breaker, GuardedEmbedder
from agent.planner.catalogue import Catalogue, catalogue
from agent.planner.desk import Search
from agent.planner.fused import PATIENCE, FusedSearch
from agent.planner.phantom import Stage
from agent.planner.search import PhantomSearch
from bot.settings import Settings

UNHURRIED = 30.0
"""Seconds that a search may take where somebody asked for nothing else."""


def search_of(
    settings: Settings,
    phantoms: Catalogue,
    lexical: PhantomSearch,
    opened: AsyncExitStack,
    *,
    patience: float = PATIENCE,
) -> Search:
    """The search: by words, and by meaning as well when a model for that and a key are set.

    `opened` closes the connections to the model's endpoint.
    """
    if settings.openai_api_key is None or settings.openai_embedding_model is None:
        return lexical
    from agent.llm.openai import OpenAIEmbedder  # noqa: PLC0415 - a second that others need not wait for

    endpoint = OpenAIEmbedder(
        settings.openai_api_key.get_secret_value(),
        settings.openai_embedding_model,
        base_url=settings.openai_base_url,
        patience=patience,
    )
    opened.push_async_callback(endpoint.close)
    embedder = GuardedEmbedder(endpoint, Breaker(time.monotonic))
    return FusedSearch(lexical, phantoms, embedder, patience=patience)


async def search_lines(
    settings: Settings, asked: list[str], *, k: int, stage: Stage | None
) -> AsyncIterator[dict[str, Any]]:
    """One record a query: the phantoms found, best first."""
    lexical = PhantomSearch(catalogue())
    async with AsyncExitStack() as opened:
        search = search_of(settings, catalogue(), lexical, opened, patience=UNHURRIED)
        for query in asked:
            hits = await search.find(query, stage=stage, k=k)
            found = [{"script": hit.phantom.script, "score": round(hit.score, 4)} for hit in hits]
            yield {"query": query, "hits": found}


def print_hits(line: dict[str, Any]) -> str:
    """A record as a person reads it."""
    hits = "\n".join(f"  {hit['score']:.2f}  {hit['script']}" for hit in line["hits"])
    return f"{line['query']}\n{hits or '  nothing found'}"
