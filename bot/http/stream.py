"""`GET /stream/{session}`: a search as server-sent events, for whoever has a link from Slack."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from agent.errors import AgentError, InvalidError, NotAllowedError, NotFoundError, UnavailableError
from agent.prospecting.feed import END, Subscription
from agent.prospecting.passes import Pass, PassError
from agent.prospecting.stream import CrowdedError, Link, Streams
from bot.http import sse
from bot.http.refusals import refusal

PATH = "/stream/{session}"
HEARTBEAT_SECONDS = 30.0
"""domain.md, 002. Who takes nothing for as long is gone."""
LOOK_SECONDS = 1.0
"""How often it is looked whether somebody is still there: aiohttp tells that only to who writes."""
RETRY_SECONDS = 2.0
ROOM_BYTES = 64 * 1024
"""What the system holds for somebody who reads slowly; by itself it would be megabytes."""
ALLOW_ORIGIN = "Access-Control-Allow-Origin"
_ID = re.compile(r"[0-9]{1,9}")
_STATUS: Mapping[type[AgentError], int] = {
    InvalidError: 400,
    PassError: 401,
    NotAllowedError: 403,
    NotFoundError: 404,
    CrowdedError: 429,
    UnavailableError: 503,
}
_HEADERS: Mapping[int, Mapping[str, str]] = {
    401: {"WWW-Authenticate": "Bearer"},
    429: {"Retry-After": "60"},
    503: {"Retry-After": "5"},
}
_STREAMED: Mapping[str, str] = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # nginx would keep events until there are many
    "X-Content-Type-Options": "nosniff",
}


def url_of(address: str, link: Link) -> str:
    """Where a link leads; `address` is where others reach us."""
    return f"{address}/stream/{quote(link.session_id, safe='')}?token={link.token}"


@dataclass(frozen=True)
class StreamDoor:
    """The route. `streams` gives nothing while we start or stop; pages of `origins` may read it, too."""

    streams: Callable[[], Streams | None]
    origins: frozenset[str] = frozenset()
    heartbeat: float = HEARTBEAT_SECONDS

    def routes(self, app: web.Application) -> None:
        app.router.add_get(PATH, self.follow, allow_head=False)
        app.router.add_options(PATH, self.preflight)

    async def preflight(self, request: web.Request) -> web.StreamResponse:
        """What a browser asks before a script of another origin sends a token in a header."""
        allowed = self._allowed(request)
        if ALLOW_ORIGIN in allowed:
            allowed |= {
                "Access-Control-Allow-Methods": "GET",
                "Access-Control-Allow-Headers": "Authorization, Last-Event-ID",
                "Access-Control-Max-Age": "600",
            }
        return web.Response(status=204, headers=allowed)

    async def follow(self, request: web.Request) -> web.StreamResponse:
        """Tell everything after `Last-Event-ID` as it happens, then that it ended."""
        try:
            streams = self.streams()
            if streams is None:
                raise UnavailableError("I am just starting or stopping. Come back in a moment.")
            granted = streams.admit(_token(request), request.match_info["session"])
            last = _last_id(request)
            if last == END:
                # The only answer after which a browser does not come back.
                return web.Response(status=204, headers=self._allowed(request))
            follower = await streams.follow(granted, int(last), lambda: _cut(request))
        except AgentError as error:
            status = _STATUS[type(error)]
            return refusal(status, str(error), {**_HEADERS.get(status, {}), **self._allowed(request)})
        try:
            return await self._tell(request, streams, granted, follower)
        finally:
            streams.leave(follower)

    async def _tell(
        self, request: web.Request, streams: Streams, granted: Pass, follower: Subscription
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={**_STREAMED, **self._allowed(request)})
        _narrow(request)
        # Whoever went away, or was cut, ends it; so does one that takes nothing.
        with suppress(ConnectionError, TimeoutError):
            await response.prepare(request)
            await self._write(request, response, sse.retry(RETRY_SECONDS))
            quiet = 0.0
            while request.transport is not None and (left := streams.left(granted)) > 0:
                wait = min(LOOK_SECONDS, self.heartbeat - quiet, left)
                try:
                    told = await follower.next(wait)
                except TimeoutError:
                    quiet += wait
                    if quiet >= self.heartbeat:
                        quiet = 0.0
                        await self._write(request, response, sse.HEARTBEAT)
                    continue
                if told is None:
                    break
                quiet = 0.0
                name = END if told.is_last else ""
                await self._write(request, response, sse.event(told.text, told.id, name))
                if told.is_last:
                    break
        return response

    async def _write(self, request: web.Request, response: web.StreamResponse, chunk: bytes) -> None:
        try:
            async with asyncio.timeout(self.heartbeat):
                await response.write(chunk)
        except TimeoutError:
            _cut(request)
            raise

    def _allowed(self, request: web.Request) -> dict[str, str]:
        """The headers by which a browser lets a page of an allowed origin read the answer."""
        if not self.origins:
            return {}
        origin = request.headers.get("Origin", "")
        allowed = {ALLOW_ORIGIN: origin} if origin in self.origins else {}
        return {"Vary": "Origin"} | allowed


def _token(request: web.Request) -> str:
    """From the query, since a browser's EventSource sends no header of ours; or as a bearer's."""
    kind, _, told = request.headers.get("Authorization", "").partition(" ")
    return told.strip() if kind.lower() == "bearer" else request.query.get("token", "")


def _last_id(request: web.Request) -> str:
    last = request.headers.get("Last-Event-ID", "").strip() or "0"
    if last != END and not _ID.fullmatch(last):
        raise InvalidError("Last-Event-ID is the id of an event that I told, or left out.")
    return last


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


def _narrow(request: web.Request) -> None:
    sock = request.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM_BYTES)
