"""What a search asks for: roles, industries and cities, read from words or from a search's address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar
from urllib.parse import parse_qs, unquote, unquote_plus, urlsplit

from agent.market.industries import INDUSTRIES, Industry
from agent.market.places import City, cities, place_names
from agent.market.roles import ROLES, Role
from agent.market.text import fold

T = TypeVar("T")
_LONGEST = 5
"""The most words that any name in the tables has."""
_ASKED = re.compile(
    r"keyword|title|role|geo|location|region|industry|company|school|terms|^(q|query|quoiqui|ou)$",
    re.IGNORECASE,
)
_FACET = re.compile(r"(?:keywords|text):([^,()]+)")


@dataclass(frozen=True)
class Criteria:
    """What a search asks for; an empty part means any. `words` counts what was asked, known or not."""

    roles: tuple[Role, ...] = ()
    industries: tuple[Industry, ...] = ()
    cities: tuple[City, ...] = ()
    words: int = 0

    @property
    def known(self) -> bool:
        """Whether the market knows any of what was asked, or nothing was asked."""
        return bool(self.roles or self.industries or self.cities or not self.words)


@cache
def _roles() -> Mapping[str, Role]:
    """Every way to name a role; a usual title wins over another role's synonym."""
    said = ((fold(word), role) for role in ROLES for word in (*role.words, *role.titles))
    table = dict(said)
    table |= {fold(role.titles[0]): role for role in ROLES}
    heads = {name.replace(" of ", "s of ", 1): role for name, role in table.items() if " of " in name}
    return table | {f"{name}s": role for name, role in table.items()} | heads


@cache
def _industries() -> Mapping[str, Industry]:
    return {fold(word): field for field in INDUSTRIES for word in (field.name, *field.words)}


def _spans(words: list[str]) -> list[tuple[int, int]]:
    """Every run of up to five words, the longest first."""
    sizes = range(min(_LONGEST, len(words)), 0, -1)
    return [(start, start + size) for size in sizes for start in range(len(words) - size + 1)]


def _take(words: list[str], table: Mapping[str, T]) -> tuple[T, ...]:
    """What the words name; words that were understood are blanked, so that none counts twice."""
    found: list[T] = []
    for start, end in _spans(words):
        if (said := " ".join(words[start:end])) in table:
            found.append(table[said])
            words[start:end] = [""] * (end - start)
    return tuple(dict.fromkeys(found))


@cache
def _places() -> Mapping[str, tuple[City, ...]]:
    """Place names, without those that are short everyday words."""
    return {name: cities(name) for name in place_names() if name not in {"us", "la", "it"}}


def _outermost(found: tuple[tuple[City, ...], ...]) -> tuple[City, ...]:
    """In "Berlin, Germany" Berlin counts: a place that holds another found one adds nothing."""
    narrow = (area for area in found if not any(set(other) < set(area) for other in found))
    return tuple(dict.fromkeys(city for area in narrow for city in area))


@lru_cache(maxsize=512)
def read(text: str) -> Criteria:
    """The criteria that words name: "saas marketing managers in Berlin"."""
    words = fold(text).split()
    asked = len(words)
    where = _outermost(_take(words, _places()))
    # Whole titles first, then industries ("marketing agencies" is no marketer), then single words. Beside a
    # title a single word counts only when it cannot be a field of work: "CEO", not "sales".
    titles = _take(words, {name: role for name, role in _roles().items() if " " in name})
    fields = _take(words, _industries())
    single = {name: role for name, role in _roles().items() if role.sole or not titles}
    return Criteria((*titles, *_take(words, single)), fields, where, asked)


def _asked(url: str) -> list[str]:
    """The words that a search's address carries."""
    parts = urlsplit(url)
    given = [word for name, words in parse_qs(parts.query).items() if _ASKED.search(name) for word in words]
    facets = [unquote(word) for word in _FACET.findall(unquote(parts.query))]
    place = re.search(r"/maps/search/([^/@]+)", parts.path)
    plain = [word for word in given if not word.startswith("(")]
    return [*facets, *plain, *([unquote_plus(place[1])] if place else [])]


def read_url(url: str) -> Criteria:
    """The criteria of a LinkedIn, Sales Navigator or Google Maps search's address."""
    return read(" ".join(word for word in _asked(url) if not re.fullmatch(r'[\[\]"\d,\s]*', word)))
