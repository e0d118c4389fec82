"""How a site that misbehaves answers over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from aiohttp import web

from agent.market.web.behaviours import PARTS, Behaviour
from agent.market.web.directory import Listed
from agent.market.web.kinds import Kind

Answer = Callable[[web.Request, Listed, str, bytes], Awaitable[web.StreamResponse]]
"""In place of the site: the request, whose site, the path, and the bytes that a good site would send."""

DELAYS = {Behaviour.SLOW: 2.0, Behaviour.STALLED: 15.0}
"""Seconds before every page."""
CONSENT = "market_consent"
"""The cookie that a click on the consent form sets."""
_HEAD = 200
"""Bytes of a page that end before any of its content."""
_HUGE, _CHUNK = 12_000_000, 65_536
_PAUSE = 0.02


async def _error(_request: web.Request, _of: Listed, _path: str, _body: bytes) -> web.StreamResponse:
    return web.Response(status=500, text="<h1>Internal Server Error</h1>", content_type="text/html")


async def _truncated(request: web.Request, _of: Listed, _path: str, body: bytes) -> web.StreamResponse:
    response = await _begun(request, length=len(body))
    await response.write(body[:_HEAD])
    return _cut(request, response)


async def _reset(request: web.Request, _of: Listed, _path: str, _body: bytes) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _endless(request: web.Request, _of: Listed, _path: str, _body: bytes) -> web.StreamResponse:
    response = await _begun(request)
    with suppress(ConnectionError):  # the reader has left, as it should
        await response.write(b"<!DOCTYPE html><html><head><title>One moment</title></head><body>")
        while True:
            await response.write(b"<p>Loading, one moment please.</p>" * 40)
            await asyncio.sleep(_PAUSE)
    return response


async def _huge(request: web.Request, _of: Listed, _path: str, body: bytes) -> web.StreamResponse:
    response = await _begun(request, length=_HUGE + len(body))
    with suppress(ConnectionError):
        for sent in range(0, _HUGE, _CHUNK):
            await response.write(b" " * min(_CHUNK, _HUGE - sent))
        await response.write(body)
    return response


async def _begun(request: web.Request, length: int | None = None) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html; charset=utf-8"})
    response.content_length = length
    await response.prepare(request)
    return response


def _cut(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    """Ends the connection before the promised length."""
    if request.transport is not None:
        request.transport.close()
    return response


def _leading(to: Callable[[web.Request, Listed, str], str]) -> Answer:
    async def answer(request: web.Request, of: Listed, path: str, _body: bytes) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": to(request, of, path)})

    return answer


def _loop(request: web.Request, of: Listed, path: str) -> str:
    """From the bare domain to www., and back."""
    prefix = "" if request.host.startswith("www.") else "www."
    return f"http://{prefix}{of.domain}/{path}"


_ANSWERS: dict[Behaviour, Answer] = {
    Behaviour.ERROR: _error,
    Behaviour.TRUNCATED: _truncated,
    Behaviour.RESET: _reset,
    Behaviour.ENDLESS: _endless,
    Behaviour.HUGE: _huge,
    Behaviour.REDIRECT_LOOP: _leading(_loop),
    Behaviour.REDIRECT_LOOPBACK: _leading(lambda _request, _of, path: f"http://127.0.0.1/{path}"),
    Behaviour.REDIRECT_METADATA: _leading(
        lambda _request, _of, _path: "http://169.254.169.254/latest/meta-data/"
    ),
}


def instead(of: Listed, kind: Kind) -> Answer | None:
    """What answers in place of a page, if the site does not serve it as it should."""
    if of.behaviour is Behaviour.PART_ERROR and kind in PARTS:
        return _error
    return _ANSWERS.get(of.behaviour)


def encoded(of: Listed, html: str) -> tuple[bytes, str]:
    """A page's bytes and the charset that its header declares, right or wrong."""
    if of.behaviour is Behaviour.LATIN_AS_UTF8:
        return html.encode("windows-1252", "xmlcharrefreplace"), "utf-8"
    declared = "windows-1252" if of.behaviour is Behaviour.UTF8_AS_LATIN else "utf-8"
    return html.encode(), declared
