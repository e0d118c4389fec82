"""The directory of the fictional market: `GET http://directory.example/search?q=…&page=…`, without a key."""

from __future__ import annotations

from collections.abc import Sequence

import httpx2
from pydantic import BaseModel

from agent.discovery.line import SECONDS, Line
from agent.discovery.source import Result

HOST = "directory.example"


class _Found(BaseModel):
    title: str = ""
    url: str
    snippet: str = ""


class _Answer(BaseModel):
    results: list[_Found]


class Directory:
    """A search over the fictional market's sites.

    `url` is where its host answers: the name belongs to nobody, so it is asked by address, under its name.
    """

    name, title = "directory", "The market's directory"

    def __init__(self, http: httpx2.AsyncClient, url: str, seconds: float = SECONDS) -> None:
        self._line = Line(self.title, http, seconds)
        self._url = url

    async def search(self, workspace: str, query: str, page: int) -> Sequence[Result]:
        del workspace
        asked = {"q": query, "page": str(page)}
        url, headers = f"{self._url}/search", {"Host": HOST}
        answer = await self._line.ask(_Answer, "GET", url, params=asked, headers=headers)
        return [Result(each.title, each.url, each.snippet) for each in answer.results]
