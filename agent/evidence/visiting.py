"""Visiting a company's site: what a page gives, and which to read next by what is missing."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from agent.evidence.evidence import Evidence, Signal, Site
from agent.evidence.extracting import evidence_of, name_of, together
from agent.evidence.kinds import PageKind, is_below, kind_of, kind_of_text, kind_of_url
from agent.evidence.signals.links import is_own
from agent.pages.errors import PageError, Trouble
from agent.pages.page import Page
from agent.pages.reader import PageReader
from agent.pages.urls import home_of, is_file

MOST_PAGES = 6
"""domain.md (002): at most 6 pages of a company in one reading."""
WHOLE_SITE = 10
"""Pages of a site that is read to its end: each kind of page once, and one to spare."""
AT_ONCE = 2
"""Pages of one site that are read at once: as polite as a browser is quick."""
EXTRACTING = 3
"""domain.md (002): pages whose evidence is looked for at once, in one process."""
_FEW_KINDS = 3
"""Kinds of pages that a home page links to, below which its sitemap is asked, too."""
WORTH: Mapping[PageKind, Mapping[Signal, float]] = MappingProxyType(
    {
        PageKind.ABOUT: {
            Signal.EMPLOYEES: 4,
            Signal.INDUSTRY: 2,
            Signal.PLACE: 1,
            Signal.BUYER: 1,
            Signal.PERSON: 0.5,
        },
        PageKind.CONTACT: {Signal.EMAIL: 2, Signal.PHONE: 2, Signal.PLACE: 1, Signal.LINKEDIN: 0.5},
        PageKind.TEAM: {Signal.PERSON: 4, Signal.EMAIL: 0.5},
        PageKind.INTEGRATIONS: {Signal.TECH: 3},
        PageKind.CAREERS: {Signal.ROLE: 2, Signal.TECH: 0.5, Signal.EMPLOYEES: 0.2},
        PageKind.CASES: {Signal.CASE: 2, Signal.BUYER: 0.2},
        PageKind.LOCATIONS: {Signal.PLACE: 2},
        PageKind.PRICING: {Signal.PRICING: 1.5},
    }
)
"""What a kind of page usually tells, and how much each is wanted."""
_ELSEWHERE = frozenset({Trouble.UNKNOWN_HOST, Trouble.BROKEN, Trouble.REFUSED})
"""What may be otherwise with or without `www.`, or over plain HTTP; nobody waits for a slow site three
times.
"""
_LISTS: Mapping[PageKind, Signal] = MappingProxyType(
    {
        PageKind.TEAM: Signal.PERSON,
        PageKind.INTEGRATIONS: Signal.TECH,
        PageKind.CAREERS: Signal.ROLE,
        PageKind.CASES: Signal.CASE,
        PageKind.LOCATIONS: Signal.PLACE,
    }
)
"""Pages that list all of something, of which others name a few."""
_MORE = 1.0
"""What such a page is still worth when one of its things is known: there may be others."""
EVERYTHING = frozenset(Signal)
_Link = tuple[str, PageKind]
_extractors = ThreadPoolExecutor(EXTRACTING, thread_name_prefix="extracting")


class Sitemap(Protocol):
    """Knows the pages that a site lists itself."""

    async def of(self, url: str) -> tuple[str, ...]: ...


class Visited(BaseModel):
    """One page of a visit, as small as it can be kept: what it gave, or the sentence why it gave nothing.

    `final` says that the site would say the same under another spelling of its address. `links` are addresses
    with the kinds of their pages; `cents` is what reading it cost, US cents.
    """

    model_config = ConfigDict(frozen=True)

    asked: str
    url: str
    kind: PageKind = PageKind.OTHER
    title: str = ""
    name: str = ""
    language: str = ""
    reader: str = ""
    evidence: tuple[Evidence, ...] = ()
    links: tuple[_Link, ...] = ()
    trouble: str = ""
    final: bool = False
    cents: float = 0.0


async def visit(reader: PageReader, url: str, site: Site) -> Visited:
    """Read one page. Raises nothing: a page that cannot be read is a visit with its trouble."""
    try:
        page = await reader.read(url)
    except PageError as error:
        return Visited(asked=url, url=url, trouble=str(error), final=error.kind not in _ELSEWHERE)
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_extractors, _noted, page, url, site)


async def visit_home(reader: PageReader, sitemap: Sitemap, site: Site) -> Visited:
    """Read a site's first page, wherever it answers: with or without `www.`, and over plain HTTP at last."""
    first = await visit(reader, home_of(site.domain), site)
    tried = first
    for url in (f"https://www.{site.domain}/", f"http://{site.domain}/"):
        if not tried.trouble or tried.final:
            break
        tried = await visit(reader, url, site)
    if tried.trouble:
        return first
    if len({kind for _, kind in tried.links}) < _FEW_KINDS:
        listed = [(each, kind_of_url(each)) for each in await sitemap.of(tried.url)]
        more = [(each, kind) for each, kind in listed if kind in WORTH and not is_below(each, kind)]
        return tried.model_copy(update={"links": tuple(dict.fromkeys((*tried.links, *more)))})
    return tried


