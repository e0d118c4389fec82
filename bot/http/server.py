"""The HTTP side of `serve`: health, and Slack's requests where there is no Socket Mode."""

from __future__ import annotations

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

MOST_BYTES = 1024 * 1024
"""The largest request that Slack sends is a view with its state, well below this."""


def routes(app: web.Application, bolt: AsyncApp, *, events: bool) -> None:
    """Mount health, and with `events` the endpoint that Slack posts to."""

    async def health(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def slack(request: web.Request) -> web.StreamResponse:
        answer = await bolt.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    app.router.add_get("/health", health)
    if events:
        app.router.add_post("/slack/events", slack)


def application(bolt: AsyncApp, *, events: bool) -> web.Application:
    app = web.Application(client_max_size=MOST_BYTES)
    routes(app, bolt, events=events)
    return app
