"""The market's web on loopback: every site by its host name, and the directory's search."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from types import TracebackType
from typing import Self

from aiohttp import web

from agent.market.web import misbehaving
from agent.market.web.behaviours import Behaviour
from agent.market.web.directory import Listed, hosts
from agent.market.web.pages import index_page, page, robots, sitemap
from agent.market.web.search import index
from agent.market.web.weather import Weather

DIRECTORY_HOST = "directory.example"
"""Where GET /search?q=…&page=… answers."""
_LOCAL = frozenset({"127.0.0.1", "localhost"})
_FOR_PEOPLE = frozenset({Behaviour.COOKIE_WALL, Behaviour.COOKIE_OVERLAY, Behaviour.LOGIN_WALL})
"""What misbehaves in a browser too, which reads sites under /site/<domain>/."""
_PATIENCE = 0.2
"""Seconds that open answers have when the server stops."""


class MarketServer:
    """Serves the whole market from one port of 127.0.0.1.

    `seen_only` leaves out what is kept unseen; `weather` gives every page a delay; `pace` multiplies all
    delays, so that tests need not wait. `visits` counts what was asked for, by host and path.

    In a browser, http://127.0.0.1:<port>/ lists the companies, and each site is read under /site/<domain>/.
    """

    def __init__(
        self, *, seen_only: bool = False, weather: Weather | None = None, pace: float = 1.0, port: int = 0
    ) -> None:
        self.port = port
        self.visits: Counter[tuple[str, str]] = Counter()
        self._seen_only = seen_only
        self._weather = weather
        self._pace = pace
        self._runner: web.AppRunner | None = None

    def app(self) -> web.Application:
        """The application, for whoever runs it otherwise."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        return app

    async def start(self) -> None:
        """Begins to serve; `port` is then the one that was found free, if none was given."""
        self._runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=_PATIENCE)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def resolve(self, host: str) -> tuple[str, int] | None:
        """Address and port of a fictional host; None for every other. It speaks plain HTTP only."""
        known = host.lower() == DIRECTORY_HOST or host.lower() in hosts(self._seen_only)
        return ("127.0.0.1", self.port) if known else None

    def address(self, domain: str, path: str = "/") -> str:
        """Where a browser of this machine reads a site's page."""
        return f"http://127.0.0.1:{self.port}/site/{domain}{path}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        host, path = request.host.partition(":")[0].lower(), request.match_info["path"]
        self.visits[host, f"/{path}"] += 1
        if host == DIRECTORY_HOST:
            return await self._search(request, path)
        if listed := hosts(self._seen_only).get(host):
            await self._wait(listed, host, path)
            return await self._site(request, listed, path)
        if host in _LOCAL:
            return await self._local(request, path)
        return web.Response(status=421, text=f"{host} is not of this market.")

    async def _wait(self, of: Listed, host: str, path: str) -> None:
        weather = self._weather.delay(host, path, self.visits[host, f"/{path}"]) if self._weather else 0.0
        own = 0.0 if path == "robots.txt" else misbehaving.DELAYS.get(of.behaviour, 0.0)
        if seconds := (weather + own) * self._pace:
            await asyncio.sleep(seconds)

    async def _site(self, request: web.Request, of: Listed, path: str, root: str = "") -> web.StreamResponse:
        host = request.host.partition(":")[0].lower()
        if of.other_host and host != of.other_host and not root:
            return web.Response(status=301, headers={"Location": f"http://{of.other_host}/{path}"})
        if path == "robots.txt" and of.behaviour is not Behaviour.RESET:
            return robots(of, host)
        if path == "sitemap.xml":
            return sitemap(of, host)
        return await page(request, of, path.strip("/"), root)

    async def _local(self, request: web.Request, path: str) -> web.StreamResponse:
        """The market as a browser of this machine sees it, where its host names lead nowhere."""
        first, _, rest = path.partition("/")
        domain, slash, page_path = rest.partition("/")
        if not path:
            return index_page(self._seen_only)
        if first != "site" or (of := hosts(self._seen_only).get(domain)) is None:
            return web.Response(status=404, text="There is nothing here.")
        if not slash:
            return web.Response(status=301, headers={"Location": f"/site/{domain}/"})
        kept = of if of.behaviour in _FOR_PEOPLE else replace(of, behaviour=Behaviour.NORMAL)
        return await self._site(request, kept, page_path, f"/site/{domain}")

    async def _search(self, request: web.Request, path: str) -> web.Response:
        query, number = request.query.get("q", "").strip(), request.query.get("page", "1")
        if path.strip("/") != "search":
            return web.json_response({"error": "There is only /search?q=…&page=…."}, status=404)
        if not query or not number.isascii() or not number.isdigit():
            return web.json_response({"error": "Give q, the words, and page, a number from 1."}, status=400)
        found = await asyncio.to_thread(index, self._seen_only)
        return web.json_response(found.page(query[:400], int(number[:4])))
