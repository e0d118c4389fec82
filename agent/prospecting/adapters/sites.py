"""Reading sites for a session: pages by what is missing, and what they say as signals of a company."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from agent.evidence import evidence as found
from agent.evidence.visiting import (
    EVERYTHING,
    WORTH,
    Sitemap,
    Visited,
    explore,
    known,
    unread,
    visit_each,
    visit_home,
)
from agent.icp.profile import Signal
from agent.pages.errors import PageError, Trouble
from agent.pages.page import Page
from agent.pages.reader import PageReader
from agent.prospecting.parts import Knobs, Unread, Visit

MOST: Mapping[found.Signal, int] = MappingProxyType(
    {
        found.Signal.PERSON: 12,
        found.Signal.PLACE: 12,
        found.Signal.TECH: 14,
        found.Signal.BUYER: 8,
        found.Signal.ROLE: 10,
        found.Signal.CASE: 8,
        found.Signal.EMAIL: 4,
        found.Signal.PHONE: 2,
    }
)
"""Values of a signal that a session keeps; of the others a company has one."""


LOOKED_FOR = frozenset(
    {found.Signal.INDUSTRY, found.Signal.EMPLOYEES, found.Signal.BUYER, found.Signal.PERSON}
)
"""What ranks a candidate, and whom to contact there: the rest is read of those that are on the list."""
LOOK = 3
"""Pages of a first look: the home page, the one about the company, the team's."""


class Patient(PageReader, Protocol):
    """Readers with so much patience; `slow_services` counts those that read for us and took longer."""

    @property
    def slow_services(self) -> int: ...


class PatientReaders(Protocol):
    """Makes them."""

    def __call__(self, seconds: float | None, *, vendor: bool) -> Patient: ...


class _Twice:
    """Asks for a page a second time when it was too slow: most are only slow for once."""

    def __init__(self, reader: PageReader) -> None:
        self._reader = reader

    async def read(self, url: str) -> Page:
        try:
            return await self._reader.read(url)
        except PageError as error:
            if error.kind is not Trouble.TIMED_OUT:
                raise
        return await self._reader.read(url)


class Sites:
    """Reads a company's own pages, the most telling first, two at once."""

    def __init__(self, readers: PatientReaders, sitemaps: Sitemap) -> None:
        self._readers = readers
        self._sitemaps = sitemaps

    async def read(self, domain: str, knobs: Knobs) -> Visit[Visited]:
        """At most `knobs.pages` pages, or a first look; none, and why, when the first cannot be read."""
        patient = self._readers(knobs.seconds, vendor=knobs.vendor)
        home = await visit_home(_Twice(patient), self._sitemaps, found.Site(domain))
        if home.trouble:
            return Visit(timeouts=patient.slow_services, trouble=home.trouble)
        site, begun = found.Site(domain, home.name), [_considered(home, knobs.head)]
        most, wanted = (knobs.pages, EVERYTHING) if knobs.whole else (min(LOOK, knobs.pages), LOOKED_FOR)
        visits = await explore(_Twice(patient), site, begun, most, wanted)
        return _visit(visits, home.name, patient)

    async def read_on(self, domain: str, earlier: Unread, knobs: Knobs) -> Visit[Visited]:
        """At most `knobs.pages` of what an earlier visit left unread."""
        patient = self._readers(knobs.seconds, vendor=knobs.vendor)
        urls = [url for url, _ in earlier[: knobs.pages]]
        visits = await visit_each(_Twice(patient), found.Site(domain), urls)
        return _visit(visits, "", patient)


def _visit(visits: Sequence[Visited], name: str, patient: Patient) -> Visit[Visited]:
    read = tuple(each for each in visits if not each.trouble)
    left = tuple((url, kind.value) for url, kind in unread(visits))
    cents = sum(each.cents for each in read)
    return Visit(read, name, patient.slow_services, unread=left, cents=cents)


def _considered(page: Visited, head: int) -> Visited:
    """The page with its most telling links alone."""
    ranked = sorted(page.links, key=lambda link: -sum(WORTH[link[1]].values()))
    return page.model_copy(update={"links": tuple(ranked[:head])})


class SiteEvidence:
    """The evidence of pages as signals of a company."""

    def signals(self, domain: str, pages: Sequence[Visited]) -> Sequence[Signal]:
        """The best founded of every kind, each with its page and its words."""
        del domain
        return list(_signals(known(pages)))


def _signals(evidence: Sequence[found.Evidence]) -> Iterator[Signal]:
    for kind in found.Signal:
        for each in found.of(kind, evidence)[: MOST.get(kind, 1)]:
            yield Signal(kind.value, each.value, each.url, each.snippet, each.title, each.email, each.profile)
