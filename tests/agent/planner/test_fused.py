from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from agent.llm.breaker import Breaker, GuardedEmbedder
from agent.llm.openai import OpenAIEmbedder
from agent.planner.catalogue import catalogue
from agent.planner.fused import BATCH, FusedSearch
from agent.planner.fusion import cosine
from agent.planner.phantom import Stage
from tests.contracts.search import SearchContract
from tests.model_server import NOT_EMBEDDING, Body, Brain, embedding, hang, model_server, raw
from tests.planning import SEARCH as LEXICAL

pytestmark = pytest.mark.long

BATCHES = -(-len(catalogue()) // BATCH)
UNKNOWN_WORDS = "zorp blik quux"
"""What only the embedding model understands: withdraw pending invitations."""
WITHDRAWER = "LinkedIn Auto Invitation Withdrawer.js"


@asynccontextmanager
async def searching(
    embeds: Brain = embedding, embedded: list[Body] | None = None, patience: float = 10.0
) -> AsyncIterator[FusedSearch]:
    """A search whose embedder is a real endpoint, behind a breaker as at work."""
    async with model_server(embeds=embeds, embedded=embedded) as url:
        embedder = OpenAIEmbedder("key", "some-embedder", base_url=url)
        guarded = GuardedEmbedder(embedder, Breaker(time.monotonic))
        try:
            yield FusedSearch(LEXICAL, catalogue(), guarded, patience=patience)
        finally:
            await embedder.close()


class TestFusedSearch(SearchContract):
    @pytest.fixture
    async def search(self) -> AsyncIterator[FusedSearch]:
        async with searching() as search:
            yield search


class TestFusedSearchThatFellBack(SearchContract):
    @pytest.fixture
    async def search(self) -> AsyncIterator[FusedSearch]:
        async with searching(NOT_EMBEDDING["not_found"]()) as search:
            yield search


async def test_what_no_word_finds_is_found_by_its_meaning():
    assert LEXICAL.search(UNKNOWN_WORDS) == ()
    async with searching() as search:
        (hit, *_) = await search.find(UNKNOWN_WORDS)
        assert search.by_words_alone == 0
    assert hit.phantom.script == WITHDRAWER


async def test_a_stage_narrows_what_is_found_by_meaning():
    async with searching() as search:
        hits = await search.find(UNKNOWN_WORDS, stage=Stage.CONTACT, k=200)
    assert hits
    assert all(Stage.CONTACT in hit.phantom.stages for hit in hits)


async def test_the_catalogue_is_embedded_once_and_each_query_alone():
    embedded: list[Body] = []
    async with searching(embedded=embedded) as search:
        for query in ("likers", "followers"):
            await search.find(query)
    sizes = [len(body["input"]) for body in embedded]
    assert sum(sizes) == len(catalogue()) + 2
    assert sizes[-2:] == [1, 1]
    assert len(sizes) == BATCHES + 2
    assert max(sizes) == BATCH


async def test_a_query_without_a_word_is_not_sent():
    embedded: list[Body] = []
    async with searching(embedded=embedded) as search:
        await search.find(" …🎉 ")
    assert embedded == []


async def test_a_credential_in_a_query_is_not_sent():
    embedded: list[Body] = []
    cookie = "AQEDAT" + "q" * 140
    async with searching(embedded=embedded) as search:
        await search.find(f"likers {cookie}")
    assert embedded[-1]["input"] == ["likers [removed]"]


@pytest.mark.parametrize("mode", NOT_EMBEDDING)
async def test_without_a_usable_embedding_the_words_decide_in_time(
    mode: str, caplog: pytest.LogCaptureFixture
):
    queries = ["who liked our post", "emails of group members", UNKNOWN_WORDS, "followers"]
    async with searching(NOT_EMBEDDING[mode](), patience=0.3) as search:
        started = time.perf_counter()
        found = [await search.find(query) for query in queries]
        took = time.perf_counter() - started
    assert found == [LEXICAL.search(query) for query in queries]
    assert search.by_words_alone == len(queries)
    assert took < 3 * 0.3 + 1
    told = [record for record in caplog.records if record.name == "agent.planner.fused"]
    assert [record.levelno for record in told] == [logging.WARNING] * 3
    assert "searched by words alone (1 times so far): The " in told[0].getMessage()


async def test_an_endpoint_that_nobody_serves_leaves_the_words():
    embedder = OpenAIEmbedder("key", "some-embedder", base_url="http://127.0.0.1:9/v1")
    search = FusedSearch(LEXICAL, catalogue(), embedder)
    assert await search.find("likers") == LEXICAL.search("likers")
    await embedder.close()


async def test_an_embedder_that_fails_once_is_used_again():
    turns = iter([raw(b"{}", status=400), *[embedding] * (BATCHES + 1)])

    async def brain(request: web.Request, body: Body) -> web.StreamResponse:
        return await next(turns)(request, body)

    async with searching(brain) as search:
        assert await search.find(UNKNOWN_WORDS) == ()
        assert (await search.find(UNKNOWN_WORDS))[0].phantom.script == WITHDRAWER


async def test_what_a_slow_endpoint_has_embedded_is_not_asked_for_again():
    embedded: list[Body] = []

    async def now_and_then(request: web.Request, body: Body) -> web.StreamResponse:
        return await (embedding if len(embedded) % 3 else hang)(request, body)

    async with searching(now_and_then, embedded, patience=0.5) as search:
        found = [await search.find(UNKNOWN_WORDS) for _ in range(BATCHES // 2)]
        (hit, *_) = await search.find(UNKNOWN_WORDS)
    assert found == [()] * (BATCHES // 2)
    assert hit.phantom.script == WITHDRAWER
    assert len(embedded) == BATCHES + len(found) + 1


async def test_a_search_takes_milliseconds_of_this_process():
    vectors = tuple((0.5,) * 1_536 for _ in catalogue())
    started = time.process_time()
    for vector in vectors:
        cosine(vector, vectors[0])
    assert time.process_time() - started < 0.1  # measured: 0.0035 on an idle machine
