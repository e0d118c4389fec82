"""Work that outlives a request: enqueued with its row, done once by its key, kept with its rows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from agent.durable import ATTEMPTS, Durable, Job
from agent.errors import AgentError, InvalidError, NotFoundError, UnavailableError
from storage.migrations import migrate
from storage.store import Store

pytestmark = pytest.mark.long

PATIENCE = 20.0
NOW = datetime(2026, 11, 30, tzinfo=UTC)
Body = Callable[..., Awaitable[None]]
Open = Callable[..., Awaitable[Durable]]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.durable.POLL_SECONDS", 0.02)
    monkeypatch.setattr("agent.durable.FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr("agent.durable.PATIENCE_SECONDS", 0.1)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    store = Store.at(database_url)
    async with store.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE ls_note (word varchar(80))"))
    yield store
    await store.close()


@pytest.fixture
async def launched(store: Store) -> AsyncIterator[Open]:
    """Starts a durable with one job, `work`, whose body is given."""
    async with AsyncExitStack() as stack:

        async def launch(body: Body, *, executor: str = "local") -> Durable:
            durable = Durable(store.engine, executor=executor)
            durable.add(Job("work", body, at_once=5))
            await durable.launch()
            stack.push_async_callback(durable.close)
            return durable

        yield launch


async def note(session: AsyncSession, word: str) -> None:
    await session.execute(text("INSERT INTO ls_note VALUES (:word)"), {"word": word})


async def notes(store: Store) -> list[str]:
    async with store.reading("") as repos:
        return list((await repos.session.scalars(text("SELECT word FROM ls_note"))).all())


class Done:
    """What bodies did, and a way to wait for it."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._more = asyncio.Event()

    async def say(self, *words: str) -> None:
        self.heard.append(" ".join(words))
        self._more.set()

    async def until(self, count: int) -> list[str]:
        async with asyncio.timeout(10):
            while len(self.heard) < count:
                self._more.clear()
                await self._more.wait()
        return self.heard


async def test_a_job_is_enqueued_with_the_row_that_asks_for_it(store: Store, launched: Open) -> None:
    done = Done()
    durable = await launched(done.say)
    async with store.transaction("") as repos:
        await note(repos.session, "asked")
        await durable.enqueue(repos.session, "work", "for", "it", key="k1")
    assert await done.until(1) == ["for it"]


