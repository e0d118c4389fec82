"""Where people and companies are: cities, their countries, and the regions that people say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from agent.market.text import fold, listed, rows


@dataclass(frozen=True)
class City:
    """A city of the market. `number` is its place in the table and never changes: append only."""

    number: int
    name: str
    state: str
    country: str
    culture: str
    minority: str
    dialling: str

    @property
    def location(self) -> str:
        """The way a profile says it."""
        parts = (self.name, self.state, self.country)
        return ", ".join(dict.fromkeys(part for part in parts if part))


CITIES = tuple(City(number, *cells) for number, cells in enumerate(rows("cities.txt")))


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    return {fold(said): listed(meant) for names, meant in rows("regions.txt") for said in listed(names)}


def _named(name: str) -> tuple[City, ...]:
    """The cities of a city's, state's or country's own name; a city wins over a state of its name."""
    for part in ("name", "state", "country"):
        if found := tuple(city for city in CITIES if fold(getattr(city, part)) == name):
            return found
    return ()


@cache
def cities(name: str) -> tuple[City, ...]:
    """The cities that a place name stands for; none for a place that the market does not know."""
    name = fold(name)
    if meant := _spoken().get(name):
        return tuple(dict.fromkeys(city for part in meant for city in cities(part)))
    return _named(name) if name else ()


@cache
def place_names() -> frozenset[str]:
    """Every place name that can be looked up, folded."""
    own = (fold(name) for city in CITIES for name in (city.name, city.state, city.country))
    return frozenset(filter(None, (*own, *_spoken())))
