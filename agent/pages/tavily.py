"""Reading pages by way of Tavily's extract: https://docs.tavily.com/documentation/api-reference/endpoint/extract."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
from pydantic import BaseModel, ValidationError

from agent.pages.errors import PageError, Trouble
from agent.pages.fetch import MOST_BYTES
from agent.pages.guard import checked
from agent.pages.markdown import page_of
from agent.pages.page import Page
from agent.pages.resolver import Resolver
from agent.pages.robots import Robots

URL = "https://api.tavily.com/extract"
CENTS = 0.16
"""A page: a credit (0.8 US cents, pay as you go) is five basic extractions."""
SECONDS = 10.0
_NAME = "tavily"
_OK = 200


class _Result(BaseModel):
    url: str
    raw_content: str = ""


class _Failed(BaseModel):
    url: str = ""
    error: str = ""


class _Extracted(BaseModel):
    results: list[_Result] = []
    failed_results: list[_Failed] = []


class TavilyReader:
    """A vendor that reads what we could not; it costs, so it comes last."""

    def __init__(self, key: str, resolver: Resolver, robots: Robots, url: str = URL) -> None:
        self._resolver = resolver
        self._robots = robots
        self._url = url
        self._client = httpx2.AsyncClient(timeout=SECONDS, headers={"Authorization": f"Bearer {key}"})

    async def close(self) -> None:
        await self._client.aclose()

    async def read(self, url: str) -> Page:
        await self.admit(url)
        return await self.ask(url)

    async def admit(self, url: str) -> None:
        target = await checked(url, self._resolver)
        if target.place.fictional:
            # Nobody else can reach it: asking would only cost.
            raise PageError(Trouble.UNKNOWN_HOST, url)
        await self._robots.admit(url)

    async def ask(self, url: str) -> Page:
        found = await self._ask(url)
        if not found.results:
            raise PageError(Trouble.BROKEN, url)
        text = found.results[0].raw_content[:MOST_BYTES]
        page = await asyncio.to_thread(page_of, url, text, reader=_NAME, cents=CENTS)
        if not page.lines:
            raise PageError(Trouble.EMPTY, url)
        return page

    async def _ask(self, url: str) -> _Extracted:
        body: dict[str, Any] = {"urls": [url], "extract_depth": "basic", "format": "markdown"}
        try:
            response = await self._client.post(self._url, json=body)
            if response.status_code != _OK:
                raise PageError(_trouble(response.status_code), url)
            return _Extracted.model_validate_json(response.content)
        except httpx2.TimeoutException as error:
            raise PageError(Trouble.TIMED_OUT, url) from error
        except (httpx2.HTTPError, ValidationError, OSError) as error:
            raise PageError(Trouble.BROKEN, url) from error


def _trouble(status: int) -> Trouble:
    """Keys, plans and limits (401, 403, 429, 432, 433) are refusals: trying at once again would not help."""
    return Trouble.REFUSED if status in {401, 403, 429, 432, 433} else Trouble.BROKEN
