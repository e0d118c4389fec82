"""The market's web, served for a test, and a reader of it that sends the host it means."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx2
import pytest

from agent.market.web.server import MarketServer

PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing here is encrypted, and reading the machine's certificates takes longer than a test."""
Get = Callable[..., Awaitable[httpx2.Response]]


@pytest.fixture
async def web() -> AsyncIterator[MarketServer]:
    async with MarketServer(pace=0.01) as server:
        yield server


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(timeout=10, verify=PLAIN) as one:
        yield one


@pytest.fixture
def get(web: MarketServer, client: httpx2.AsyncClient) -> Get:
    async def asked(host: str, path: str = "/", cookie: str = "", **more: object) -> httpx2.Response:
        headers = {"Host": host} | ({"Cookie": cookie} if cookie else {})
        address, port = web.resolve(host) or ("127.0.0.1", web.port)
        return await client.get(f"http://{address}:{port}{path}", headers=headers, **more)

    return asked
