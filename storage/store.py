"""The store: one database, transactions scoped to a workspace, and nobody else commits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Connection, Dialect, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, InvalidRequestError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlalchemy.util import await_only

from storage.lock import Turns
from storage.repositories import Repositories
from storage.repositories.workspaces import workspaces

_READING = {"begin": "BEGIN"}
_READING_ALONE = {"isolation_level": "AUTOCOMMIT"}
"""On PostgreSQL each statement sees its own state anyway: BEGIN and ROLLBACK would only cost time."""
PAUSES = (0.1, 0.2, 0.5, 1, 2, 3, 5)
"""Seconds between attempts to reach a server that is not there: about 12 in all."""

LOOKS = 500
"""How often closing looks whether connections at work have come back: for about five seconds."""


def async_url(url: str) -> str:
    """The URL with the async driver that we use for its database: PostgreSQL or SQLite."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        # Without the URL itself, which may hold a password.
        raise ValueError("that is no database URL: use postgresql://… or sqlite:///…") from error
    drivers = {
        "postgresql": "postgresql+asyncpg",
        "postgres": "postgresql+asyncpg",
        "sqlite": "sqlite+aiosqlite",
    }
    kind = parsed.get_backend_name()
    if kind not in drivers:
        raise ValueError(f"{kind} is not supported: use postgresql://… or sqlite:///…")
    return parsed.set(drivername=drivers[kind]).render_as_string(hide_password=False)


def sync_url(engine: AsyncEngine) -> str:
    """The URL of the same database with a driver for threads; it is DBOS's, too."""
    driver = "sqlite" if engine.dialect.name == "sqlite" else "postgresql+psycopg"
    return engine.url.set(drivername=driver).render_as_string(hide_password=False)


def tune_sqlite(connection: Any, _record: object) -> None:
    """Set up a connection to SQLite: readers beside a writer, and writers that wait in line."""
    # Autocommit mode hands BEGIN to us: see _begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns into a writer fails at once when another wrote meanwhile.
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"))


def _let_go(connection: DBAPIConnection, _record: object, _error: object) -> None:
    """Roll back before a connection is closed in the middle of a statement, as a cancelled one is.

    SQLite keeps such a connection, and its lock, for as long as anybody holds the statement.
    """
    with suppress(Exception):
        connection.rollback()


def _connect_patiently(
    dialect: Dialect, _record: object, arguments: tuple[Any, ...], options: dict[str, Any]
) -> DBAPIConnection:
    # A server that restarts is back in seconds; failing at once would end jobs that only have to wait.
    for pause in PAUSES:
        try:
            return dialect.connect(*arguments, **options)
        except OSError:
            await_only(asyncio.sleep(pause))
    return dialect.connect(*arguments, **options)


def create_engine(url: str) -> AsyncEngine:
    """An engine for PostgreSQL or SQLite.

    PostgreSQL may restart under it; SQLite gets WAL and writers that queue instead of failing.
    """
    url = async_url(url)
    if not url.startswith("sqlite"):
        engine = create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True)
        event.listen(engine.sync_engine, "do_connect", _connect_patiently)
        return engine
    database = make_url(url).database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url)
    event.listen(engine.sync_engine, "connect", tune_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    event.listen(engine.sync_engine, "invalidate", _let_go)
    return engine


async def dispose(engine: AsyncEngine) -> None:
    """Close an engine's connections once those at work have come back, and open none after that.

    Its pool forgets whoever comes later, such as a cancelled session, which gives its connection back a
    moment after: that one is closed when it comes.
    """
    pool = engine.pool
    event.listen(engine.sync_engine, "checkin", _close_at_once)
    for _ in range(LOOKS):
        if not (isinstance(pool, QueuePool) and pool.checkedout()):
            break
        await asyncio.sleep(0.01)
    event.listen(engine.sync_engine, "connect", _refuse, insert=True)
    await engine.dispose()


def _close_at_once(_connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    record.close()


def _refuse(*_: object) -> NoReturn:
    raise InvalidRequestError("the database was closed: whoever asks for it now comes too late")


def is_missing(url: str) -> bool:
    """Whether this is an SQLite database whose file is not there; opening it would make one."""
    parsed = make_url(async_url(url))
    named = parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}
    return named and not Path(str(parsed.database)).exists()


class Store:
    """Hands out repositories over one session each."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)
        self._turns = Turns(engine)
        self._reading = _READING if engine.dialect.name == "sqlite" else _READING_ALONE

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
            await session.connection(execution_options=self._reading)
            yield Repositories(session, workspace)

    def alone(self, name: str) -> AbstractAsyncContextManager[None]:
        """A turn at a name that no other process has meanwhile; for what must not be done twice at once.

        A `TimeoutError` when it does not come within a minute.
        """
        return self._turns.at(name)

    async def workspaces(self) -> Sequence[str]:
        """The workspaces that have plans or verdicts."""
        async with self._sessions() as session:
            await session.connection(execution_options=_READING)
            return await workspaces(session)

    async def answers(self) -> bool:
        """Whether the database does its work within a second."""
        try:
            async with asyncio.timeout(1), self.engine.execution_options(**_READING).connect() as one:
                await one.execute(text("SELECT 1"))
        except (OSError, SQLAlchemyError):
            return False
        return True

    async def close(self) -> None:
        await self._turns.close()
        await dispose(self.engine)
