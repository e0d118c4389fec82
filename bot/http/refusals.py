"""Refusals of the HTTP side: a status and, as JSON, a sentence that says why."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web
from aiohttp.typedefs import Handler

SENTENCES: Mapping[int, str] = {
    400: "I cannot read that request.",
    401: "That request is not signed, or not by Slack.",
    404: "There is nothing here.",
    405: "That cannot be done here.",
    413: "That is more than I read.",
    503: "I am just starting. Come back in a moment.",
}


def refusal(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> web.Response:
    """An answer that says no."""
    return web.json_response({"error": sentence}, status=status, headers=headers)


@web.middleware
async def in_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Say in a sentence what aiohttp refuses with a number; its headers stay."""
    try:
        return await handler(request)
    except web.HTTPError as error:
        kept = {name: value for name, value in error.headers.items() if name in {"Allow", "Retry-After"}}
        return refusal(error.status, SENTENCES.get(error.status, f"{error.reason}."), kept)
