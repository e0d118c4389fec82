from __future__ import annotations

import pytest

from agent.market.places import CITIES, cities, place_names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("münchen", {"Munich"}),
        ("NYC", {"New York"}),
        ("Texas", {"Austin", "Dallas", "Houston"}),
        ("Luxembourg", {"Luxembourg"}),
    ],
)
def test_names_of_places_mean_their_cities(name: str, expected: set[str]):
    assert {city.name for city in cities(name)} == expected


def test_regions_hold_regions():
    assert {city.country for city in cities("benelux")} < {city.country for city in cities("EMEA")}


def test_every_place_name_means_some_city():
    assert all(cities(name) for name in place_names())


def test_an_unknown_place_means_none():
    assert cities("Atlantis") == ()
    assert cities("") == ()


def test_about_a_hundred_cities_with_a_location_each():
    assert len({city.location for city in CITIES}) == len(CITIES) >= 90
