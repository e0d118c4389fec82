"""Transactions: all or nothing, in UTC, writers in a row."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from asyncpg import InterfaceError  # type: ignore[import-untyped]
from sqlalchemy import text
from sqlalchemy.exc import InvalidRequestError, StatementError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.pool import QueuePool

from storage.models import RunStatus
from storage.store import Store, async_url, is_missing
from tests.storage import rows


class Interrupted(Exception):  # noqa: N818 - it is no fault of ours
    """Stands for whatever goes wrong."""


async def test_what_a_transaction_writes_is_there_after_it(store: Store) -> None:
    async with store.transaction("T1") as repos:
        repos.plans.add(rows.plan())
    async with store.reading("T1") as repos:
        assert await repos.plans.get("plan1") is not None


async def test_nothing_stays_of_a_transaction_that_failed(store: Store) -> None:
    async def fail() -> None:
        async with store.transaction("T1") as repos:
            repos.plans.add(rows.plan())
            await repos.session.flush()
            raise Interrupted

    with pytest.raises(Interrupted):
        await fail()
    async with store.reading("T1") as repos:
        assert await repos.plans.get("plan1") is None


async def test_a_handed_session_is_flushed_and_its_owner_commits(store: Store) -> None:
    async with AsyncSession(store.engine) as session:
        async with store.transaction("T1", session) as repos:
            repos.plans.add(rows.plan())
        assert await repos.plans.get("plan1") is not None
        await session.rollback()
    async with store.reading("T1") as repos:
        assert await repos.plans.get("plan1") is None


async def test_writers_queue_instead_of_failing(store: Store) -> None:
    async with store.transaction("T1") as repos:
        repos.plans.add(rows.plan(drafts=0))

    async def count_up() -> None:
        async with store.transaction("T1") as repos:
            plan = await repos.plans.lock("plan1")
            assert plan is not None
            await asyncio.sleep(0)
            plan.drafts += 1

    await asyncio.gather(*(count_up() for _ in range(10)))
    async with store.reading("T1") as repos:
        plan = await repos.plans.get("plan1")
    assert plan is not None
    assert plan.drafts == 10


async def test_a_reader_does_not_wait_for_a_writer(store: Store) -> None:
    async with store.transaction("T1") as writing:
        writing.plans.add(rows.plan())
        await writing.session.flush()
        async with asyncio.timeout(5), store.reading("T1") as reading:
            assert await reading.plans.get("plan1") is None


async def test_closing_leaves_no_connection_of_a_cancelled_transaction(store: Store) -> None:
    async def work() -> None:
        async with store.transaction("T1") as repos:
            await repos.plans.get("plan1")
            await asyncio.sleep(60)

    task = asyncio.ensure_future(work())
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.sleep(0)
    pool = store.engine.pool
    assert isinstance(pool, QueuePool)
    await store.close()
    await asyncio.gather(task, return_exceptions=True)
    assert pool.checkedin() + pool.checkedout() == 0


async def test_a_closed_store_opens_no_connection(store: Store) -> None:
    await store.close()
    with pytest.raises(InvalidRequestError, match="the database was closed"):
        async with store.reading("T1"):
            raise AssertionError
    assert store.engine.pool.checkedin() == 0  # type: ignore[attr-defined]


async def test_a_connection_that_comes_back_after_the_end_is_closed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.store.LOOKS", 1)
    async with store.reading("T1") as repos:
        connection = await (await repos.session.connection()).get_raw_connection()
        driver = connection.driver_connection
        assert driver is not None
        await store.close()
        await driver.execute("SELECT 1")
    with pytest.raises((ValueError, InterfaceError), match=r"closed|no active"):
        await driver.execute("SELECT 1")


COUNTING = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) "
    "SELECT i FROM n WHERE i % 1000 = 0"
)


async def test_a_transaction_that_is_cancelled_in_a_statement_holds_no_lock(store: Store) -> None:
    async def work() -> None:
        async with store.transaction("T1") as repos:
            repos.plans.add(rows.plan())
            await repos.session.flush()
            await repos.session.execute(text(COUNTING))

    # The task keeps its error, and with it the statement, for as long as it is looked at.
    task = asyncio.ensure_future(work())
    await asyncio.sleep(0.2)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(10), store.transaction("T1") as repos:
        repos.plans.add(rows.plan())


async def test_times_come_back_in_utc(store: Store) -> None:
    local = datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=3)))
    async with store.transaction("T1") as repos:
        repos.plans.add(rows.plan(created_at=local))
    async with store.reading("T1") as repos:
        plan = await repos.plans.get("plan1")
    assert plan is not None
    assert plan.created_at == local
    assert plan.created_at.tzinfo is UTC


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="a time without a time zone is not a time"):
        async with store.transaction("T1") as repos:
            repos.plans.add(rows.plan(created_at=datetime(2026, 11, 21)))  # noqa: DTZ001 - the point


async def test_a_state_is_kept_as_its_word(store: Store) -> None:
    async with store.transaction("T1") as repos:
        repos.plans.add(rows.plan())
        await repos.session.flush()
        repos.runs.add(rows.run(status=RunStatus.STOPPED), [rows.step()])
    async with store.engine.connect() as connection:
        found = await connection.exec_driver_sql("SELECT status FROM ls_run")
        assert found.scalar_one() == "stopped"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@h/db", "postgresql+asyncpg://u:p@h/db"),
        ("postgresql://u:p@h/db", "postgresql+asyncpg://u:p@h/db"),
        ("postgresql+psycopg://u:p@h/db", "postgresql+asyncpg://u:p@h/db"),
        ("sqlite:///some/file.db", "sqlite+aiosqlite:///some/file.db"),
    ],
)
def test_a_url_gets_the_driver_we_use(given: str, used: str) -> None:
    assert async_url(given) == used


def test_another_database_is_declined() -> None:
    with pytest.raises(ValueError, match="mysql is not supported"):
        async_url("mysql://h/db")


def test_what_is_no_url_is_declined_without_repeating_it() -> None:
    with pytest.raises(ValueError, match="no database URL") as caught:
        async_url("hunter2")
    assert "hunter2" not in str(caught.value)


def test_only_a_file_can_be_missing(tmp_path: Path) -> None:
    (tmp_path / "there.db").touch()
    urls = [
        f"sqlite:///{tmp_path}/none.db",
        f"sqlite:///{tmp_path}/there.db",
        "sqlite://",
        "postgresql://h/d",
    ]
    assert [is_missing(url) for url in urls] == [True, False, False, False]
