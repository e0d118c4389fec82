"""Whoever waits for an answer goes first: work on everything else lets a burst of requests pass."""

from __future__ import annotations

import asyncio
import time

MOMENT = 0.02
"""Seconds without a request after which it is quiet: at 50 requests a second it never is."""
LONGEST = 0.25
"""Seconds that work stands back when it does not get quiet. Then one piece of it goes on, and the line behind
it waits again."""


class Courtesy:
    """Tells work when to go on. One for a process, whose requests and work share one event loop."""

    def __init__(self) -> None:
        self._asked_at = float("-inf")
        self._line = asyncio.Lock()

    def asked(self) -> None:
        """Somebody asks, and waits for the answer."""
        self._asked_at = time.monotonic()

    async def turn(self) -> None:
        """Return when it is quiet, at once if it is, or when it was our turn to wait for long enough."""
        if self._left(self._asked_at + MOMENT) <= 0:
            return
        async with self._line:
            last = time.monotonic() + LONGEST
            while (left := self._left(min(self._asked_at + MOMENT, last))) > 0:  # noqa: ASYNC110 - a request moves the end
                await asyncio.sleep(left)

    @staticmethod
    def _left(until: float) -> float:
        return until - time.monotonic()
