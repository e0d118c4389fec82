"""The HTTP side of `serve`: health, and Slack's requests where there is no Socket Mode."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

MOST_BYTES = 1024 * 1024
"""The largest request that Slack sends is a view with its state, well below this."""
Started = Callable[[], bool]
IsWell = Callable[[], Awaitable[bool]]


def application(bolt: AsyncApp, started: Started, is_well: IsWell, *, events: bool) -> web.Application:
    """Health, and with `events` the endpoint that Slack posts to; both answer 503 while we cannot work.

    Slack delivers again what got no 200, so that nothing is lost while we start.
    """

    async def health(_request: web.Request) -> web.Response:
        well = await is_well()
        return web.json_response({"ok": well}, status=200 if well else 503)

    async def slack(request: web.Request) -> web.StreamResponse:
        if not started():
            raise web.HTTPServiceUnavailable
        answer = await bolt.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_get("/health", health)
    if events:
        app.router.add_post("/slack/events", slack)
    return app
