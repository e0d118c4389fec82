"""Leadsmith as a process that dies, as by `kill -9`, at an instant that a test chooses."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

import agent.durable
import bot.app
from agent.assistant.inbox import Inbox
from agent.durable import Durable
from bot.posting import Posting
from bot.process import until_stopped
from bot.settings import Settings
from storage.letterbox import Letter
from tests.e2e.talk import STEPS
from tests.support import FixedPlanner

T = TypeVar("T")


class Fuse:
    """Writes down every instant that the process passes; at the chosen one the process is gone."""

    def __init__(self, trace: Path, at: str | None) -> None:
        self._trace = os.open(trace, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._at = at
        self._passed: Counter[str] = Counter()

    def passes(self, instant: str) -> None:
        self._passed[instant] += 1
        name = f"{instant} #{self._passed[instant]}"
        os.write(self._trace, f"{name}\n".encode())
        if name == self._at:
            os.kill(os.getpid(), signal.SIGKILL)


class FusedDurable(Durable):
    """Every boundary of durable work is an instant: before it, when its body is done, when that is kept."""

    def __init__(self, fuse: Fuse, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._fuse = fuse

    async def step(self, name: str, body: Callable[[], Coroutine[Any, Any, T]]) -> T:
        async def work() -> T:
            result = await body()
            self._fuse.passes(f"done: {name}")
            return result

        self._fuse.passes(f"before: {name}")
        result = await super().step(name, work)
        self._fuse.passes(f"kept: {name}")
        return result

    async def transaction(self, name: str, body: Callable[[AsyncSession], Coroutine[Any, Any, T]]) -> T:
        async def work(session: AsyncSession) -> T:
            result = await body(session)
            self._fuse.passes(f"done: {name}")
            return result

        self._fuse.passes(f"before: {name}")
        result = await super().transaction(name, work)
        self._fuse.passes(f"kept: {name}")
        return result

    async def enqueue(
        self, session: AsyncSession, job: str, *args: str, key: str, delay: timedelta | None = None
    ) -> None:
        self._fuse.passes(f"before: enqueue {job}")
        await super().enqueue(session, job, *args, key=key, delay=delay)
        self._fuse.passes(f"done: enqueue {job}")


class FusedPosting(Posting):
    """Between Slack's answer and our commit is an instant, too."""

    def __init__(self, fuse: Fuse, *args: Any) -> None:
        super().__init__(*args)
        self._fuse = fuse

    async def _answered(self, workspace: str, key: str, ts: str) -> None:
        self._fuse.passes(f"answered: {key.partition(':')[0]}")
        await super()._answered(workspace, key, ts)


class FusedInbox(Inbox):
    """Between the acknowledgement of a message and what is made of it is an instant."""

    def __init__(self, fuse: Fuse, *args: Any) -> None:
        super().__init__(*args)
        self._fuse = fuse

    async def _take_in(self, letter: Letter) -> None:
        self._fuse.passes("kept: letter")
        await super()._take_in(letter)


async def _run(fuse: Fuse) -> None:
    agent.durable.POLL_SECONDS = 0.02
    bot.app.planner_of = lambda *_: FixedPlanner(*STEPS)  # type: ignore[assignment,return-value]
    bot.app.Durable = partial(FusedDurable, fuse)  # type: ignore[misc]
    bot.app.Posting = partial(FusedPosting, fuse)  # type: ignore[misc]
    bot.app.Inbox = partial(FusedInbox, fuse)  # type: ignore[misc]
    leadsmith = bot.app.Application(Settings(), only_demo=True)
    await leadsmith.start()
    fuse.passes("listening")
    await until_stopped()
    await leadsmith.stop()


def main(environment: Mapping[str, str], folder: Path, at: str | None) -> None:
    """Run until killed; `folder` takes the trace and the log."""
    os.environ.update(environment)
    logging.basicConfig(filename=folder / "leadsmith.log", level=logging.INFO)
    asyncio.run(_run(Fuse(folder / "trace", at)))
