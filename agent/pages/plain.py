"""Reading pages ourselves, over plain HTTP."""

from __future__ import annotations

import asyncio

from agent.pages.charset import decoded
from agent.pages.errors import PageError, Trouble
from agent.pages.fetch import Answer, Fetcher
from agent.pages.html import page_of
from agent.pages.page import Page
from agent.pages.robots import Robots

_TEXT = ("text/html", "application/xhtml+xml", "text/plain", "application/octet-stream", "")


class PlainReader:
    """Fetches a page, and takes its text out of its HTML."""

    def __init__(self, fetcher: Fetcher, robots: Robots) -> None:
        self._fetcher = fetcher
        self._robots = robots

    async def read(self, url: str) -> Page:
        answer = await self._fetcher.get(url, self._robots.admit)
        text = _text(answer)
        # Parsing a megabyte takes a moment, in which others want to be served.
        page = await asyncio.to_thread(page_of, answer.url, text)
        if not page.lines:
            raise PageError(Trouble.EMPTY, url)
        return page


def _text(answer: Answer) -> str:
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind not in _TEXT:
        raise PageError(Trouble.NOT_HTML, answer.url)
    text = decoded(answer.body, answer.content_type)
    if kind in {"", "application/octet-stream"} and "<" not in text[:1_000]:
        raise PageError(Trouble.NOT_HTML, answer.url)
    return text
