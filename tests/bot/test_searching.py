from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

import pytest
from pydantic import SecretStr

from agent.planner.catalogue import catalogue
from bot.evaluating import search_figures
from bot.searching import print_hits, search_lines, search_of
from bot.settings import Settings
from tests.model_server import NOT_EMBEDDING, model_server
from tests.planning import SEARCH as LEXICAL

KEY = SecretStr("some-key")


def settings(url: str | None = None, **changes: Any) -> Settings:
    usual = {"openai_api_key": KEY, "openai_base_url": url, "openai_embedding_model": "some-embedder"}
    return Settings().model_copy(update=usual | changes)


async def lines(chosen: Settings, *asked: str) -> list[dict[str, Any]]:
    return [line async for line in search_lines(chosen, list(asked), k=3, stage=None)]


@pytest.mark.parametrize("missing", ["openai_api_key", "openai_embedding_model"])
async def test_without_a_key_or_a_model_words_decide(missing: str):
    async with AsyncExitStack() as opened:
        assert search_of(settings(**{missing: None}), catalogue(), LEXICAL, opened) is LEXICAL


async def test_with_both_meaning_counts_as_well():
    async with model_server() as url:
        (line,) = await lines(settings(url), "zorp blik quux")
    assert line["hits"][0]["script"] == "LinkedIn Auto Invitation Withdrawer.js"


async def test_an_endpoint_that_cannot_embed_leaves_the_words():
    async with model_server(embeds=NOT_EMBEDDING["not_found"]()) as url:
        found = await lines(settings(url), "group members", "zorp blik quux")
    assert found == await lines(settings(openai_embedding_model=None), "group members", "zorp blik quux")
    assert print_hits(found[1]) == "zorp blik quux\n  nothing found"


@pytest.mark.long
async def test_both_searches_are_measured_where_there_are_two():
    async with model_server() as url:
        told = [text async for text in search_figures(settings(url), "open")]
    assert [text for text in told if "\n" not in text] == [
        "by words, open queries",
        "by words and meaning, open queries (0 by words alone)",
    ]
