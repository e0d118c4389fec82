"""Snov.io's Email Finder (https://snov.io/api): a search is started, and asked for until it is done."""

from __future__ import annotations

import asyncio
import time

from pydantic import BaseModel

from agent.enrichment.line import Line
from agent.enrichment.provider import BrokenError, KeyField, Kind, Provider, Tools
from agent.enrichment.wanted import Answer, Candidate, Wanted

PAUSE_SECONDS = 1.0
LOOKS = 12
"""How often a search is asked for: Snov.io works on one for a few seconds."""
_EARLY = 60.0
"""Seconds before its end that a token is no longer used."""
_SURE = {"valid": 90, "unknown": 40}


class _Token(BaseModel):
    access_token: str
    expires_in: float = 3600.0


class _Task(BaseModel):
    task_hash: str


class _Started(BaseModel):
    data: _Task


class _Email(BaseModel):
    email: str
    smtp_status: str = "unknown"


class _Person(BaseModel):
    result: list[_Email] = []


class _Result(BaseModel):
    status: str
    data: list[_Person] = []


class Snov:
    """One credit an address that it does not know to be wrong."""

    def __init__(self, tools: Tools, pause: float = PAUSE_SECONDS) -> None:
        self._line = Line("Snov.io", tools.http, tools.url, {})
        self._client = {"client_id": tools.key("id"), "client_secret": tools.key("secret")}
        self._pause = pause
        self._token: tuple[str, float] | None = None

    async def find(self, person: Wanted) -> Answer:
        if not person.domain:
            return Answer()
        headers = await self._headers()
        row = {"first_name": person.first, "last_name": person.last, "domain": person.domain}
        reply = await self._line.post(
            "/v2/emails-by-domain-by-name/start", json={"rows": [row]}, headers=headers
        )
        emails = await self._result(reply.parsed(_Started).data.task_hash, headers)
        known = [each for each in emails if each.smtp_status in _SURE]
        return Answer(tuple(Candidate(each.email, _SURE[each.smtp_status]) for each in known))

    async def _result(self, task: str, headers: dict[str, str]) -> list[_Email]:
        for look in range(LOOKS):
            await asyncio.sleep(self._pause if look else 0)
            reply = await self._line.get(
                "/v2/emails-by-domain-by-name/result", params={"task_hash": task}, headers=headers
            )
            result = reply.parsed(_Result)
            if result.status == "completed":
                return [email for person in result.data for email in person.result]
        raise BrokenError("Snov.io took too long.")

    async def _headers(self) -> dict[str, str]:
        """Its key buys a token for an hour."""
        if self._token is None or time.monotonic() > self._token[1]:
            asked = {"grant_type": "client_credentials", **self._client}
            token = (await self._line.post("/v1/oauth/access_token", data=asked)).parsed(_Token)
            self._token = (token.access_token, time.monotonic() + token.expires_in - _EARLY)
        return {"Authorization": f"Bearer {self._token[0]}"}

    async def check(self) -> None:
        await self._line.get("/v1/get-balance", headers=await self._headers())


SNOV: Kind[Provider] = Kind(
    name="snov",
    title="Snov.io",
    url="https://api.snov.io",
    make=Snov,
    fields=(
        KeyField("id", "API user ID", "In Snov.io's account settings, under API."),
        KeyField("secret", "API secret", "Stored encrypted, never shown again."),
    ),
    most=2,
)
