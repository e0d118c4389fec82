"""Vendors of web searches whose keys are kept with those of contact providers."""

from __future__ import annotations

from typing import Any

from agent.discovery.brave import URL, Brave
from agent.discovery.source import BrokenError as SearchBroken
from agent.discovery.source import SlowError
from agent.enrichment.provider import API_KEY, Account, BrokenError, Kind, Tools


class BraveAccount:
    """A subscription of Brave Search."""

    def __init__(self, tools: Tools) -> None:
        async def key(_workspace: str, _source: str) -> str:
            return tools.key()

        self._source = Brave(tools.http, key, tools.url)

    async def check(self) -> None:
        """A search, which is what it has to ask with: it documents no cheaper call that needs the key."""
        try:
            await self._source.search("", "leadsmith", 1)
        except (SearchBroken, SlowError) as error:
            raise BrokenError(str(error)) from error


BRAVE: Kind[Account] = Kind(name=Brave.name, title=Brave.title, url=URL, make=BraveAccount, fields=(API_KEY,))
SEARCHES: tuple[Kind[Any], ...] = (BRAVE,)
"""Those that contact providers do not ask; Serper is one of these, too."""
