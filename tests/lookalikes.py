"""A small web on loopback: customers, companies like them and others, and whoever reads and finds."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx2
from aiohttp import web

from agent.discovery.directory import Directory
from agent.icp.profile import Signal
from agent.prospecting.parts import (
    Contact,
    Found,
    Grade,
    Knobs,
    Parts,
    Price,
    Sought,
    Unread,
    Visit,
)
from storage.repositories import Repositories

CUSTOMERS = tuple(f"customer{number}.example" for number in range(1, 7))
LOST = ("lost1.example", "lost2.example")
ALIKE = {"industry": "Logistics software", "employees": "120", "buyer": "COO", "place": "Berlin, Germany"}
OTHER = {"industry": "Bakery", "employees": "4", "place": "Linz, Austria"}
RESULTS = 10


@dataclass(frozen=True)
class Text:
    """A page as it came."""

    url: str
    text: str


def sites_of(alike: int, others: int) -> dict[str, Mapping[str, str]]:
    """Every site with what it says, by its domain."""
    good = {f"alike{number:02}.example": ALIKE for number in range(alike)}
    bad = {f"other{number:02}.example": OTHER for number in range(others)}
    mixed: dict[str, Mapping[str, str]] = {}
    for at in range(max(alike, others)):
        mixed |= dict(list(good.items())[at : at + 1]) | dict(list(bad.items())[at : at + 1])
    return dict.fromkeys((*CUSTOMERS, *LOST), ALIKE) | mixed


@dataclass
class SmallWeb:
    """The sites and the directory, over HTTP; change `delay`, `broken` and `impatient` at will.

    `more` is what every site says on a page that a first look leaves; `timeouts` of services it costs to
    read that. `cents` is what reading a site costs.
    """

    sites: dict[str, Mapping[str, str]]
    port: int = 0
    more: dict[str, str] = field(default_factory=dict)
    timeouts: int = 0
    cents: float = 0.0
    delay: float = 0.0
    price: int = 0
    broken: set[str] = field(default_factory=set)
    impatient: set[str] = field(default_factory=set)
    reads: Counter[str] = field(default_factory=Counter)
    reads_on: Counter[str] = field(default_factory=Counter)
    searches: Counter[str] = field(default_factory=Counter)
    finds: Counter[str] = field(default_factory=Counter)
    knobs: list[Knobs] = field(default_factory=list)
    halted: list[str] = field(default_factory=list)
    sought: list[Sought] = field(default_factory=list)
    at_once: Counter[str] = field(default_factory=Counter)
    most_at_once: Counter[str] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        host = request.host.partition(":")[0]
        await asyncio.sleep(self.delay)
        if host == "directory.example":
            return self._search(request)
        if host in self.broken or host not in self.sites:
            return web.Response(status=500)
        return web.Response(text="\n".join(f"{key}: {value}" for key, value in self.sites[host].items()))

    def _search(self, request: web.Request) -> web.Response:
        query, page = request.query["q"], int(request.query["page"])
        self.searches[f"{query} {page}"] += 1
        # The rubbish that searches return comes first.
        found = ["www.w3.org", "www.linkedin.com", *self.sites][(page - 1) * RESULTS : page * RESULTS]
        results = [
            {"title": f"{d} – Home", "url": f"http://www.{d}/", "snippet": "We are in Berlin, Germany."}
            for d in found
        ]
        return web.json_response({"results": results})

    def parts(self, http: httpx2.AsyncClient) -> Parts[Text]:
        """The ports over this web."""
        return Parts(
            SmallReader(self, http), LineReader(), SmallBook(self), Counting(), (Directory(http, self.url),)
        )

    def enters(self, what: str) -> None:
        self.at_once[what] += 1
        self.most_at_once[what] = max(self.most_at_once[what], self.at_once[what])

    def leaves(self, what: str) -> None:
        self.at_once[what] -= 1


@dataclass
class SmallReader:
    """Reads the first page of a site."""

    web: SmallWeb
    http: httpx2.AsyncClient

    async def read(self, domain: str, knobs: Knobs) -> Visit[Text]:
        self.web.reads[domain] += 1
        self.web.knobs.append(knobs)
        self.web.enters("read")
        try:
            reply = await self.http.get(self.web.url, headers={"Host": domain}, timeout=knobs.seconds)
        except httpx2.TimeoutException:
            return Visit(timeouts=1, trouble=f"{domain} took too long.")
        finally:
            self.web.leaves("read")
        if not reply.is_success:
            return Visit(trouble=f"{domain} is broken.")
        left = () if knobs.whole or not self.web.more else ((f"https://{domain}/more", "other"),)
        page = Text(f"https://{domain}/", reply.text)
        name = domain.split(".", maxsplit=1)[0].title()
        return Visit((page,), name, unread=left, cents=self.web.cents if knobs.vendor else 0)

    async def read_on(self, domain: str, earlier: Unread, knobs: Knobs) -> Visit[Text]:
        del knobs
        self.web.reads_on[domain] += 1
        said = "\n".join(f"{key}: {value}" for key, value in self.web.more.items())
        return Visit(tuple(Text(url, said) for url, _ in earlier), timeouts=self.web.timeouts)


class LineReader:
    """Pages whose lines say what they are: “industry: Bakery”."""

    def signals(self, domain: str, pages: Sequence[Text]) -> Sequence[Signal]:
        del domain
        lines = ((page, *line.partition(": ")[::2]) for page in pages for line in page.text.splitlines())
        return [Signal(key, value, page.url, f"{key}: {value}") for page, key, value in lines]


@dataclass
class SmallBook:
    """Knows two people at every company whose number is even, one of them verified."""

    web: SmallWeb

    async def price(self, workspace: str) -> Price:
        assert workspace
        return Price(self.web.price, 2)

    async def find(self, sought: Sought) -> Found:
        self.web.finds[sought.domain] += 1
        self.web.sought.append(sought)
        self.web.enters("find")
        await asyncio.sleep(self.web.delay)
        self.web.leaves("find")
        if sought.domain in self.web.impatient:
            return Found(throttled=True, note="The book asks for patience.")
        name = sought.domain.split(".")[0]
        if not name[-1].isdigit() or int(name[-1]) % 2:
            return Found()
        mail = f"ada.{name}@{sought.domain}"
        ada = Contact(f"Ada {name}", "COO", mail, verified=True, source="book", decides=True)
        bo = Contact(f"Bo {name}", "Clerk", f"bo@{sought.domain}", source="book")
        return Found((ada, bo), spent=self.web.price // 2)

    async def halt(self, repos: Repositories, key: str) -> None:
        del repos
        self.web.halted.append(key)


class Counting:
    """Ten points for every signal."""

    def score(self, signals: Sequence[Signal]) -> Grade:
        points = min(100.0, 10.0 * len(signals))
        tier = "high" if points >= 70 else "medium" if points >= 40 else "low"
        return Grade(points, tier, f"{len(signals)} signals.")


@asynccontextmanager
async def small_web(alike: int = 12, others: int = 6) -> AsyncIterator[SmallWeb]:
    """Serve a web with so many companies like the customers, and so many that are not."""
    small = SmallWeb(sites_of(alike, others))
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", small.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    small.port = runner.addresses[0][1]
    try:
        yield small
    finally:
        await runner.cleanup()