async def test_a_transaction_that_fails_asks_for_nothing(store: Store, launched: Open) -> None:
    done = Done()
    durable = await launched(done.say)

    async def fails() -> None:
        async with store.transaction("") as repos:
            await note(repos.session, "lost")
            await durable.enqueue(repos.session, "work", "lost", key="k1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()
    async with store.transaction("") as repos:
        await durable.enqueue(repos.session, "work", "found", key="k2")
    assert await done.until(1) == ["found"]
    assert await notes(store) == []


async def test_a_key_is_one_job_however_often_it_is_used(store: Store, launched: Open) -> None:
    done = Done()
    durable = await launched(done.say)
    for word in ("first", "second", "third"):
        async with store.transaction("") as repos:
            await durable.enqueue(repos.session, "work", word, key="same")
    async with store.transaction("") as repos:
        await durable.enqueue(repos.session, "work", "last", key="other")
    assert await done.until(2) == ["first", "last"]


async def test_a_delayed_job_waits_for_its_time(store: Store, launched: Open) -> None:
    done = Done()
    durable = await launched(done.say)
    async with store.transaction("") as repos:
        await durable.enqueue(repos.session, "work", "the queue is open", key="k0")
    await done.until(1)
    async with store.transaction("") as repos:
        await durable.enqueue(repos.session, "work", "late", key="k1", delay=timedelta(seconds=0.4))
        await durable.enqueue(repos.session, "work", "soon", key="k2")
    assert (await done.until(3))[1:] == ["soon", "late"]


async def test_rows_are_written_with_the_checkpoint_or_not_at_all(store: Store, launched: Open) -> None:
    done = Done()

    async def body() -> None:
        async def fails(session: AsyncSession) -> None:
            await note(session, "broken")
            raise NotFoundError("gone")

        with pytest.raises(NotFoundError):
            await durable.transaction("fails", fails)
        await durable.transaction("works", lambda session: note(session, "whole"))
        await done.say("over")

    durable = await launched(body)
    async with store.transaction("") as repos:
        await durable.enqueue(repos.session, "work", key="k1")
    await done.until(1)
    assert await notes(store) == ["whole"]


async def test_transactions_that_conflict_are_all_done(store: Store, launched: Open) -> None:
    done = Done()

    async def count_up(session: AsyncSession) -> None:
        count = await session.scalar(text("SELECT count(*) FROM ls_note"))
        await asyncio.sleep(0.05)
        await note(session, str(count))

    async def body() -> None:
        await durable.transaction("count up", count_up)
        await done.say("counted")

    durable = await launched(body)
    async with store.transaction("") as repos:
        for number in range(4):
            await durable.enqueue(repos.session, "work", key=f"k{number}")
    await done.until(4)
    assert sorted(await notes(store)) == ["0", "1", "2", "3"]


async def test_a_failure_that_may_pass_is_tried_again(store: Store, launched: Open) -> None:
    done = Done()
    tries: list[int] = []

    async def flaky() -> str:
        tries.append(1)
        if len(tries) < ATTEMPTS:
            raise UnavailableError("not now")
        return "at last"

    async def body() -> None:
        await done.say(await durable.step("flaky", flaky))

    durable = await launched(body)
    async with store.transaction("") as repos:
        await durable.enqueue(repos.session, "work", key="k1")
    assert await done.until(1) == ["at last"]


async def test_a_failure_that_does_not_pass_is_said(store: Store, launched: Open) -> None:
    done = Done()
    tries: list[int] = []

    async def down() -> None:
        tries.append(1)
        raise UnavailableError("not now")

    async def body() -> None:
        try:
            await durable.step("down", down)
        except UnavailableError as error:
            await done.say(str(error))

    durable = await launched(body)
    async with store.transaction("") as repos:
        await durable.enqueue(repos.session, "work", key="k1")
    assert "however often I tried" in (await done.until(1))[0]
    assert len(tries) == ATTEMPTS


async def test_a_step_that_breaks_is_said_as_well(store: Store, launched: Open) -> None:
    done = Done()

    async def breaks() -> None:
        raise ZeroDivisionError

    async def body() -> None:
        try:
            await durable.step("broken", breaks)
        except AgentError as error:
            await done.say(str(error))

    durable = await launched(body)
    async with store.transaction("") as repos:
        await durable.enqueue(repos.session, "work", key="k1")
    assert "ZeroDivisionError" in (await done.until(1))[0]


async def test_a_refusal_is_not_tried_again(store: Store, launched: Open) -> None:
    done = Done()
    tries: list[int] = []

    async def refuses() -> None:
        tries.append(1)
        raise NotFoundError("gone")

    async def body() -> None:
        try:
            await durable.step("refuses", refuses)
        except NotFoundError as error:
            await done.say(str(error))

    durable = await launched(body)
    async with store.transaction("") as repos:
        await durable.enqueue(repos.session, "work", key="k1")
    assert await done.until(1) == ["gone"]
    assert len(tries) == 1


async def test_what_was_left_is_taken_up_and_done_steps_are_not_done_again(store: Store) -> None:
    first, done, stuck = Done(), Done(), asyncio.Event()

    def durable_with(last: Body) -> Durable:
        durable = Durable(store.engine)

        async def body(word: str) -> None:
            await durable.transaction("note", lambda session: note(session, word))
            await durable.step("last", last)

        durable.add(Job("work", body, at_once=5))
        return durable

    async def hangs() -> None:
        await first.say("reached")
        await stuck.wait()

    killed = durable_with(hangs)
    await killed.launch()
    async with store.transaction("") as repos:
        await killed.enqueue(repos.session, "work", "once", key="k1")
    await first.until(1)
    await killed.close()
    again = durable_with(lambda: done.say("done"))
    await again.launch()
    assert await done.until(1) == ["done"]
    await again.close()
    assert await notes(store) == ["once"]


async def test_arguments_are_kept_as_readable_text(store: Store, launched: Open) -> None:
    durable = await launched(Done().say)
    async with store.transaction("") as repos:
        await durable.enqueue(repos.session, "work", "plain words", key="k1", delay=timedelta(days=1))
    schema = "dbos." if store.engine.dialect.name == "postgresql" else ""
    async with store.reading("") as repos:
        kept = await repos.session.scalar(text(f"SELECT inputs FROM {schema}workflow_input"))  # noqa: S608
    assert "plain words" in kept


async def test_a_second_process_with_the_same_id_refuses_to_start(store: Store, launched: Open) -> None:
    await launched(Done().say, executor="one")
    other = Store(store.engine)
    with pytest.raises(InvalidError, match=r"works as “one” .* LEADSMITH_EXECUTOR_ID"):
        await Durable(other.engine, executor="one").launch()


async def test_an_id_is_free_again_after_close(store: Store) -> None:
    for _ in range(2):
        durable = Durable(store.engine)
        await durable.launch()
        await durable.close()


async def test_nothing_is_enqueued_or_written_before_launch(store: Store) -> None:
    durable = Durable(store.engine)
    async with store.transaction("") as repos:
        with pytest.raises(RuntimeError, match="before"):
            await durable.enqueue(repos.session, "work", key="k1")
    with pytest.raises(RuntimeError, match="before"):
        await durable.transaction("write", lambda session: note(session, "early"))


async def test_a_transaction_learns_which_rows_are_new(store: Store, launched: Open) -> None:
    await migrate(store.engine)
    new: asyncio.Queue[tuple[bool, bool]] = asyncio.Queue()

    async def twice(session: AsyncSession) -> list[bool]:
        async with store.transaction("T1", session) as repos:
            claims = [await repos.events.claim("Ev1", NOW) for _ in range(2)]
            return [*claims, *[await repos.posts.claim("card", "C1", None, NOW) for _ in range(2)]]

    async def body() -> None:
        first, again, posted, posted_again = await durable.transaction("twice", twice)
        assert (posted, posted_again) == (first, again)
        new.put_nowait((first, again))

    durable = await launched(body)
    async with store.transaction("T1") as repos:
        await durable.enqueue(repos.session, "work", key="once")
    assert await asyncio.wait_for(new.get(), PATIENCE) == (True, False)


async def test_what_finished_jobs_remember_of_somebody_goes_and_of_others_is_said_to_go_on(
    store: Store, launched: Open
) -> None:
    done, on = Done(), asyncio.Event()

    async def body(word: str) -> None:
        if word == "Ada waits":
            await done.say(word)
            await on.wait()
        await done.say(word)

    durable = await launched(body)

    def names(text: str) -> bool:
        return "Ada" in text

    async with store.transaction("") as repos:
        for word in ("Ada", "Bea", "Ada waits"):
            await durable.enqueue(repos.session, "work", word, key=word)
    await done.until(3)
    await forgets(durable, names, until="Ada")
    assert await durable.goes_on(names)
    on.set()
    await done.until(4)
    await forgets(durable, names, until="Ada waits")
    assert not await durable.goes_on(names)
    async with store.transaction("") as repos:
        await durable.enqueue(repos.session, "work", "Bea", key="Bea")
        await durable.enqueue(repos.session, "work", "Ada", key="Ada")
    assert (await done.until(5))[4:] == ["Ada"], "the other is remembered"


async def forgets(durable: Durable, names: Callable[[str], bool], until: str) -> None:
    """Forget until this job, whose end is noted a moment after its last word, is gone."""
    async with asyncio.timeout(10):
        while True:
            await durable.forget(names)
            if until not in {job.workflow_id for job in await durable._opened().list_workflows_async()}:
                return
            await asyncio.sleep(0.02)
