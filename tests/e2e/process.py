"""Leadsmith as a process of its own: starting it, killing it, and learning that it died."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.e2e import killable

_PROCESSES = multiprocessing.get_context("forkserver")
# Imports take seconds; a process that is forked from one which has made them starts at once.
_PROCESSES.set_forkserver_preload([killable.__name__, "tests.e2e.warm"])


class Life:
    """One life of Leadsmith."""

    def __init__(self, environment: Mapping[str, str], folder: Path, at: str | None) -> None:
        self._process = _PROCESSES.Process(target=killable.main, args=(environment, folder, at), daemon=True)
        self._process.start()
        self._over = asyncio.Event()
        asyncio.get_running_loop().add_reader(self._process.sentinel, self._ends)

    def _ends(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._over.set()

    @property
    def over(self) -> bool:
        return self._over.is_set()

    async def end(self) -> None:
        """Return when it is dead."""
        await self._over.wait()

    def ask_to_stop(self) -> None:
        """SIGTERM, as whoever deploys a new version sends it."""
        self._process.terminate()

    async def kill(self) -> None:
        """SIGKILL, unless it is dead already; returns when it is gone."""
        if not self.over:
            self._process.kill()
        await self._over.wait()
        self._process.join()


@asynccontextmanager
async def life(environment: Mapping[str, str], folder: Path, at: str | None = None) -> AsyncIterator[Life]:
    """Start Leadsmith, to die at an instant by its name; it is dead when this is left."""
    begun = Life(environment, folder, at)
    try:
        yield begun
    finally:
        await begun.kill()
