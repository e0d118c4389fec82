"""The store: one database, transactions scoped to a workspace, and nobody else commits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from storage.repositories import Repositories

_READING = {"begin": "BEGIN"}


def async_url(url: str) -> str:
    """The URL with the async driver that we use for its database: PostgreSQL or SQLite."""
    parsed = make_url(url)
    drivers = {
        "postgresql": "postgresql+asyncpg",
        "postgres": "postgresql+asyncpg",
        "sqlite": "sqlite+aiosqlite",
    }
    kind = parsed.get_backend_name()
    if kind not in drivers:
        raise ValueError(f"{kind} is not supported: use postgresql://… or sqlite:///…")
    return parsed.set(drivername=drivers[kind]).render_as_string(hide_password=False)


def _tune_sqlite(connection: Any, _record: object) -> None:
    # Autocommit mode hands BEGIN to us: see _begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns into a writer fails at once when another wrote meanwhile.
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"))


def create_engine(url: str) -> AsyncEngine:
    """An engine for PostgreSQL or SQLite; SQLite gets WAL and writers that queue instead of failing."""
    url = async_url(url)
    if not url.startswith("sqlite"):
        return create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True)
    database = make_url(url).database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url)
    event.listen(engine.sync_engine, "connect", _tune_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


class Store:
    """Hands out repositories over one session each."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)

    @classmethod
    def at(cls, url: str) -> Store:
        return cls(create_engine(url))

    @asynccontextmanager
    async def transaction(
        self, workspace: str, session: AsyncSession | None = None
    ) -> AsyncIterator[Repositories]:
        """Repositories whose writes are committed together at the end, or not at all.

        With `session` (which a durable step hands over) the writes join that session's transaction.
        """
        if session is not None:
            yield Repositories(session, workspace)
            await session.flush()
            return
        async with self._sessions.begin() as own:
            yield Repositories(own, workspace)

    @asynccontextmanager
    async def reading(self, workspace: str) -> AsyncIterator[Repositories]:
        """Repositories for reading only; readers do not wait for writers."""
        async with self._sessions() as session:
            await session.connection(execution_options=_READING)
            yield Repositories(session, workspace)

    async def close(self) -> None:
        await self.engine.dispose()
