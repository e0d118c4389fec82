"""Serper's Google search (https://serper.dev): addresses that stand in what a search shows of pages."""

from __future__ import annotations

from pydantic import BaseModel

from agent.enrichment.addresses import addresses_in
from agent.enrichment.line import Line, Reply
from agent.enrichment.provider import API_KEY, BrokenError, Kind, OutOfCreditError, Provider, Tools
from agent.enrichment.wanted import Answer, Candidate, Wanted

_SEEN = 50
"""How sure an address is that stands on a page: nobody says whose it is."""
_RESULTS = 10
_BAD_REQUEST = 400


class _Page(BaseModel):
    title: str = ""
    link: str = ""
    snippet: str = ""


class _Search(BaseModel):
    organic: list[_Page] = []


class _Refusal(BaseModel):
    message: str = ""


class Serper:
    """One credit a search, whatever it finds."""

    def __init__(self, tools: Tools) -> None:
        self._line = Line("Serper", tools.http, tools.url, {})
        self._headers = {"X-API-KEY": tools.key()}

    async def find(self, person: Wanted) -> Answer:
        where = f'"@{person.domain}"' if person.domain else f'"{person.company}" email'
        asked = {"q": f'"{person.name}" {where}', "num": _RESULTS}
        reply = await self._line.post("/search", heeded=frozenset({400}), json=asked, headers=self._headers)
        if reply.status == _BAD_REQUEST:
            raise _refused(reply)
        seen: dict[str, Candidate] = {}
        for page in reply.parsed(_Search).organic:
            for address in addresses_in(f"{page.title} {page.snippet}"):
                seen.setdefault(address, Candidate(address, _SEEN, page.link))
        return Answer(tuple(seen.values()))

    async def check(self) -> None:
        await self._line.get("/account", headers=self._headers)


def _refused(reply: Reply) -> OutOfCreditError | BrokenError:
    if "credit" in reply.parsed(_Refusal).message.lower():
        return OutOfCreditError("Serper says that the account has no credit left.")
    return BrokenError("Serper failed (400).")


SERPER: Kind[Provider] = Kind(
    name="serper", title="Serper", url="https://google.serper.dev", make=Serper, fields=(API_KEY,), most=3
)
