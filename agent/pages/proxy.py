"""Reading pages by way of a reader proxy, which answers `https://r.example/https://site` with its text.

The form is that of https://github.com/jina-ai/reader: a head of `Title:` and `URL Source:`, then Markdown.
"""

from __future__ import annotations

import asyncio

import httpx2

from agent.pages.errors import PageError, Trouble
from agent.pages.fetch import MOST_BYTES
from agent.pages.guard import checked
from agent.pages.markdown import page_of
from agent.pages.page import Page
from agent.pages.resolver import Resolver
from agent.pages.robots import Robots

SECONDS = 6.0
"""domain.md (002): reader timeout 6 s."""
_NAME = "proxy"
_OK = 200
_GATEWAY = {408, 504, 524}
_GONE = {404, 410, 422}


class ReaderProxy:
    """A reader at an address that the operator set; the operator's word makes it trusted, pages are not."""

    def __init__(self, base: str, resolver: Resolver, robots: Robots, seconds: float = SECONDS) -> None:
        self._base = base.rstrip("/")
        self._resolver = resolver
        self._robots = robots
        self._client = httpx2.AsyncClient(timeout=seconds)

    async def close(self) -> None:
        await self._client.aclose()

    async def read(self, url: str) -> Page:
        await self.admit(url)
        return await self.ask(url)

    async def admit(self, url: str) -> None:
        await checked(url, self._resolver)
        await self._robots.admit(url)

    async def ask(self, url: str) -> Page:
        text = await self._ask(url)
        title, at, body = _parts(text)
        page = await asyncio.to_thread(page_of, at or url, body, title=title, reader=_NAME)
        if not page.lines:
            raise PageError(Trouble.EMPTY, url)
        return page

    async def _ask(self, url: str) -> str:
        try:
            headers = {"Accept": "text/plain", "X-Return-Format": "markdown"}
            async with self._client.stream("GET", f"{self._base}/{url}", headers=headers) as response:
                if response.status_code != _OK:
                    raise PageError(_trouble(response.status_code), url)
                body = bytearray()
                async for piece in response.aiter_bytes():
                    body += piece
                    if len(body) > MOST_BYTES:
                        raise PageError(Trouble.TOO_BIG, url)
                return body.decode("utf-8", "replace")
        except httpx2.TimeoutException as error:
            raise PageError(Trouble.TIMED_OUT, url) from error
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise PageError(Trouble.BROKEN, url) from error


def _trouble(status: int) -> Trouble:
    """What a status of the proxy says of the page; what is the proxy's own fault is a broken answer."""
    if status in _GATEWAY:
        return Trouble.TIMED_OUT
    if status in {401, 402, 403, 429, 451}:
        return Trouble.REFUSED
    return Trouble.EMPTY if status in _GONE else Trouble.BROKEN


def _parts(text: str) -> tuple[str, str, str]:
    """Title, address and body of an answer; one without a head is all body."""
    head, mark, body = text.partition("Markdown Content:")
    if not mark:
        return "", "", text
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    url = fields.get("URL Source", "").strip()
    return fields.get("Title", "").strip(), url if url.startswith("http") else "", body
