"""A name that one process holds at a time."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from storage.lock import NameLock, Turns
from storage.store import async_url, create_engine


async def test_a_name_is_held_by_one_at_a_time(database_url: str) -> None:
    engines = [create_engine(database_url) for _ in range(2)]
    first, second = (NameLock(engine, "executor-a/b") for engine in engines)
    assert await first.take()
    assert not await second.take()
    await first.release()
    assert await second.take()
    await second.release()
    for engine in engines:
        await engine.dispose()


async def test_another_name_is_free(database_url: str) -> None:
    engine = create_engine(database_url)
    first, second = NameLock(engine, "a"), NameLock(engine, "b")
    assert await first.take()
    assert await second.take()
    await first.release()
    await second.release()
    await engine.dispose()


async def test_a_database_in_memory_is_always_ours() -> None:
    engine = create_async_engine(async_url("sqlite://"))
    assert await NameLock(engine, "a").take()
    assert await NameLock(engine, "a").take()
    await engine.dispose()


def _hold(url: str, held: object) -> None:
    import asyncio  # noqa: PLC0415 - another process

    async def hold() -> None:
        assert await NameLock(create_engine(url), "a").take()
        held.set()  # type: ignore[attr-defined]
        await asyncio.Event().wait()

    asyncio.run(hold())


@pytest.mark.long
async def test_a_killed_process_holds_nothing(database_url: str) -> None:
    context = multiprocessing.get_context("forkserver")
    held = context.Event()
    process = context.Process(target=_hold, args=(database_url, held), daemon=True)
    process.start()
    assert held.wait(20)
    engine = create_engine(database_url)
    lock = NameLock(engine, "a")
    assert not await lock.take()
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert await _soon(lock)
    await lock.release()
    await engine.dispose()


async def _soon(lock: NameLock) -> bool:
    """The server learns of the death a moment later."""
    import anyio  # noqa: PLC0415

    for _ in range(100):
        if await lock.take():
            return True
        await anyio.sleep(0.02)
    return False


async def test_a_turn_is_one_processs_at_a_time(database_url: str) -> None:
    engines = [create_engine(database_url) for _ in range(2)]
    first, second = (Turns(engine) for engine in engines)
    order: list[str] = []

    async def wait() -> None:
        async with second.at("card"):
            order.append("second")

    async with first.at("card"):
        waiting = asyncio.create_task(wait())
        async with second.at("another"):
            await asyncio.sleep(0.1)
        order.append("first")
    await waiting
    alone = database_url.startswith("sqlite")
    assert order == (["second", "first"] if alone else ["first", "second"])
    await first.close()
    await second.close()
    for engine in engines:
        await engine.dispose()


@pytest.mark.postgres
async def test_a_turn_that_does_not_come_is_said(
    postgres_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.lock.TURN_SECONDS", 0.1)
    engine = create_engine(postgres_server)
    first, second = Turns(engine), Turns(engine)
    async with first.at("card"):
        with pytest.raises(TimeoutError):
            async with second.at("card"):
                pytest.fail("it is not our turn")
    async with second.at("card"):
        await first.close()
    await second.close()
    await engine.dispose()