def _noted(page: Page, asked: str, site: Site) -> Visited:
    name = site.name or name_of([page], site.domain)
    return Visited(
        asked=asked,
        url=page.url,
        kind=kind_of(page),
        title=page.title,
        name=name,
        language=page.language,
        reader=page.reader,
        evidence=evidence_of(page, Site(site.domain, name)),
        links=tuple(dict.fromkeys(_links(page, site))),
        cents=page.cents,
    )


def _links(page: Page, site: Site) -> list[_Link]:
    """The links to pages of a kind that tells something; what a link says counts before its address.

    Links of which only a word says so come last.
    """
    own = [link for link in page.links if is_own(link.url, site) and not is_file(link.url)]
    found: list[_Link] = []
    for loose in (False, True):
        for link in own:
            kinds = (kind_of_text(link.text, loose=loose), kind_of_url(link.url, loose=loose))
            kind = next((each for each in kinds if each in WORTH), None)
            if kind is not None and not is_below(link.url, kind):
                found.append((link.url, kind))
    return found


def known(visits: Sequence[Visited]) -> tuple[Evidence, ...]:
    """All that the visit has found."""
    return together(piece for each in visits for piece in each.evidence)


async def visit_each(reader: PageReader, site: Site, urls: Sequence[str]) -> list[Visited]:
    """Read these pages, two at once."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(url: str) -> Visited:
        async with turns:
            return await visit(reader, url, site)

    return list(await asyncio.gather(*(one(url) for url in urls)))


async def explore(
    reader: PageReader,
    site: Site,
    begun: Sequence[Visited],
    most: int,
    wanted: Collection[Signal] = EVERYTHING,
) -> list[Visited]:
    """Read on, two pages at once, until nothing that is wanted can be expected or so many pages were read.

    `begun` are the pages that were read already; they come first in what is returned.
    """
    visits, under_way = list(begun), dict[asyncio.Task[Visited], _Link]()
    try:
        while True:
            busy = tuple(under_way.values())
            room = max(0, min(AT_ONCE, most - len(visits)) - len(busy))
            for link in unread(visits, wanted, busy)[:room]:
                under_way[asyncio.create_task(visit(reader, link[0], site))] = link
            if not under_way:
                return visits
            ended, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            visits += [each.result() for each in under_way if each in ended]
            under_way = {each: link for each, link in under_way.items() if each not in ended}
    finally:
        for each in under_way:
            each.cancel()


def next_page(visits: Sequence[Visited], most: int = MOST_PAGES) -> str | None:
    """The address to read next; None when nothing that is missing can be expected, or enough was read."""
    links = unread(visits) if len(visits) < most else []
    return links[0][0] if links else None


def unread(
    visits: Sequence[Visited], wanted: Collection[Signal] = EVERYTHING, busy: Sequence[_Link] = ()
) -> list[_Link]:
    """The pages that promise what is wanted and missing, one of a kind, the most promising first.

    `busy` are those that are being read just now.
    """
    have = {each.signal for each in known(visits)}
    read = {_bare(url) for each in visits for url in (each.asked, each.url)} | {_bare(url) for url, _ in busy}
    done = {each.kind for each in visits if not each.trouble} | {kind for _, kind in busy}
    left: dict[PageKind, str] = {}
    for url, kind in (link for each in visits for link in each.links):
        if _bare(url) not in read and kind not in done and kind not in left:
            left[kind] = url
            read.add(_bare(url))
    ranked = sorted(left, key=lambda kind: -_worth(kind, wanted, have))
    return [(left[kind], kind) for kind in ranked if _worth(kind, wanted, have) > 0]


def _worth(kind: PageKind, wanted: Collection[Signal], have: Collection[Signal]) -> float:
    """How much of what is missing a kind of page promises."""
    worth = sum(value for signal, value in WORTH[kind].items() if signal in wanted and signal not in have)
    return max(worth, _MORE) if _LISTS.get(kind) in wanted else worth


def _bare(url: str) -> str:
    """The address without what makes no other page."""
    return (
        url.split("?", maxsplit=1)[0]
        .split("#", maxsplit=1)[0]
        .rstrip("/")
        .removeprefix("https://")
        .removeprefix("http://")
        .removeprefix("www.")
    )
