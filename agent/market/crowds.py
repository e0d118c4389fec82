"""Crowds of the market: search results, members, followers, engagers, in an order that never changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from math import gcd

from agent.market.chance import between, draw, seed
from agent.market.companies import PER_CITY, Company, company
from agent.market.criteria import Criteria
from agent.market.industries import INDUSTRIES, Industry
from agent.market.people import Person, is_filled, person_at
from agent.market.places import CITIES, City
from agent.market.roles import ROLES, SEATS

SIZES = {
    "group": (300, 900),
    "event": (60, 400),
    "poll": (25, 140),
    "likers": (40, 220),
    "commenters": (12, 70),
    "followers": (250, 900),
    "list": (80, 250),
    "channel": (30, 160),
    "connections": (520, 680),
    "viewers": (20, 60),
    "requests": (15, 90),
    "invitations": (8, 40),
    "inbox": (30, 120),
    "accepted": (10, 45),
    "authors": (40, 300),
    "followed": (60, 500),
    "stargazers": (20, 400),
    "upvoters": (30, 350),
}
"""The fewest and the most people of each kind of crowd."""


def _stride(total: int, start: int) -> int:
    """A step that visits every one of `total` places, far from its neighbours."""
    step = max(1, total * 618 // 1000) + start % 7
    while gcd(step, total) != 1:
        step += 1
    return step


def _walk(total: int, start: int) -> Iterator[int]:
    """Every number below `total` once, in an order that depends on `start`."""
    step = _stride(total, start)
    return ((start + turn * step) % total for turn in range(total))


def companies(criteria: Criteria) -> Iterator[Company]:
    """The companies that match, cities and industries well mixed; each once."""
    fields: Sequence[Industry] = criteria.industries or INDUSTRIES
    places: Sequence[City] = criteria.cities or CITIES
    cells = len(fields) * len(places)
    names = tuple(field.name for field in fields), tuple(city.name for city in places)
    for number in _walk(PER_CITY, seed("companies", names)):
        for cell in _walk(cells, seed("cells", names, number)):
            field, place = divmod(cell, len(places))
            yield company(fields[field], places[place], number)


def _seats(criteria: Criteria) -> tuple[int, ...]:
    wanted = {role.number for role in criteria.roles or ROLES}
    return tuple(number for number, (role, _) in enumerate(SEATS) if role.number in wanted)


def people(criteria: Criteria) -> Iterator[Person]:
    """The people that match, first one of every company, then a second, and so on; each once."""
    seats = _seats(criteria)
    for turn in range(len(seats)):
        for employer in companies(criteria):
            seat = seats[(seed("turn", employer.slug) + turn) % len(seats)]
            if is_filled(employer, seat):
                yield person_at(employer, seat)


def crowd(kind: str, of: str) -> Iterator[Person]:
    """A crowd that gathers around something, with its own mix of roles, industries and cities."""
    mix = Criteria(
        roles=draw(ROLES, 9, kind, of, "roles"),
        industries=draw(INDUSTRIES, 4, of, "industries"),
        cities=draw(CITIES, 8, kind, of, "cities"),
    )
    low, high = SIZES[kind]
    return islice(people(mix), between(low, high, kind, of, "size"))
