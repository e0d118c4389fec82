"""Serper, as https://serper.dev describes it: what a search shows of pages."""

from __future__ import annotations

import re

from aiohttp import web

from agent.market.providers.truth import Truth
from agent.market.providers.vendor import Handler, Vendor, answer, is_known

_QUERY = re.compile(r'"(?P<first>[^" ]+) (?P<last>[^"]+)" "@?(?P<where>[^"]+)"')


def _routes(truth: Truth) -> tuple[tuple[str, str, Handler], ...]:
    async def search(request: web.Request) -> web.Response:
        if not is_known(request.headers.get("X-API-KEY")):
            return answer({"message": "Unauthorized.", "statusCode": 403}, 403)
        query = str((await request.json())["q"])
        return answer({"searchParameters": {"q": query, "type": "search"}, "organic": _pages(truth, query)})

    async def account(request: web.Request) -> web.Response:
        if not is_known(request.headers.get("X-API-KEY")):
            return answer({"message": "Unauthorized.", "statusCode": 403}, 403)
        return answer({"balance": 2_500, "rateLimit": 50})

    return ("POST", "/search", search), ("GET", "/account", account)


def _pages(truth: Truth, query: str) -> list[dict[str, str]]:
    asked = _QUERY.search(query)
    if asked is None:
        return []
    person = truth.person(asked["first"], asked["last"], asked["where"])
    known = truth.belief("serper", person)
    contact = f"Write to {known.email}." if known else "A profile without an address."
    return [
        {
            "title": f"{person.name} – {person.company.name}",
            "link": f"{person.company.website}/team",
            "snippet": f"{person.title} in {person.city.name}. {contact}",
        },
        {
            "title": f"{person.company.name}: contact",
            "link": f"{person.company.website}/contact",
            "snippet": f"Reach us at {person.company.email or 'the address below'}.",
        },
    ]


SERPER = Vendor("serper", _routes)
