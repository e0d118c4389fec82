"""What every source of lookalikes owes the Scout; a subclass says how its API asks and answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from aiohttp import web

from agent.discovery.line import SECONDS
from agent.discovery.source import (
    BrokenError,
    OutOfCreditError,
    RefusedError,
    Result,
    SlowError,
    Source,
    SourceError,
    ThrottledError,
)

ACME = Result("Acme – Logistics software", "https://acme.example/", "Acme is based in Berlin, Germany.")
GLOBEX = Result("Globex", "http://www.globex.example/about", "")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Vendor:
    """A server on loopback that answers as it is told, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str], dict[str, Any]]] = []
        self.answer: Handler = self._nothing
        self.url = ""

    async def _nothing(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=404)

    def gives(self, body: Any, status: int = 200, **headers: str) -> None:
        async def answer(_request: web.Request) -> web.StreamResponse:
            return web.json_response(body, status=status, headers=headers)

        self.answer = answer

    def says(self, text: str, status: int = 200) -> None:
        async def answer(_request: web.Request) -> web.StreamResponse:
            return web.Response(text=text, status=status)

        self.answer = answer

    def hangs(self) -> None:
        async def answer(_request: web.Request) -> web.StreamResponse:
            await asyncio.sleep(5)
            return web.Response()

        self.answer = answer

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else {}
        asked = dict(request.query) | body
        self.asked.append((request.method, request.path, dict(request.headers), asked))
        return await self.answer(request)


@asynccontextmanager
async def vendor_on_loopback() -> AsyncIterator[Vendor]:
    """One that has been asked nothing yet."""
    vendor = Vendor()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", vendor.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    vendor.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield vendor
    await runner.cleanup()


class SourceContract:
    """Subclass, and say how to make the source and what its API answers, as its documentation has it."""

    needs_key = True

    def made(self, http: httpx2.AsyncClient, url: str, key: str | None, seconds: float = SECONDS) -> Source:
        raise NotImplementedError

    def documented(self, results: Sequence[Result]) -> Any:
        """The body of a success with these results."""
        raise NotImplementedError

    def refused(self, status: int) -> Any:
        """The body of a failure."""
        return {"message": f"no ({status})", "statusCode": status}

    @pytest.fixture
    async def vendor(self):
        async with vendor_on_loopback() as vendor:
            yield vendor

    @pytest.fixture
    async def http(self):
        async with httpx2.AsyncClient() as http:
            yield http

    async def fails(self, vendor: Vendor, http: httpx2.AsyncClient) -> SourceError:
        with pytest.raises(SourceError) as error:
            await self.made(http, vendor.url, "k").search("T1", "logistics", 1)
        return error.value

    async def test_results_in_their_order(self, vendor: Vendor, http: httpx2.AsyncClient):
        vendor.gives(self.documented([ACME, GLOBEX]))
        assert list(await self.made(http, vendor.url, "k").search("T1", "logistics", 1)) == [ACME, GLOBEX]

    async def test_nothing_found_is_no_error(self, vendor: Vendor, http: httpx2.AsyncClient):
        vendor.gives(self.documented([]))
        assert list(await self.made(http, vendor.url, "k").search("T1", "logistics", 1)) == []

    @pytest.mark.parametrize("status", [401, 403])
    async def test_a_key_that_is_not_accepted(self, vendor: Vendor, http: httpx2.AsyncClient, status: int):
        vendor.gives(self.refused(status), status)
        assert isinstance(await self.fails(vendor, http), RefusedError)

    async def test_no_credit_left(self, vendor: Vendor, http: httpx2.AsyncClient):
        vendor.gives(self.refused(402), 402)
        assert isinstance(await self.fails(vendor, http), OutOfCreditError)

    @pytest.mark.parametrize("after", ["7", "Wed, 21 Oct 2015 07:28:00 GMT", "soon"])
    async def test_too_many_requests(self, vendor: Vendor, http: httpx2.AsyncClient, after: str):
        vendor.gives(self.refused(429), 429, **{"Retry-After": after})
        error = await self.fails(vendor, http)
        assert isinstance(error, ThrottledError)
        assert error.skips

    @pytest.mark.parametrize("status", [500, 503])
    async def test_a_broken_server(self, vendor: Vendor, http: httpx2.AsyncClient, status: int):
        vendor.says("oops", status)
        assert isinstance(await self.fails(vendor, http), BrokenError)

    @pytest.mark.parametrize("text", ["<html>", "[]", '{"organic": 1, "web": 2, "results": 3}', ""])
    async def test_an_answer_that_nobody_understands(
        self, vendor: Vendor, http: httpx2.AsyncClient, text: str
    ):
        vendor.says(text)
        assert isinstance(await self.fails(vendor, http), BrokenError)

    async def test_a_server_that_is_too_slow(self, vendor: Vendor, http: httpx2.AsyncClient):
        vendor.hangs()
        with pytest.raises(SlowError):
            await self.made(http, vendor.url, "k", 0.05).search("T1", "logistics", 1)

    async def test_a_server_that_is_not_there(self, http: httpx2.AsyncClient):
        with pytest.raises(BrokenError):
            await self.made(http, "http://127.0.0.1:9", "k").search("T1", "logistics", 1)
