"""A list that somebody uploaded is a source: every line is found, those that fit the query first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.discovery.listed import Listed, ListedCompany, nobody, ranked
from agent.discovery.scouting import Answer, Wish, scout
from agent.discovery.source import PAGE, NoListError, Result

LIST = tuple(
    ListedCompany(
        name=f"Acme {n}", domain=f"acme{n}.example", text="Logistics · Berlin" if n % 3 else "Bakery"
    )
    for n in range(25)
)


async def mine(_workspace: str) -> tuple[ListedCompany, ...]:
    return LIST


async def test_those_that_share_words_with_the_query_come_first():
    first = await Listed(mine).search("T1", "logistics companies in Berlin", 1)
    assert len(first) == PAGE
    assert {result.snippet for result in first} == {"Logistics · Berlin"}
    assert first[0] == Result("Acme 1", "https://acme1.example/", "Logistics · Berlin")


async def test_every_line_is_found_once_page_after_page():
    pages = [await Listed(mine).search("T1", "bakery", page) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({result.url for page in pages for result in page}) == len(LIST)


async def test_without_a_list_it_is_not_asked_and_that_is_no_trouble():
    with pytest.raises(NoListError):
        await Listed(nobody).search("T1", "bakery", 1)

    async def ask(source: str, _query: str, page: int) -> Answer:
        if source == "list":
            return Answer(trouble="No list.", skip=True, unset=True)
        return Answer((Result("Acme", f"https://acme{page}.example/", "Berlin, Germany"),))

    haul = await scout(Wish(("bakery",), ("list", "web"), target=2), ask)
    assert {each.source for each in haul.tried} == {"web"}
    assert haul.skipped == {"list": "No list."}
    assert len(haul.found) == 2


@given(st.text(max_size=80))
def test_no_query_loses_a_line(query: str):
    assert sorted(ranked(LIST, query), key=lambda each: each.domain) == sorted(
        LIST, key=lambda each: each.domain
    )
