"""Addresses that stand on the company's own site."""

from __future__ import annotations

from agent.enrichment.addresses import addresses_in
from agent.enrichment.provider import Kind, Provider, Reads, Tools
from agent.enrichment.wanted import Answer, Candidate, Wanted

PATHS = ("", "/contact", "/team", "/about")
"""Where addresses stand, most often first: a home page's foot, and pages that nearly every site has."""
_SEEN = 60


class Website:
    """Costs nothing but the company's patience: four pages at most."""

    def __init__(self, tools: Tools) -> None:
        self._reads: Reads | None = tools.reads

    async def find(self, person: Wanted) -> Answer:
        if self._reads is None or not person.domain:
            return Answer()
        seen: dict[str, Candidate] = {}
        for path in PATHS:
            url = f"https://{person.domain}{path}"
            for text in await self._reads.text_of(url):
                for address in addresses_in(text):
                    seen.setdefault(address, Candidate(address, _SEEN, url))
        return Answer(tuple(seen.values()))

    async def check(self) -> None:
        """There is no account."""


WEBSITE: Kind[Provider] = Kind(
    name="website", title="Company website", url="", make=Website, again_free=True, reads_pages=True, most=3
)
