"""Apollo's People Enrichment (https://docs.apollo.io/reference/people-enrichment)."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from agent.enrichment.line import Line
from agent.enrichment.provider import API_KEY, Kind, Provider, RefusedError, Tools
from agent.enrichment.wanted import Answer, Candidate, Wanted

_SURE = {"verified": 95, "likely to engage": 80, "unverified": 40}
"""What its `email_status` is worth; it tells no number."""


class _Person(BaseModel):
    email: str | None = None
    email_status: str | None = None


class _Match(BaseModel):
    person: _Person | None = None


class _Health(BaseModel):
    is_logged_in: bool = False


class Apollo:
    """One credit a match."""

    def __init__(self, tools: Tools) -> None:
        self._line = Line("Apollo", tools.http, tools.url, {})
        self._headers = {"X-Api-Key": tools.key(), "Cache-Control": "no-cache"}

    async def find(self, person: Wanted) -> Answer:
        asked: dict[str, Any] = {
            "first_name": person.first,
            "last_name": person.last,
            "organization_name": person.company,
            "domain": person.domain,
            "linkedin_url": person.profile_url,
            "reveal_personal_emails": "false",
        }
        params = {name: value for name, value in asked.items() if value}
        reply = await self._line.post("/api/v1/people/match", params=params, headers=self._headers)
        found = reply.parsed(_Match).person
        if found is None or not found.email:
            return Answer()
        return Answer((Candidate(found.email, _SURE.get(found.email_status or "", 30)),))

    async def check(self) -> None:
        reply = await self._line.get("/api/v1/auth/health", headers=self._headers)
        if not reply.parsed(_Health).is_logged_in:
            raise RefusedError("Apollo did not accept the key.")


APOLLO: Kind[Provider] = Kind(
    name="apollo", title="Apollo", url="https://api.apollo.io", make=Apollo, fields=(API_KEY,)
)
