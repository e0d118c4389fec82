"""Carries what happened to the app: events in the background, interactions while a person waits."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot import limits
from bot.sandbox.calls import CallLog
from bot.sandbox.delivery.route import Kind, Parcel, Payload, Route
from bot.sandbox.errors import NotAnsweredError
from bot.sandbox.faults import Faults


class Postman:
    """Delivers over one route, as often as the faults say, and keeps the log."""

    def __init__(self, route: Route, faults: Faults, log: CallLog, *, retry_seconds: float = 0.0) -> None:
        self.route = route
        self._faults = faults
        self._log = log
        self._retry_seconds = retry_seconds
        self._tasks: set[asyncio.Task[Any]] = set()

    def event(self, payload: Payload) -> None:
        """Deliver in the background: whoever acts in Slack does not wait for the app."""
        for _ in range(self._faults.copies):
            self._spawn(self._event(payload))

    async def _event(self, payload: Payload) -> None:
        reason = ""
        for attempt in range(limits.EVENT_RETRIES + 1):
            if attempt:
                await asyncio.sleep(self._retry_seconds)
            try:
                await self._send(Parcel(Kind.EVENT, payload, attempt, reason))
            except NotAnsweredError:
                reason = "timeout" if attempt == 0 else "http_timeout"
            else:
                return

    async def ask(self, kind: Kind, payload: Payload) -> Payload | None:
        """Deliver an interaction or a command and wait for its acknowledgement."""
        for _ in range(self._faults.copies - 1):
            self._spawn(self._quietly(Parcel(kind, payload)))
        return await self._send(Parcel(kind, payload))

    def tell(self, kind: Kind, payload: Payload) -> None:
        """Deliver what nobody waits for."""
        self._spawn(self._quietly(Parcel(kind, payload)))

    async def _quietly(self, parcel: Parcel) -> None:
        try:
            await self._send(parcel)
        except NotAnsweredError:
            return  # nobody waits for this one; the log has its verdict

    async def _send(self, parcel: Parcel) -> Payload | None:
        with self._log.delivery(parcel) as entry:
            answer = await self.route.send(parcel)
            entry.answered(answer)
        return answer

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        """Return once every event sent so far has been acknowledged or given up."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
