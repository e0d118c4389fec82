"""ZeroBounce's validation of one address (https://www.zerobounce.net/docs/email-validation-api-quickstart)."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, Field

from agent.enrichment.line import Line
from agent.enrichment.provider import (
    API_KEY,
    BrokenError,
    Kind,
    OutOfCreditError,
    RefusedError,
    Tools,
    Verifier,
)
from agent.enrichment.wanted import Mark

_MARKS: Mapping[str, Mark] = {
    "valid": Mark.VERIFIED,
    "catch-all": Mark.CATCH_ALL,
    "invalid": Mark.INVALID,
    "spamtrap": Mark.INVALID,
    "abuse": Mark.INVALID,
    "do_not_mail": Mark.INVALID,
}
"""Its other statuses leave it open. Who complains, or asked for no mail, is nobody's contact."""
_HEEDED = frozenset({400})


class _Validated(BaseModel):
    status: str = ""
    error: str = ""


class _Credits(BaseModel):
    credits: int = Field(alias="Credits")


class ZeroBounce:
    """One credit an address; none for an unknown one."""

    def __init__(self, tools: Tools) -> None:
        self._line = Line("ZeroBounce", tools.http, tools.url, {})
        self._key = tools.key()

    async def verify(self, email: str) -> Mark:
        asked = {"api_key": self._key, "email": email, "ip_address": ""}
        reply = await self._line.get("/v2/validate", heeded=_HEEDED, params=asked)
        found = reply.parsed(_Validated)
        if found.error:
            spent = "credit" in found.error.lower()
            raise (OutOfCreditError if spent else RefusedError)(f"ZeroBounce says: {found.error[:100]}")
        if not found.status:
            raise BrokenError("ZeroBounce said something that I don't understand.")
        return _MARKS.get(found.status.lower(), Mark.UNKNOWN)

    async def check(self) -> None:
        reply = await self._line.get("/v2/getcredits", params={"api_key": self._key})
        if reply.parsed(_Credits).credits < 0:
            raise RefusedError("ZeroBounce did not accept the key.")


ZEROBOUNCE: Kind[Verifier] = Kind(
    name="zerobounce",
    title="ZeroBounce",
    url="https://api.zerobounce.net",
    make=ZeroBounce,
    fields=(API_KEY,),
)
