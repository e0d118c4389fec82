"""Serper's Google search (https://serper.dev/playground): `POST /search` with `q`, `page` and `num`."""

from __future__ import annotations

from collections.abc import Sequence

import httpx2
from pydantic import BaseModel

from agent.discovery.line import SECONDS, Line
from agent.discovery.source import PAGE, Keys, NoKeyError, Result

URL = "https://google.serper.dev"


class _Organic(BaseModel):
    title: str = ""
    link: str
    snippet: str = ""


class _Answer(BaseModel):
    organic: list[_Organic] = []


class Serper:
    """Results of Google; one credit a search."""

    name, title = "serper", "Serper"

    def __init__(
        self, http: httpx2.AsyncClient, keys: Keys, url: str = URL, seconds: float = SECONDS
    ) -> None:
        self._line = Line(self.title, http, seconds)
        self._keys = keys
        self._url = url

    async def search(self, workspace: str, query: str, page: int) -> Sequence[Result]:
        key = await self._keys(workspace, self.name)
        if not key:
            raise NoKeyError("Serper has no key.")
        asked = {"q": query, "page": page, "num": PAGE}
        headers = {"X-API-KEY": key}
        answer = await self._line.ask(_Answer, "POST", f"{self._url}/search", json=asked, headers=headers)
        return [Result(each.title, each.link, each.snippet) for each in answer.organic]
