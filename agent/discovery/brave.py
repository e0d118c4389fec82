"""Brave's web search (https://api-dashboard.search.brave.com/api-reference/web/search/get)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

import httpx2
from pydantic import BaseModel

from agent.discovery.line import SECONDS, Line
from agent.discovery.source import PAGE, Keys, NoKeyError, Result

URL = "https://api.search.brave.com"
DEEPEST = 9
"""The highest `offset`, which counts pages from 0."""
QUERY_LIMIT, QUERY_WORDS = 400, 50
_MARKED = re.compile(r"</?strong>")


class _Page(BaseModel):
    title: str = ""
    url: str
    description: str = ""


class _Web(BaseModel):
    results: list[_Page] = []


class _Answer(BaseModel):
    web: _Web | None = None


class Brave:
    """Results of Brave's own index."""

    name, title = "brave", "Brave Search"

    def __init__(
        self, http: httpx2.AsyncClient, keys: Keys, url: str = URL, seconds: float = SECONDS
    ) -> None:
        self._line = Line(self.title, http, seconds)
        self._keys = keys
        self._url = url

    async def search(self, workspace: str, query: str, page: int) -> Sequence[Result]:
        key = await self._keys(workspace, self.name)
        if not key:
            raise NoKeyError("Brave Search has no key.")
        if page - 1 > DEEPEST:
            return []
        short = " ".join(query.split()[:QUERY_WORDS])[:QUERY_LIMIT]
        asked = {"q": short, "count": str(PAGE), "offset": str(page - 1), "text_decorations": "false"}
        headers = {"X-Subscription-Token": key, "Accept": "application/json"}
        url = f"{self._url}/res/v1/web/search"
        answer = await self._line.ask(_Answer, "GET", url, params=asked, headers=headers)
        found = answer.web.results if answer.web is not None else []
        return [Result(_plain(each.title), each.url, _plain(each.description)) for each in found]


def _plain(text: str) -> str:
    return unescape(_MARKED.sub("", text))
