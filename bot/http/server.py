"""The HTTP side of `serve`: health, streams, and Slack's requests where there is no Socket Mode."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.http.refusals import in_words
from bot.http.shapes import is_slacks
from bot.http.stream import StreamDoor

MOST_BYTES = 1024 * 1024
"""The largest request that Slack sends is a view with its state, well below this."""
SENT_AT = "X-Slack-Request-Timestamp"
Started = Callable[[], bool]
IsWell = Callable[[], Awaitable[bool]]


def application(
    bolt: AsyncApp,
    started: Started,
    is_well: IsWell,
    *,
    events: bool,
    stream: StreamDoor | None = None,
) -> web.Application:
    """Health, the stream, and with `events` the endpoint that Slack posts to; 503 while we cannot work.

    Slack delivers again what got no 200, so that nothing is lost while we start.
    """

    async def health(_request: web.Request) -> web.Response:
        well = await is_well()
        return web.json_response({"ok": well}, status=200 if well else 503)

    async def slack(request: web.Request) -> web.StreamResponse:
        if not started():
            raise web.HTTPServiceUnavailable
        return await to_aiohttp_response(await bolt.async_dispatch(await _read(request)))

    app = web.Application(client_max_size=MOST_BYTES, middlewares=[in_words])
    app.router.add_get("/health", health)
    if events:
        app.router.add_post("/slack/events", slack)
    if stream is not None:
        stream.routes(app)
    return app


async def _read(request: web.Request) -> AsyncBoltRequest:
    """What Slack sent; 401 or 400 for what Slack would not send, over which Bolt would break."""
    if not request.headers.get(SENT_AT, "0").isdecimal():
        raise web.HTTPUnauthorized
    try:
        asked = await to_bolt_request(request)
    except (ValueError, TypeError, AttributeError, LookupError):
        # It is read before the signature is looked at.
        raise web.HTTPBadRequest from None
    if not is_slacks(asked.body):
        raise web.HTTPBadRequest
    return asked
