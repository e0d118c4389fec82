"""Tells every open page that something changed, by server-sent events."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import web

_PING_SECONDS = 15.0


class Live:
    """A revision number and everybody who watches it."""

    def __init__(self) -> None:
        self.revision = 0
        self._changed = asyncio.Event()
        self._closing = False

    def changed(self) -> None:
        self.revision += 1
        self._changed.set()
        self._changed = asyncio.Event()

    def close(self) -> None:
        self._closing = True
        self.changed()

    async def stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        with suppress(ConnectionError):  # the page was closed, which is how every stream ends
            await self._tell(response)
        return response

    async def _tell(self, response: web.StreamResponse) -> None:
        told = -1
        while not self._closing:
            if told != self.revision:
                told = self.revision
                await response.write(f"data: {told}\n\n".encode())
            try:
                async with asyncio.timeout(_PING_SECONDS):
                    await self._wait(told)
            except TimeoutError:
                await response.write(b": still here\n\n")

    async def next_change(self) -> None:
        await self._changed.wait()

    async def _wait(self, told: int) -> None:
        while told == self.revision and not self._closing:
            await self._changed.wait()
