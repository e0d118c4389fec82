"""What every search of the catalogue owes its callers."""

from __future__ import annotations

import pytest

from agent.planner.catalogue import catalogue
from agent.planner.desk import Search
from agent.planner.phantom import Stage

ALL = len(catalogue())


class SearchContract:
    """Subclass it with a fixture `search` over our own catalogue."""

    @pytest.fixture
    def search(self) -> Search:
        raise NotImplementedError

    async def test_hits_come_best_first_with_scores_above_0_and_up_to_1(self, search: Search):
        scores = [hit.score for hit in await search.find("emails of group members", k=ALL)]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)

    async def test_the_name_of_every_phantom_finds_it(self, search: Search):
        for phantom in catalogue():
            found = [hit.phantom.script for hit in await search.find(phantom.name)]
            assert phantom.script in found

    async def test_the_same_query_finds_the_same(self, search: Search):
        assert await search.find("who liked our post") == await search.find("who liked our post")

    @pytest.mark.parametrize("stage", Stage)
    async def test_a_stage_narrows_the_hits(self, search: Search, stage: Stage):
        hits = await search.find("LinkedIn people", stage=stage, k=ALL)
        assert hits
        assert all(stage in hit.phantom.stages for hit in hits)

    async def test_a_platform_narrows_the_hits(self, search: Search):
        hits = await search.find("people", platform="Sales Nav", k=ALL)
        assert {hit.phantom.platform for hit in hits} == {"sales_navigator"}

    async def test_an_unknown_platform_has_no_hits(self, search: Search):
        assert await search.find("people", platform="myspace") == ()

    @pytest.mark.parametrize(("k", "expected"), [(0, 0), (-1, 0), (1, 1), (7, 7)])
    async def test_k_limits_the_hits(self, search: Search, k: int, expected: int):
        assert len(await search.find("linkedin profiles", k=k)) == expected

    async def test_five_hits_are_enough_unless_more_are_wanted(self, search: Search):
        assert len(await search.find("linkedin profiles")) == 5

    @pytest.mark.parametrize("query", ["", "   ", "!?.,", "\x00\x07", "🎉"])
    async def test_a_query_without_a_word_finds_nothing(self, search: Search, query: str):
        assert await search.find(query) == ()

    @pytest.mark.parametrize(
        "query", ["x" * 100_000, "find them " * 10_000, "likers \ud83d cut", "\u202elikers"]
    )
    async def test_no_text_is_too_strange(self, search: Search, query: str):
        assert len(await search.find(query)) <= 5
