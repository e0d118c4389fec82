"""What planning is doing, as people watch it: a sentence at a time, and thoughts that stay."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from agent.events import Thought
from agent.llm.breaker import Monotonic
from agent.planner.reading.text import without_secrets

PAUSE = 1.0
"""Seconds between two times of telling."""

LONGEST = 120
LONGEST_DETAIL = 240
MARKUP = re.compile(r"[*_~`<>|\\\[\]{}&@#]+")


Progress = Callable[[str | Thought], Awaitable[None]]
"""Takes what is being done, which the next sentence replaces, and thoughts, which stay."""


@dataclass(frozen=True)
class Glimpse:
    """What people see at one time: what is being done, and the thoughts since the last time."""

    doing: str
    thoughts: tuple[Thought, ...] = ()
    over: bool = False


Tell = Callable[[Glimpse], Awaitable[None]]


def presentable(doing: str, longest: int = LONGEST) -> str:
    """One short line without markup, mentions, links that open, and anything that looks like a secret."""
    plain = MARKUP.sub(" ", without_secrets(doing))
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in plain).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


@asynccontextmanager
async def paced(
    tell: Tell, *, pause: float = PAUSE, monotonic: Monotonic = time.monotonic
) -> AsyncIterator[Progress]:
    """Tell at most once a pause: the newest sentence, and every thought since the last time.

    A sentence that still waits at the end is not told any more, since the result says it all; thoughts are.
    """
    pace = _Pace(tell, pause, monotonic)
    try:
        yield pace.say
    finally:
        await pace.end()


class _Pace:
    """What is said during one piece of work."""

    def __init__(self, tell: Tell, pause: float, monotonic: Monotonic) -> None:
        self._tell = tell
        self._pause = pause
        self._monotonic = monotonic
        self._told_at = float("-inf")
        self._newest = ""
        self._thoughts: list[Thought] = []
        self._thought = False
        self._waiting: asyncio.Task[None] | None = None

    async def say(self, said: str | Thought) -> None:
        if isinstance(said, Thought):
            self._thoughts.append(_presentable(said))
            self._thought = True
        else:
            self._newest = presentable(said)
        if self._waiting is not None:
            return
        left = self._told_at + self._pause - self._monotonic()
        if left <= 0:
            await self._tell_now()
        else:
            self._waiting = asyncio.create_task(self._tell_later(left))

    async def end(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            await asyncio.wait({self._waiting})
        if self._thought:
            await self._tell(Glimpse("", tuple(self._thoughts), over=True))

    async def _tell_later(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._tell_now()
        self._waiting = None

    async def _tell_now(self) -> None:
        self._told_at = self._monotonic()
        thoughts, self._thoughts = tuple(self._thoughts), []
        await self._tell(Glimpse(self._newest, thoughts))


def _presentable(thought: Thought) -> Thought:
    return Thought(presentable(thought.title), presentable(thought.detail, LONGEST_DETAIL), well=thought.well)
