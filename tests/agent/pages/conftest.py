"""Readers over small sites on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

import pytest

from agent.pages.fetch import Fetcher, Limits
from agent.pages.plain import PlainReader
from agent.pages.resolver import Resolver
from agent.pages.robots import Robots
from tests.small_web import Answer, SmallWeb, small_web

QUICK = Limits(connect=0.5, read=0.3, whole=0.6, size=100_000)
Opened = tuple[PlainReader, SmallWeb]
Open = Callable[[Mapping[str, Mapping[str, str | Answer]]], AbstractAsyncContextManager[Opened]]


@asynccontextmanager
async def plain_reader(resolver: Resolver, limits: Limits = QUICK) -> AsyncIterator[PlainReader]:
    async with AsyncExitStack() as opened:
        fetcher = Fetcher(resolver, limits)
        opened.push_async_callback(fetcher.close)
        yield PlainReader(fetcher, Robots(fetcher))


@pytest.fixture
def sites() -> Open:
    """Serves sites, and reads them plainly."""

    @asynccontextmanager
    async def serving(pages: Mapping[str, Mapping[str, str | Answer]]) -> AsyncIterator[Opened]:
        async with small_web(pages) as web, plain_reader(web.resolver) as reader:
            yield reader, web

    return serving
