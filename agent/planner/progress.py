"""What planning is doing, as people watch it: few words, at a pace that can be read."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from agent.llm.breaker import Monotonic
from agent.planner.reading.text import without_secrets

Progress = Callable[[str], Awaitable[None]]

PAUSE = 1.0
"""Seconds between two sentences."""

LONGEST = 120
MARKUP = re.compile(r"[*_~`<>|\\\[\]{}&@#]+")


def presentable(doing: str) -> str:
    """One short line without markup, mentions, links that open, and anything that looks like a secret."""
    plain = MARKUP.sub(" ", without_secrets(doing))
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in plain).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


@asynccontextmanager
async def paced(
    tell: Progress, *, pause: float = PAUSE, monotonic: Monotonic = time.monotonic
) -> AsyncIterator[Progress]:
    """Tell sentences, at most one a pause; of those that come too soon the newest is told when it is time.

    What still waits at the end is not told any more: the result says it all.
    """
    pace = _Pace(tell, pause, monotonic)
    try:
        yield pace.say
    finally:
        await pace.end()


class _Pace:
    """The sentences of one piece of work."""

    def __init__(self, tell: Progress, pause: float, monotonic: Monotonic) -> None:
        self._tell = tell
        self._pause = pause
        self._monotonic = monotonic
        self._told_at = float("-inf")
        self._newest = ""
        self._waiting: asyncio.Task[None] | None = None

    async def say(self, doing: str) -> None:
        self._newest = presentable(doing)
        if self._waiting is not None:
            return
        left = self._told_at + self._pause - self._monotonic()
        if left <= 0:
            await self._tell_newest()
        else:
            self._waiting = asyncio.create_task(self._tell_later(left))

    async def end(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            await asyncio.wait({self._waiting})

    async def _tell_later(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._tell_newest()
        self._waiting = None

    async def _tell_newest(self) -> None:
        self._told_at = self._monotonic()
        await self._tell(self._newest)
