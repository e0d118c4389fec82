from __future__ import annotations

from itertools import islice
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.market.web.directory import hosts, lookalikes
from agent.market.web.profiles import groups
from agent.market.web.search import PAGE, index
from agent.market.web.server import DIRECTORY_HOST
from tests.agent.market.web.conftest import Get

QUERY = "logistics companies for supply chain managers in Germany"


async def test_a_page_has_ten_results_and_tells_the_next(get: Get):
    first = (await get(DIRECTORY_HOST, "/search", params={"q": QUERY})).json()
    second = (await get(DIRECTORY_HOST, "/search", params={"q": QUERY, "page": "2"})).json()
    assert (first["query"], first["page"], first["next"], len(first["results"])) == (QUERY, 1, 2, PAGE)
    assert second["page"] == 2
    assert not {one["url"] for one in first["results"]} & {one["url"] for one in second["results"]}
    assert set(first["results"][0]) == {"title", "url", "snippet"}


async def test_the_last_page_has_no_next_and_what_is_beyond_is_empty(get: Get):
    number, seen = 1, 0
    while number:
        page = (
            await get(DIRECTORY_HOST, "/search", params={"q": "nordics hostelería", "page": number})
        ).json()
        seen, last, number = seen + len(page["results"]), page["page"], page["next"]
    assert seen == min(page["total"], 200)
    beyond = await get(DIRECTORY_HOST, "/search", params={"q": "hostelería", "page": last + 1})
    assert (beyond.status_code, beyond.json()["results"]) == (200, [])


@pytest.mark.parametrize(
    "params", [{}, {"q": " "}, {"q": "x", "page": "-1"}, {"q": "x", "page": "two"}, {"q": "x", "page": "²"}]
)
async def test_what_it_cannot_answer_is_said(get: Get, params: dict[str, str]):
    answer = await get(DIRECTORY_HOST, "/search", params=params)
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


async def test_a_company_is_found_by_its_name(get: Get):
    for one in lookalikes(groups()[0])[:20]:
        page = (await get(DIRECTORY_HOST, "/search", params={"q": one.company.name.upper()})).json()
        assert any(one.domain in result["url"] for result in page["results"][:2])


async def test_words_that_nobody_uses_find_nothing(get: Get):
    page = (await get(DIRECTORY_HOST, "/search", params={"q": "xylophone zzz"})).json()
    assert (page["results"], page["next"]) == ([], None)


def test_the_words_of_a_query_rank_companies():
    alike = {one.domain for one in lookalikes(groups()[3])}
    best = [one.domain for one in index().ranked("logistics supply chain manager procurement manager")[:50]]
    assert sum(domain in alike for domain in best) >= 35
    assert all(one.company.city.country == "Germany" for one in index().ranked("Logistics Germany")[:5])


def test_companies_are_found_in_another_language():
    found = index().ranked("cybersecurity Berlin")[:10]
    assert {"de"} <= {one.language for one in found}


def test_rubbish_is_among_the_results_as_in_a_real_search():
    urls = [one().url for one in islice(index().found(QUERY), 200)]
    places = [urlsplit(url).hostname or "" for url in urls]
    assert any("w3.org" in url for url in urls)
    assert any("linkedin.com" in url or "facebook.com" in url for url in urls)
    assert any("%2F" in url or "%20" in url for url in urls)
    assert any(host.startswith("gone-") and host not in hosts() for host in places)
    companies = [host.removeprefix("www.") for host in places if host in hosts()]
    assert len(companies) > len(set(companies))
    assert 0.1 < 1 - len(companies) / len(urls) < 0.4


def test_snippets_differ_in_what_they_tell():
    results = [one() for one in islice(index().found(QUERY), 200)]
    assert 20 < sum("555 01" in one.snippet for one in results) < 150


def test_the_seen_part_finds_nobody_of_the_unseen_part():
    found = index(seen_only=True).ranked("logistique transport logistics")
    assert found
    assert not [one for one in found if one.unseen]


@settings(max_examples=25)
@given(st.text(max_size=60), st.integers(0, 300))
def test_any_query_has_an_answer(query: str, number: int):
    page = index().page(query, number)
    assert len(page["results"]) <= PAGE
    assert page["next"] in {None, number + 1}
