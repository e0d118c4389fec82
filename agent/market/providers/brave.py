"""Brave Search, as https://api-dashboard.search.brave.com/api-reference/web/search/get describes it."""

from __future__ import annotations

import asyncio

from aiohttp import web

from agent.market.providers.truth import Truth
from agent.market.providers.vendor import Handler, Vendor, answer, is_known
from agent.market.web.search import index

_PROBE = "leadsmith"
"""What a key is checked with. No page has the word, and nobody has to wait for the index to know that."""


def _routes(_truth: Truth) -> tuple[tuple[str, str, Handler], ...]:
    async def search(request: web.Request) -> web.Response:
        if not is_known(request.headers.get("X-Subscription-Token")):
            error = {
                "id": "1",
                "status": 422,
                "code": "SUBSCRIPTION_TOKEN_INVALID",
                "detail": "No such token.",
            }
            return answer({"type": "ErrorResponse", "error": error}, 422)
        query, offset = request.query.get("q", ""), request.query.get("offset", "0")
        if query == _PROBE:
            return answer({"type": "search"})
        words = await asyncio.to_thread(index)
        found = words.page(query[:400], int(offset) + 1)["results"] if offset.isdigit() else []
        results = [
            {"title": each["title"], "url": each["url"], "description": each["snippet"]} for each in found
        ]
        return answer({"type": "search", "web": {"type": "search", "results": results}})

    return (("GET", "/res/v1/web/search", search),)


BRAVE = Vendor("brave", _routes)
