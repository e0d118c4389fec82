"""Readers one after the other: proxy, plain HTTP, vendor; the first that can tells."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Collection, Sequence
from typing import TypeVar

from agent.pages.errors import FINAL, PageError, Trouble
from agent.pages.page import Page
from agent.pages.reader import PageReader, ReadingService

T = TypeVar("T")


class ReaderChain:
    """One reader of several. What no reader may do better (robots, private addresses) ends it at once.

    Each may take so many `seconds` for a page. `slow_services` counts the pages for which one that reads for
    us (one of `services`) took longer, asked twice or not: a slow site is no fault of theirs.
    """

    def __init__(
        self,
        readers: Sequence[PageReader],
        *,
        seconds: float | None = None,
        services: Collection[ReadingService] = (),
    ) -> None:
        self._readers = readers
        self._seconds = seconds
        self._services = services
        self._slow: set[str] = set()

    @property
    def slow_services(self) -> int:
        return len(self._slow)

    async def read(self, url: str) -> Page:
        trouble = PageError(Trouble.BROKEN, url)
        for reader in self._readers:
            try:
                return await self._ask(reader, url)
            except PageError as error:
                trouble = error
                if error.kind in FINAL:
                    break
        raise trouble

    async def _ask(self, reader: PageReader, url: str) -> Page:
        service = next((each for each in self._services if each is reader), None)
        if service is None:
            return await self._patiently(reader.read(url), url)
        await self._patiently(service.admit(url), url)
        try:
            return await self._patiently(service.ask(url), url)
        except PageError as error:
            self._slow |= {url} if error.kind is Trouble.TIMED_OUT else set()
            raise

    async def _patiently(self, asked: Awaitable[T], url: str) -> T:
        try:
            async with asyncio.timeout(self._seconds):
                return await asked
        except TimeoutError as error:
            raise PageError(Trouble.TIMED_OUT, url) from error
