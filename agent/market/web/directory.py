"""Which companies have a site: seven groups of lookalikes and those that only look like them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import TypeVar

from agent.market.chance import happens, pick
from agent.market.companies import Company
from agent.market.criteria import Criteria
from agent.market.crowds import companies
from agent.market.places import City
from agent.market.web.behaviours import Behaviour
from agent.market.web.injections import injections
from agent.market.web.profiles import Group, band, buyer, groups, lines

T = TypeVar("T")
SEEN_TEMPLATES = ("ledger", "prose", "cards", "definitions", "structured", "footer", "questions", "magazine")
UNSEEN_TEMPLATES = ("microdata", "timeline", "tiles", "vintage")
UNSEEN_LANGUAGE = "fr"

_GROUP, _NEAR, _FAR = 140, 12, 14
"""Companies of a group; that share two of its three traits, for each such pair; of every other industry."""
_MISBEHAVING = 17
"""Percent of all sites."""
_INJECTED = 12
"""Percent of the sites that behave."""
_ODD = tuple(kind for kind in Behaviour if kind is not Behaviour.NORMAL)


@dataclass(frozen=True)
class Listed:
    """A company that has a site: what is known without looking closer."""

    company: Company
    band: str
    buyer: str
    language: str
    template: str
    behaviour: Behaviour = Behaviour.NORMAL
    injection: str | None = None

    @property
    def domain(self) -> str:
        return self.company.domain

    @property
    def group(self) -> Group:
        return Group(self.company.industry.name, self.band, self.buyer)

    @property
    def unseen(self) -> bool:
        """Whether it belongs to what nobody tunes a reader on: its template, or French."""
        return self.template in UNSEEN_TEMPLATES or self.language == UNSEEN_LANGUAGE

    @property
    def other_host(self) -> str | None:
        """Where its domain leads, if that is another one."""
        if self.behaviour is Behaviour.REDIRECT_WWW:
            return f"www.{self.domain}"
        return f"{self.company.slug}-group.example" if self.behaviour is Behaviour.REDIRECT_HOST else None


def language(city: City) -> str:
    """The language of the sites of a city's companies: de, fr, es or en."""
    if city.culture == "german" and city.country in {"Germany", "Austria", "Switzerland"}:
        return "de"
    if city.culture == "spanish" and city.country != "United States":
        return "es"
    return "fr" if city.culture == "french" else "en"


def _listed(company: Company, turns: Counter[tuple[str, bool]]) -> Listed:
    """`turns` gives every kind of trouble its turn, among the seen sites and among the unseen ones."""
    own = company.slug
    plain = Listed(
        company,
        band(company.employees),
        buyer(company),
        language(company.city),
        pick((*SEEN_TEMPLATES, *UNSEEN_TEMPLATES), "template", own),
    )
    if happens(_MISBEHAVING, "misbehaves", own):
        return replace(plain, behaviour=_turn(_ODD, turns, "behaviour", plain.unseen))
    if happens(_INJECTED, "injected", own):
        return replace(plain, injection=_turn(tuple(injections()), turns, "injection", plain.unseen))
    return plain


def _turn(kinds: Sequence[T], turns: Counter[tuple[str, bool]], what: str, unseen: bool) -> T:
    turns[what, unseen] += 1
    return kinds[turns[what, unseen] % len(kinds)]


def _some(
    industry: str, count: int, traits: Iterable[tuple[bool, bool]], group: Group | None
) -> list[Company]:
    """Companies of an industry that share the band, the buyer, or both with a group."""

    def fits(company: Company) -> bool:
        return group is None or _shared(company, group) in wanted

    wanted = frozenset(traits)
    every: Iterator[Company] = companies(Criteria(industries=(lines()[industry].industry,)))
    return list(islice(filter(fits, every), count))


def _shared(company: Company, group: Group) -> tuple[bool, bool]:
    return band(company.employees) == group.band, buyer(company) == group.buyer


def _all() -> Iterator[Company]:
    taken = {group.industry for group in groups()}
    for group in groups():
        yield from _some(group.industry, _GROUP, [(True, True)], group)
        yield from _some(group.industry, _NEAR, [(True, False)], group)
        yield from _some(group.industry, _NEAR, [(False, True)], group)
    for industry in lines():
        if industry not in taken:
            yield from _some(industry, _FAR, [], None)


@cache
def directory(seen_only: bool = False) -> Mapping[str, Listed]:
    """Every company that has a site, by its domain; `seen_only` leaves out what is kept for the report."""
    turns: Counter[tuple[str, bool]] = Counter()
    everyone = [_listed(company, turns) for company in _all()]
    return {one.domain: one for one in everyone if not (seen_only and one.unseen)}


@cache
def hosts(seen_only: bool = False) -> Mapping[str, Listed]:
    """Every host that answers: the domains, each with www., and where domains lead."""
    table: dict[str, Listed] = {}
    for one in directory(seen_only).values():
        table |= {name: one for name in (one.domain, f"www.{one.domain}", one.other_host) if name}
    return table


def lookalikes(group: Group, seen_only: bool = False) -> tuple[Listed, ...]:
    """Every company of the directory that shares industry, size band and buyer."""
    return tuple(one for one in directory(seen_only).values() if one.group == group)


def seeds(group: Group, count: int = 8) -> tuple[Listed, ...]:
    """Customers to begin with: well-behaved, seen companies of a group, far apart in its list."""
    good = [one for one in lookalikes(group, seen_only=True) if one.behaviour is Behaviour.NORMAL]
    return tuple(good[:: max(1, len(good) // count)][:count])
