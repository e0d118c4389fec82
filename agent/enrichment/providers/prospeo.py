"""Prospeo's Enrich Person (https://prospeo.io/api-docs/enrich-person)."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from agent.enrichment.line import Line, Reply
from agent.enrichment.provider import (
    API_KEY,
    BrokenError,
    Kind,
    OutOfCreditError,
    Provider,
    ProviderError,
    RefusedError,
    ThrottledError,
    Tools,
)
from agent.enrichment.wanted import Answer, Candidate, Wanted

_BAD_REQUEST = 400
_SURE = {"VERIFIED": 95, "UNVERIFIED": 40}
_NOBODY = frozenset({"NO_MATCH", "INVALID_DATAPOINTS"})
"""It knows nobody like that; or what is known of the person is too little for it to look."""
_ERRORS: Mapping[str, type[ProviderError]] = {
    "INSUFFICIENT_CREDITS": OutOfCreditError,
    "INVALID_API_KEY": RefusedError,
    "RATE_LIMITED": ThrottledError,
}


class _Email(BaseModel):
    status: str = ""
    email: str | None = None


class _Person(BaseModel):
    email: _Email | None = None


class _Enriched(BaseModel):
    error: bool
    error_code: str = ""
    person: _Person | None = None


class Prospeo:
    """One credit a match; the same person again is free for ever, by Prospeo's own words."""

    def __init__(self, tools: Tools) -> None:
        self._line = Line("Prospeo", tools.http, tools.url, {})
        self._headers = {"X-KEY": tools.key()}

    async def find(self, person: Wanted) -> Answer:
        known = {
            "first_name": person.first,
            "last_name": person.last,
            "company_name": person.company,
            "company_website": person.domain,
            "linkedin_url": person.profile_url,
        }
        asked = {
            "only_verified_email": False,
            "enrich_mobile": False,
            "data": {name: value for name, value in known.items() if value},
        }
        reply = await self._line.post(
            "/enrich-person", heeded=frozenset({_BAD_REQUEST}), json=asked, headers=self._headers
        )
        return _answer(reply)

    async def check(self) -> None:
        await self._line.post("/account-information", json={}, headers=self._headers)


def _answer(reply: Reply) -> Answer:
    found = reply.parsed(_Enriched)
    if found.error and found.error_code not in _NOBODY:
        raise _ERRORS.get(found.error_code, BrokenError)(f"Prospeo refused that ({found.error_code}).")
    email = found.person.email if found.person is not None else None
    if found.error or email is None or not email.email:
        return Answer()
    return Answer((Candidate(email.email, _SURE.get(email.status, 30)),))


PROSPEO: Kind[Provider] = Kind(
    name="prospeo",
    title="Prospeo",
    url="https://api.prospeo.io",
    make=Prospeo,
    fields=(API_KEY,),
    again_free=True,
)
