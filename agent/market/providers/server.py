"""All vendors of the market on one port of this machine, each below a path of its own name."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import web

from agent.market.providers.apollo import APOLLO
from agent.market.providers.brave import BRAVE
from agent.market.providers.hunter import HUNTER
from agent.market.providers.prospeo import PROSPEO
from agent.market.providers.serper import SERPER
from agent.market.providers.snov import SNOV
from agent.market.providers.truth import Truth
from agent.market.providers.vendor import Handler, Vendor
from agent.market.providers.zerobounce import ZEROBOUNCE

VENDORS: tuple[Vendor, ...] = (HUNTER, APOLLO, SERPER, SNOV, PROSPEO, ZEROBOUNCE, BRAVE)
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Trouble:
    """What a vendor answers instead of what it knows; `seconds` it takes for it."""

    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0


class ProviderServer:
    """The vendors at work. `troubles` may be changed at any time; `asked` counts what each was asked.

    `seconds` is how long every answer takes, `peak` how many were worked on at once at most.
    """

    def __init__(self, truth: Truth | None = None, *, seconds: float = 0.0) -> None:
        self.truth = truth or Truth()
        self.seconds = seconds
        self.troubles: dict[str, Trouble] = {}
        self.asked: Counter[tuple[str, str]] = Counter()
        self.peak = 0
        self._busy = 0
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def urls(self) -> dict[str, str]:
        """Where each vendor is, by name."""
        return {vendor.name: f"http://{HOST}:{self._port}/{vendor.name}" for vendor in VENDORS}

    async def start(self) -> None:
        app = web.Application()
        for vendor in VENDORS:
            for method, path, handler in vendor.routes(self.truth):
                app.router.add_route(method, f"/{vendor.name}{path}", self._watched(vendor.name, handler))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _watched(self, name: str, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            self.asked[name, await _asked_for(request)] += 1
            self._busy += 1
            self.peak = max(self.peak, self._busy)
            try:
                return await self._troubled(name) or await handler(request)
            finally:
                self._busy -= 1

        return answer

    async def _troubled(self, name: str) -> web.Response | None:
        """Take the time that it takes; what a vendor in trouble answers."""
        trouble = self.troubles.get(name)
        await asyncio.sleep(self.seconds + (trouble.seconds if trouble else 0.0))
        if trouble is None or (trouble.status == web.HTTPOk.status_code and not trouble.body):
            return None
        return web.Response(
            status=trouble.status,
            text=trouble.body,
            headers=dict(trouble.headers),
            content_type="application/json",
        )


async def _asked_for(request: web.Request) -> str:
    """What a request asks for: its path, query and body, without its key."""
    query = "&".join(f"{name}={value}" for name, value in request.query.items() if name != "api_key")
    return f"{request.path}?{query} {await request.text()}"
