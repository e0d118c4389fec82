"""The fictional market as a process of its own, which counts what it is asked."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
from aiohttp import web

from agent.market.providers.server import HOST, ProviderServer
from agent.market.providers.vendor import Handler
from agent.market.web.directory import hosts
from agent.market.web.search import index
from agent.market.web.server import DIRECTORY_HOST, MarketServer
from agent.market.web.weather import Weather

VARIABLE = "LEADSMITH_TEST_MARKET"
PACE = 0.02
"""Slow pages are slow for a fiftieth of their time."""


class Busy:
    """How many of each kind were at work at once, at most."""

    def __init__(self) -> None:
        self.most: Counter[str] = Counter()
        self._now: Counter[str] = Counter()

    def begins(self, kind: str) -> None:
        self._now[kind] += 1
        self.most[kind] = max(self.most[kind], self._now[kind])

    def ends(self, kind: str) -> None:
        self._now[kind] -= 1

    def other(self, prefix: str) -> int:
        """Of how many kinds with this prefix there is something at work."""
        return sum(count > 0 and kind.startswith(prefix) for kind, count in self._now.items())


class WatchedWeb(MarketServer):
    """The sites, watched: how many pages of one are read at once, and of how many sites."""

    def __init__(self, weather: Weather | None) -> None:
        super().__init__(weather=weather, pace=1.0 if weather else PACE)
        self.busy = Busy()
        self.searches: Counter[str] = Counter()
        self.sites = 0

    def app(self) -> web.Application:
        app = super().app()
        app.middlewares.append(self._watch)
        return app

    @web.middleware
    async def _watch(self, request: web.Request, handler: Any) -> web.StreamResponse:
        host = request.host.partition(":")[0].lower().removeprefix("www.")
        if host == DIRECTORY_HOST:
            self.searches[request.query_string] += 1
        kind = "directory" if host == DIRECTORY_HOST else f"site {host}"
        self.busy.begins(kind)
        self.sites = max(self.sites, self.busy.other("site "))
        try:
            answer: web.StreamResponse = await handler(request)
            return answer
        finally:
            self.busy.ends(kind)


class WatchedVendors(ProviderServer):
    """The vendors, watched: how many questions each answers at once."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds=seconds)
        self.busy = Busy()

    def _watched(self, name: str, handler: Handler) -> Handler:
        counted = super()._watched(name, handler)

        async def answer(request: web.Request) -> web.StreamResponse:
            self.busy.begins(name)
            try:
                return await counted(request)
            finally:
                self.busy.ends(name)

        return answer


@dataclass(frozen=True)
class Counts:
    """What a stall was asked: each search of the directory and each question to a vendor, how often.

    `site`, `sites` and `vendor` are the most at once: pages of one site, sites, questions to one vendor.
    """

    searches: Counter[str]
    asked: Counter[tuple[str, str]]
    site: int
    sites: int
    vendor: Counter[str]


@dataclass(frozen=True)
class Stall:
    """One market with counters of its own: where its web and its vendors are."""

    web: int
    vendors: Mapping[str, str]
    control: str

    def environment(self, *, searches: int, candidates: int) -> dict[str, str]:
        """What a process of Leadsmith is told of it, and how much it may look for there."""
        told = {"web": self.web, "vendors": dict(self.vendors)}
        return {VARIABLE: json.dumps({**told, "searches": searches, "candidates": candidates})}

    async def counts(self) -> Counts:
        """What it was asked so far."""
        async with httpx2.AsyncClient(trust_env=False) as http:
            told = (await http.get(f"{self.control}/counts/{self.web}")).json()
        asked = Counter({(vendor, question): often for vendor, question, often in told["asked"]})
        most = (told["site"], told["sites"], Counter(told["vendor"]))
        return Counts(Counter(told["searches"]), asked, *most)


@dataclass(frozen=True)
class MarketProcess:
    """The process, which opens stalls."""

    control: str

    async def stall(self, *, seconds: float = 0.01, weather: bool = False) -> Stall:
        """A new one, whose vendors take so long; with `weather`, pages take 100 ms at the median."""
        asked = {"seconds": str(seconds), "weather": str(int(weather))}
        async with httpx2.AsyncClient(trust_env=False, timeout=30) as http:
            told = (await http.post(f"{self.control}/open", params=asked)).json()
        return Stall(told["web"], told["vendors"], self.control)


@asynccontextmanager
async def market_process() -> AsyncIterator[MarketProcess]:
    """Start one; it is gone when this is left."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        port = int(await process.stdout.readline())
        yield MarketProcess(f"http://{HOST}:{port}")
    finally:
        process.stdin.close()
        await process.wait()


class Control:
    """Opens stalls and tells what they were asked."""

    def __init__(self) -> None:
        self._stalls: dict[int, tuple[WatchedWeb, WatchedVendors]] = {}

    async def open(self, request: web.Request) -> web.Response:
        weather = Weather(median=0.1, p95=0.5) if request.query["weather"] == "1" else None
        sites, vendors = WatchedWeb(weather), WatchedVendors(float(request.query["seconds"]))
        await sites.start()
        await vendors.start()
        self._stalls[sites.port] = (sites, vendors)
        return web.json_response({"web": sites.port, "vendors": vendors.urls})

    async def counts(self, request: web.Request) -> web.Response:
        sites, vendors = self._stalls[int(request.match_info["port"])]
        pages = [count for kind, count in sites.busy.most.items() if kind.startswith("site ")]
        told = {
            "searches": sites.searches,
            "asked": [[*key, count] for key, count in vendors.asked.items()],
            "site": max(pages, default=0),
            "sites": sites.sites,
            "vendor": vendors.busy.most,
        }
        return web.json_response(told)


async def _serve() -> None:
    """Serve until nobody holds the other end of our input."""
    hosts()
    index()
    control, app = Control(), web.Application()
    app.router.add_post("/open", control.open)
    app.router.add_get("/counts/{port}", control.counts)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())
