"""Hunter's Email Finder (https://hunter.io/api-documentation/v2#email-finder)."""

from __future__ import annotations

from pydantic import BaseModel

from agent.enrichment.line import Line
from agent.enrichment.provider import (
    API_KEY,
    Kind,
    OutOfCreditError,
    Provider,
    ThrottledError,
    Tools,
)
from agent.enrichment.wanted import Answer, Candidate, Wanted

_NOBODY = frozenset({404, 451})
"""Not found; and somebody who asked Hunter not to be told of."""


class _Data(BaseModel):
    email: str | None = None
    score: int | None = None


class _Found(BaseModel):
    data: _Data | None = None


class Hunter:
    """One credit an address; asking the same again in a billing period is free, by Hunter's own words."""

    def __init__(self, tools: Tools) -> None:
        # Hunter says 403 for too many requests, and 429 when the plan's are used up.
        self._line = Line("Hunter", tools.http, tools.url, {403: ThrottledError, 429: OutOfCreditError})
        self._headers = {"X-API-KEY": tools.key()}

    async def find(self, person: Wanted) -> Answer:
        asked = {"first_name": person.first, "last_name": person.last}
        asked |= {"domain": person.domain} if person.domain else {"company": person.company}
        reply = await self._line.get("/v2/email-finder", heeded=_NOBODY, params=asked, headers=self._headers)
        found = reply.parsed(_Found).data
        if reply.status in _NOBODY or found is None or not found.email:
            return Answer()
        return Answer((Candidate(found.email, found.score or 0),))

    async def check(self) -> None:
        await self._line.get("/v2/account", headers=self._headers)


HUNTER: Kind[Provider] = Kind(
    name="hunter",
    title="Hunter",
    url="https://api.hunter.io",
    make=Hunter,
    fields=(API_KEY,),
    again_free=True,
)
