"""The website scraper's way to pages: each page is read once for all people of a company."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Sequence

from agent.pages.errors import PageError
from agent.pages.reader import PageReader

KEPT, KEPT_SECONDS = 200, 600.0
"""Pages whose texts are kept, and how long: people of one company are looked for one after the other."""
SECONDS = 6.0
"""Patience with one page (domain.md, 002)."""


class ReadPages:
    """Texts of pages over any reader."""

    def __init__(self, reader: PageReader) -> None:
        self._reader = reader
        self._kept: OrderedDict[str, tuple[float, tuple[str, ...]]] = OrderedDict()

    async def text_of(self, url: str) -> Sequence[str]:
        """The lines of a page and its links; empty for one that cannot be read."""
        read_at, texts = self._kept.get(url, (0.0, ()))
        now = time.monotonic()
        if texts and now - read_at < KEPT_SECONDS:
            return texts
        texts = await self._read(url)
        self._kept[url] = (now, texts)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return texts

    async def _read(self, url: str) -> tuple[str, ...]:
        try:
            async with asyncio.timeout(SECONDS):
                page = await self._reader.read(url)
        except (PageError, TimeoutError):
            return ()
        return (*(line.text for line in page.lines), *(link.url for link in page.links))
