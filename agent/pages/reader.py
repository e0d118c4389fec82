"""The port to whatever reads pages."""

from __future__ import annotations

from typing import Protocol

from agent.pages.page import Page


class PageReader(Protocol):
    """Reads one page. Raises `PageError` and nothing else.

    Whatever the reader, private addresses are refused before anybody is asked, and robots.txt is kept to.
    """

    async def read(self, url: str) -> Page: ...


class ReadingService(PageReader, Protocol):
    """Somebody else who reads for us. What is slow in `admit` is the site, in `ask` the service."""

    async def admit(self, url: str) -> None:
        """Return if this page may be read, as it says itself; nobody else was asked for it yet."""

    async def ask(self, url: str) -> Page:
        """A page that may be read."""
