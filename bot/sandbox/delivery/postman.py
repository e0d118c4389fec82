"""Carries what happened to the app: events in the background, interactions while a person waits."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from random import Random
from typing import Any

from bot import limits
from bot.sandbox.calls import CallLog
from bot.sandbox.delivery.order import Shuffled, conversation
from bot.sandbox.delivery.route import Kind, Parcel, Payload, Route
from bot.sandbox.errors import NotAnsweredError
from bot.sandbox.faults import Fault, FaultKind, Faults

_COPY = "a copy"


class Postman:
    """Delivers over one route, as the faults say, and keeps the log.

    The events of a conversation go out in order: the next one waits until the one before was acknowledged
    or its time was over. What is sent again is sent beside them.
    """

    def __init__(
        self, route: Route, faults: Faults, log: CallLog, *, retry_seconds: float = 0.0, seed: int = 0
    ) -> None:
        """`retry_seconds` is what a minute of Slack's pauses lasts."""
        self.route = route
        self._faults = faults
        self._log = log
        self._retry_seconds = retry_seconds
        self._shuffled = Shuffled(self._queue, Random(seed))
        self._tasks: set[asyncio.Task[None]] = set()
        self._last: dict[str, asyncio.Task[None]] = {}

    def event(self, payload: Payload) -> None:
        """Deliver in the background: whoever acts in Slack does not wait for the app."""
        if self._faults.reorder > 1:
            self._shuffled.add(payload, self._faults.reorder)
        else:
            self._shuffled.release()
            self._queue(payload)

    def _queue(self, payload: Payload, fault: str = "") -> None:
        place = conversation(payload)
        parcel = Parcel(Kind.EVENT, payload, fault=fault)
        self._last[place] = self._spawn(self._in_turn(self._last.get(place), parcel))
        self._last[place].add_done_callback(lambda task: self._forget(place, task))

    def _forget(self, place: str, task: asyncio.Task[None]) -> None:
        if self._last.get(place) is task:
            del self._last[place]

    async def _in_turn(self, before: asyncio.Task[None] | None, parcel: Parcel) -> None:
        if before is not None:
            await asyncio.wait([before])
        for _ in range(self._faults.copies - 1):
            self._spawn(self._event(replace(parcel, fault=_COPY)))
        await self._event(parcel)

    async def _event(self, parcel: Parcel) -> None:
        try:
            await self._send(parcel)
        except NotAnsweredError as error:
            if error.retry:
                self._spawn(self._again(replace(parcel, reason=error.reason)))

    async def _again(self, parcel: Parcel) -> None:
        for attempt, minutes in enumerate(limits.EVENT_RETRY_MINUTES, 1):
            await asyncio.sleep(minutes * self._retry_seconds)
            parcel = replace(parcel, attempt=attempt)
            try:
                await self._send(parcel)
            except NotAnsweredError as error:
                if not error.retry:
                    return
                parcel = replace(parcel, reason=error.reason)
            else:
                return

    async def ask(self, kind: Kind, payload: Payload) -> Payload | None:
        """Deliver an interaction or a command and wait for its acknowledgement."""
        for _ in range(self._faults.copies - 1):
            self._spawn(self._quietly(Parcel(kind, payload, fault=_COPY)))
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
        fault = self._faults.take_delivery()
        if fault is not None:
            parcel = replace(parcel, fault=str(fault))
        elif self._faults.skew and self.route.signed:
            parcel = replace(parcel, fault=f"the clock is {self._faults.skew:+} s off")
        with self._log.delivery(parcel) as entry:
            if fault is not None:
                await self._lose(parcel, fault)
            answer = await self.route.send(parcel)
            entry.answered(answer)
        return answer

    async def _lose(self, parcel: Parcel, fault: Fault) -> None:
        """Whether the app was reached or not, Slack never hears of it."""
        if fault.after:
            await self.route.send(parcel)
        if fault.kind is FaultKind.DROPPED:
            await self.route.close()
        raise NotAnsweredError("it was lost on the way")

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def idle(self) -> None:
        """Return once every event sent so far has been acknowledged or given up."""
        self._shuffled.release()
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def close(self) -> None:
        self._shuffled.release()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.route.close()
