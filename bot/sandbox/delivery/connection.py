"""One socket of an app, from its hello to its end."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import web

from bot import limits

_PING_SECONDS = 10.0  # Slack's clients give a connection up after 30 s without a ping


@dataclass(eq=False)
class Connection:
    """A socket, how long it may live, and the envelopes that it has not acknowledged."""

    socket: web.WebSocketResponse
    seconds: float = limits.SOCKET_SECONDS
    warning_seconds: float = limits.SOCKET_WARNING_SECONDS
    leaving: bool = False
    pending: set[str] = field(default_factory=set)

    async def disconnect(self, reason: str) -> None:
        """Ask the app to connect anew; but for a warning nothing is delivered here any more."""
        self.leaving = reason != "warning"
        message = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        with suppress(ConnectionError):  # it is gone already
            await self.socket.send_json(message)

    async def tend(self) -> None:
        """Ping now and then; when its time is over, warn and close."""
        pings = asyncio.create_task(self._ping())
        try:
            await asyncio.sleep(self.seconds - self.warning_seconds)
            await self.disconnect("warning")
            await asyncio.sleep(self.warning_seconds)
            await self.disconnect("refresh_requested")
            await self.socket.close()
        finally:
            pings.cancel()

    async def _ping(self) -> None:
        with suppress(ConnectionError):
            while True:
                await asyncio.sleep(_PING_SECONDS)
                await self.socket.ping(b"Ping from the sandbox")
