from __future__ import annotations

from itertools import islice

import pytest

from agent.market.criteria import read
from agent.market.crowds import SIZES, companies, crowd, people
from agent.market.market import Market

MARKET = Market()
GROUP = "https://www.linkedin.com/groups/12345"


def test_a_search_finds_whom_it_asks_for():
    found = list(islice(MARKET.people_for("saas marketing managers in Berlin"), 50))
    assert len(found) == 50
    assert {person.role.titles[0] for person in found} == {"Marketing Manager"}
    assert {person.company.industry.name for person in found} == {"Software as a Service"}
    assert {person.city.name for person in found} == {"Berlin"}
    assert len({person.company for person in found}) == 50


def test_a_search_never_finds_anybody_twice():
    found = list(people(read("cfo saas berlin")))
    assert len(found) > 200
    assert len(set(found)) == len(found)


def test_a_wide_search_brings_a_thousand_and_mixes_cities():
    found = list(islice(MARKET.people_for("CTO Europe"), 1_000))
    assert len({person.profile_url for person in found}) == 1_000
    assert len({person.city for person in found[:100]}) > 20


def test_the_same_search_has_the_same_order():
    assert list(islice(MARKET.people_for("ceo paris"), 40)) == list(
        islice(MARKET.people_for("ceo paris"), 40)
    )


def test_a_search_for_nothing_known_finds_nobody():
    assert list(MARKET.people_for("falconers in Atlantis")) == []


@pytest.mark.parametrize("kind", SIZES)
def test_a_crowd_has_a_believable_size_and_no_doubles(kind: str):
    found = list(crowd(kind, GROUP))
    low, high = SIZES[kind]
    assert low <= len(found) <= high
    assert len(set(found)) == len(found)


def test_a_crowd_is_mixed_and_another_one_is_another():
    found = list(crowd("group", GROUP))
    assert len({person.role for person in found}) > 3
    assert len({person.city for person in found}) > 3
    other = set(crowd("group", f"{GROUP}6"))
    assert len(other & set(found)) < len(found) / 4


def test_places_are_of_the_kind_and_the_city():
    found = list(islice(MARKET.places("https://www.google.com/maps/search/restaurants+in+Lyon"), 60))
    assert {(place.industry.name, place.city.name) for place in found} == {("Restaurants", "Lyon")}
    assert sum(place.phone is not None for place in found) > 40


def test_every_company_comes_once():
    found = list(companies(read("restaurants in lyon")))
    assert len(set(found)) == len(found)


def test_posts_of_an_author_stay():
    assert list(MARKET.posts("https://www.linkedin.com/in/jane")) == list(
        MARKET.posts("https://www.linkedin.com/in/jane")
    )
    assert len(set(MARKET.posts("a", 5))) == 5


@pytest.mark.parametrize("words", ["location%3Aberlin+language%3Arust", "language%3Arust"])
def test_whoever_a_github_search_finds_writes_software(words: str):
    found = list(islice(MARKET.developers(f"https://github.com/search?type=users&q={words}"), 30))
    assert len(found) == 30
    assert {person.role.titles[0] for person in found} == {"Software Engineer"}
    assert "berlin" not in words or {person.city.name for person in found} == {"Berlin"}
