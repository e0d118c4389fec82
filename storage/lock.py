"""Names that one process holds at a time; however the process ends, they are free again."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from urllib.parse import quote

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_TAKE = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
_RELEASE = text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))")
LOOK_SECONDS = 0.02
"""How often one who waits for a turn looks whether it has come."""
TURN_SECONDS = 60.0
"""How long a turn is waited for: longer than Slack may take to answer."""


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


class Turns:
    """Short turns at names: one process's at a time, of any number of names over one connection.

    They are for processes; tasks of one process need locks of their own besides. SQLite is one process's, so
    there every turn has come.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: AsyncConnection | None = None
        self._asking = asyncio.Lock()

    @asynccontextmanager
    async def at(self, name: str) -> AsyncIterator[None]:
        """Wait for the turn, and have it; a `TimeoutError` when it does not come."""
        if self._engine.dialect.name != "postgresql":
            yield
            return
        async with asyncio.timeout(TURN_SECONDS):
            while not await self._ask(_TAKE, name):  # noqa: ASYNC110 - another process has it
                await asyncio.sleep(LOOK_SECONDS)
        try:
            yield
        finally:
            await self._ask(_RELEASE, name)

    async def close(self) -> None:
        """Let all names go."""
        async with self._asking:
            await self._hang_up()

    async def _ask(self, statement: TextClause, name: str) -> bool:
        async with self._asking:
            try:
                if self._connection is None:
                    opened = await self._engine.connect()
                    self._connection = await opened.execution_options(isolation_level="AUTOCOMMIT")
                return bool(await self._connection.scalar(statement, {"name": name}))
            except BaseException:
                # In the middle of a statement, nobody knows what is held: with the connection all is let go.
                await self._hang_up()
                raise

    async def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.invalidate()
            await connection.close()
