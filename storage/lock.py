"""A name that one process holds at a time; however the process ends, the name is free again."""

from __future__ import annotations

import fcntl
import os
from contextlib import AsyncExitStack
from urllib.parse import quote

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

_TAKE = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")


class NameLock:
    """On PostgreSQL a session's advisory lock, on SQLite a lock on a file beside the database.

    A database in memory belongs to its process anyway.
    """

    def __init__(self, engine: AsyncEngine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._held = AsyncExitStack()

    async def take(self) -> bool:
        """Take the name; false when somebody else holds it."""
        if self._engine.dialect.name == "postgresql":
            return await self._take_session()
        return self._take_file()

    async def release(self) -> None:
        """Let others have the name."""
        await self._held.aclose()

    async def _take_session(self) -> bool:
        # The lock is the session's: the connection is kept out of the pool, and out of any transaction.
        connection = await self._engine.connect()
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        if not await connection.scalar(_TAKE, {"name": self._name}):
            await connection.close()
            return False
        self._held.push_async_callback(connection.close)
        self._held.push_async_callback(connection.invalidate)
        return True

    def _take_file(self) -> bool:
        database = self._engine.url.database
        if not database or database == ":memory:":
            return True
        file = os.open(f"{database}.{quote(self._name, safe='')}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._held.callback(os.close, file)
        return True
