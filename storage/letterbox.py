"""The letterbox: what Slack delivers is kept before it is acknowledged, and dealt with after that."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import create_engine, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.models import Event
from storage.models.event import keyed
from storage.store import sync_url, tune_sqlite

T = TypeVar("T")
Letter = dict[str, Any]


class Letterbox:
    """Deliveries of all workspaces, by key, with a connection and a thread of their own.

    Slack waits meanwhile. A statement of our async engine crosses to another thread and back half a dozen
    times, and each time it waits behind all other work of the loop; here it crosses once.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = create_engine(sync_url(engine), isolation_level="AUTOCOMMIT", pool_pre_ping=True)
        if engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", tune_sqlite)
        insert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
        self._insert = insert(Event).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
        self._thread = ThreadPoolExecutor(1, "letterbox")

    async def put(self, workspace: str, key: str, letter: Letter, at: datetime) -> bool:
        """Keep a letter, and take the delivery with it; false when it was taken before."""

        def write() -> bool:
            row = {"key": keyed(workspace, key), "received_at": at, "letter": letter}
            with self._engine.connect() as connection:
                return connection.execute(self._insert, row).rowcount == 1

        return await self._there(write)

    async def waiting(self) -> Sequence[Letter]:
        """What was kept and not dealt with, oldest first."""

        def read() -> Sequence[Letter]:
            statement = select(Event.letter).where(Event.letter.is_not(None)).order_by(Event.received_at)
            with self._engine.connect() as connection:
                return [letter for letter in connection.scalars(statement) if letter is not None]

        return await self._there(read)

    async def close(self) -> None:
        await self._there(self._engine.dispose)
        self._thread.shutdown()

    async def _there(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
