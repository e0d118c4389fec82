"""Socket Mode: single-use tickets, hello, envelopes and their acknowledgements, refresh."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from bot import limits
from bot.sandbox.delivery.connection import Connection
from bot.sandbox.delivery.route import Kind, Parcel, Payload
from bot.sandbox.errors import NotAnsweredError
from bot.sandbox.identity import APP_ID

REASONS = ("refresh_requested", "warning", "link_disabled")
"""Why Slack ends a socket."""


class SocketMode:
    """Every open socket of the app; each envelope goes to one of them.

    An address with `debug_reconnects=true` gives a socket of minutes instead of hours.
    """

    signed = False

    def __init__(
        self,
        *,
        ack_seconds: float = limits.ACK_SECONDS,
        debug_seconds: float = limits.SOCKET_DEBUG_SECONDS,
        warning_seconds: float = limits.SOCKET_WARNING_SECONDS,
    ) -> None:
        self._ack_seconds = ack_seconds
        self._debug_seconds = debug_seconds
        self._warning_seconds = warning_seconds
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._waiting: dict[str, asyncio.Future[Payload | None]] = {}
        self._connected = asyncio.Event()

    @property
    def connections(self) -> int:
        return sum(not c.leaving for c in self._connections)

    def ticket(self) -> str:
        ticket = secrets.token_urlsafe(18)
        self._tickets.add(ticket)
        return ticket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one socket, opened with a ticket that works once."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401, text="invalid_ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if self.connections >= limits.SOCKETS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        debug = request.query.get("debug_reconnects") == "true"
        seconds = self._debug_seconds if debug else limits.SOCKET_SECONDS
        await self._serve(Connection(socket, seconds, self._warning_seconds))
        return socket

    async def _serve(self, connection: Connection) -> None:
        self._connections.append(connection)
        tending = asyncio.create_task(connection.tend())
        try:
            await connection.socket.send_json(self._hello(connection.seconds))
            self._connected.set()
            async for message in connection.socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledge(message.data)
        finally:
            tending.cancel()
            self._forget(connection)

    def _hello(self, seconds: float) -> Payload:
        return {
            "type": "hello",
            "num_connections": self.connections,
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": seconds},
            "connection_info": {"app_id": APP_ID},
        }

    def _acknowledge(self, text: str) -> None:
        try:
            answer: Any = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(str(answer.get("envelope_id"))) if isinstance(answer, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.get("payload") or None)

    def _forget(self, connection: Connection) -> None:
        """A closed socket acknowledges nothing any more: what it held is to be sent again at once."""
        self._connections.remove(connection)
        for envelope in connection.pending:
            waiting = self._waiting.get(envelope)
            if waiting is not None and not waiting.done():
                waiting.set_exception(NotAnsweredError("the socket was closed"))

    async def send(self, parcel: Parcel) -> Payload | None:
        connection = await self._next_connection()
        envelope = str(uuid4())
        waiting: asyncio.Future[Payload | None] = asyncio.get_running_loop().create_future()
        self._waiting[envelope] = waiting
        connection.pending.add(envelope)
        try:
            await connection.socket.send_json(_envelope(envelope, parcel))
            return await asyncio.wait_for(waiting, self._ack_seconds)
        except (TimeoutError, ConnectionError) as error:
            raise NotAnsweredError("no acknowledgement in time") from error
        finally:
            self._waiting.pop(envelope, None)
            connection.pending.discard(envelope)

    async def _next_connection(self) -> Connection:
        """The sockets take turns. An app that is just starting is waited for."""
        try:
            async with asyncio.timeout(self._ack_seconds):
                while not self.connections:
                    self._connected.clear()
                    await self._connected.wait()
        except TimeoutError as error:
            raise NotAnsweredError("the app is not connected") from error
        connection = next(c for c in self._connections if not c.leaving)
        self._connections.remove(connection)
        self._connections.append(connection)
        return connection

    async def refresh(self, reason: str = REASONS[0]) -> None:
        """Ask for new sockets (`refresh_requested`, `warning`), or end them all (`link_disabled`)."""
        for connection in [c for c in self._connections if not c.leaving]:
            await connection.disconnect(reason)
        if reason == "link_disabled":
            await self.close()

    async def close(self) -> None:
        await asyncio.gather(*(connection.socket.close() for connection in self._connections))


def _envelope(envelope: str, parcel: Parcel) -> Payload:
    message: Payload = {
        "envelope_id": envelope,
        "type": parcel.kind.value,
        "payload": parcel.payload,
        "accepts_response_payload": parcel.kind is not Kind.EVENT,
    }
    if parcel.kind is Kind.EVENT:
        message |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
    return message
