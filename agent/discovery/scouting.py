"""The Scout: asks sources variant after variant until there is enough, and good enough."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from agent.discovery.candidates import SUFFICIENT, Candidate, Domains, average, candidates, is_same
from agent.discovery.listed import Listed
from agent.discovery.source import Result
from agent.pages.urls import company_domain

RETRY = 0.8
"""Below this share of the target, everything is searched a second time, deeper (domain.md, 001)."""
DEPTH = 3
"""Pages of one variant at first."""


@dataclass(frozen=True)
class Answer:
    """One page of one source. `trouble` is why there is none; `skip`: do not ask it again.

    `unset`: nobody has set the source up, so it was not asked.
    """

    results: tuple[Result, ...] = ()
    trouble: str = ""
    skip: bool = False
    unset: bool = False


Ask = Callable[[str, str, int], Awaitable[Answer]]
"""Asks a source (by its name) for a query's page, from 1; what goes wrong is in the answer."""


@dataclass(frozen=True)
class Wish:
    """What to look for: variants, the best first; sources, the best first; `places` that count as a city.

    `known` are domains that are no news: one's own, the customers', the lost ones'. `searches` is the most.
    """

    queries: tuple[str, ...]
    sources: tuple[str, ...]
    target: int
    known: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    searches: int = 30


@dataclass(frozen=True)
class Tried:
    """One search that was done: how many new companies it gave, or what went wrong."""

    source: str
    query: str
    page: int
    usable: int
    trouble: str = ""


@dataclass
class Haul:
    """What was found so far, in the order of finding, and how."""

    found: dict[str, Candidate] = field(default_factory=dict)
    tried: list[Tried] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    retried: bool = False


async def scout(wish: Wish, ask: Ask, domain: Domains = company_domain) -> Haul:
    """Search until the target is reached with results that are good enough, or nothing is left to ask."""
    search = _Search(wish, ask, domain, Haul())
    await search.round(1, DEPTH)
    if len(search.haul.found) < RETRY * wish.target:
        search.haul.retried = True
        await search.round(DEPTH + 1, 2 * DEPTH)
    return search.haul


@dataclass
class _Search:
    wish: Wish
    ask: Ask
    domain: Domains
    haul: Haul

    async def round(self, first: int, last: int) -> None:
        """Every variant at the best source that answers; all sources in a round that goes deeper."""
        for query in self.wish.queries:
            good = await self._variant(query, first, last)
            if len(self.haul.found) >= self.wish.target and good >= SUFFICIENT:
                return

    async def _variant(self, query: str, first: int, last: int) -> float:
        """Search one variant; the average quality of what it gave."""
        seen: list[Result] = []
        for source in self.wish.sources:
            given = await self._source(source, query, first, last)
            seen += given
            # Whoever uploads a list wants it looked at besides the web, not instead.
            ends = given and first == 1 and source != Listed.name
            if ends and average(seen, self.wish.places, self.domain) >= SUFFICIENT:
                break
        return average(seen, self.wish.places, self.domain)

    async def _source(self, source: str, query: str, first: int, last: int) -> list[Result]:
        seen: list[Result] = []
        for page in range(first, last + 1):
            if source in self.haul.skipped or len(self.haul.tried) >= self.wish.searches:
                break
            if len(self.haul.found) >= self.wish.target and seen:
                break
            answer = await self.ask(source, query, page)
            self._keep(source, query, page, answer)
            seen += answer.results
            if not answer.results:
                break
        return seen

    def _keep(self, source: str, query: str, page: int, answer: Answer) -> None:
        if answer.unset:
            self.haul.skipped[source] = answer.trouble
            return
        given = candidates(answer.results, (source, query), self.wish.places, self.domain)
        usable = sum(self._take(each) for each in given)
        self.haul.tried.append(Tried(source, query, page, usable, answer.trouble))
        if answer.skip:
            self.haul.skipped[source] = answer.trouble

    def _take(self, each: Candidate) -> bool:
        """Whether this company is news, which is kept; of two sites of one company, the shorter name is."""
        if any(is_same(each.domain, known) for known in self.wish.known):
            return False
        twin = next((found for found in self.haul.found if is_same(each.domain, found)), None)
        if twin is not None and len(each.domain) >= len(twin):
            return False
        if twin is not None:
            del self.haul.found[twin]
        self.haul.found[each.domain] = each
        return twin is None
