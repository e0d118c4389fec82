"""Work that outlives a request and a process: the only module that knows DBOS.

A *job* is a durable workflow with its own queue. It is enqueued in the transaction of the row that asks for
it, so both exist or neither does, and its key makes a second request the same job. Inside a job, `step` runs
something that may be repeated when the process dies under it, and `transaction` writes rows together with
the checkpoint, so that these exist exactly once. Arguments and results are ids and small readable values,
since DBOS keeps them as JSON.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from dbos import (
    DBOS,
    AsyncSQLAlchemyDatasource,
    DBOSClient,
    DBOSPortableJSONSerializer,
    EnqueueOptions,
    PortableWorkflowError,
    StepOptions,
)
from dbos import (
    error as dbos_error,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from agent.courtesy import Courtesy
from agent.errors import AgentError, InvalidError, UnavailableError
from storage.lock import NameLock
from storage.repositories import Repositories
from storage.store import Store, dispose, sync_url

_log = logging.getLogger(__name__)
T = TypeVar("T")
APPLICATION = "leadsmith"
POLL_SECONDS = 0.2
"""How often a queue looks for work: a person waits for it."""


PATIENCE_SECONDS = 5.0
"""How long a process waits for its predecessor of the same id to be gone."""
TAKEN = (
    "Another Leadsmith works as “{}” on this database. Stop it, or give this one "
    "a LEADSMITH_EXECUTOR_ID of its own."
)

ATTEMPTS = 6
PAGE = 200
_OVER = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_GOING_ON = ["PENDING", "ENQUEUED", "DELAYED"]
"""The states, in DBOS's words, of jobs that are over, and of all others."""
FIRST_PAUSE_SECONDS = 0.5


@dataclass(frozen=True)
class Job:
    """One kind of durable work and how many of it one process does at once."""

    name: str
    body: Callable[..., Awaitable[None]]
    at_once: int


class Durable:
    """Runs jobs. One a process: DBOS keeps its registry in the module."""

    def __init__(
        self, engine: AsyncEngine, *, executor: str = "local", courtesy: Courtesy | None = None
    ) -> None:
        self._engine = engine
        self._courtesy = courtesy or Courtesy()
        self._executor = executor
        self._lock = NameLock(engine, f"executor-{executor}")
        self._jobs: list[Job] = []
        self._at_work: dict[asyncio.Task[Any], asyncio.Task[None]] = {}
        self._closing = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._source: AsyncSQLAlchemyDatasource | None = None
        self._client: DBOSClient | None = None

    def add(self, *jobs: Job) -> None:
        """Make jobs known; before `launch`, which takes up what an earlier process left."""
        self._jobs.extend(jobs)

    async def launch(self) -> None:
        """Create DBOS's tables where they are missing, recover unfinished jobs and start working."""
        await self._be_the_only_one()
        logging.getLogger("dbos").setLevel(logging.WARNING)
        serializer = DBOSPortableJSONSerializer()
        url = sync_url(self._engine)
        DBOS(
            config={
                "name": APPLICATION,
                "system_database_url": url,
                "executor_id": self._executor,
                # Steps are found by their order: a fixed version takes up a job that an older release began.
                "application_version": "1",
                "serializer": serializer,
                "log_level": "WARNING",
                "scheduler_polling_interval_sec": 3600.0,
                "run_migrations": False,
            }
        )
        for job in self._jobs:
            DBOS.workflow(name=job.name)(self._workflow(job.body))
        self._source = await self._datasource(serializer)
        self._client = DBOSClient(
            system_database_url=url, serializer=serializer, application_name=APPLICATION, lazy=True
        )
        # A queue that is registered after the launch is not looked at for a second.
        await asyncio.to_thread(DBOS.migrate, url)
        for job in self._jobs:
            await self._client.register_queue_async(
                job.name, worker_concurrency=job.at_once, polling_interval_sec=POLL_SECONDS
            )
        # On the running loop: jobs are coroutines of this loop, where our engine and connections live.
        self._loop = asyncio.get_running_loop()
        DBOS.launch()

    async def close(self) -> None:
        """Stop working; what is unfinished goes on at the next start."""
        self._closing = True
        ours = list(self._at_work)
        for whole in ours:
            self._at_work[whole].cancel()
        await asyncio.gather(*ours, return_exceptions=True)
        if self._source is not None and self._source.engine is not self._engine:
            await dispose(self._source.engine)
        if self._client is not None:
            await asyncio.to_thread(self._client.destroy)
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        # DBOS made its thread pool the loop's, and has just closed it.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        await self._lock.release()

    async def _datasource(self, serializer: DBOSPortableJSONSerializer) -> AsyncSQLAlchemyDatasource:
        """Where transactions run: on SQLite our engine, whose writers queue.

        On PostgreSQL they are serializable, and DBOS begins one anew that lost to another; of the drivers
        it knows only psycopg's conflicts, so it gets an engine of its own.
        """
        url = self._engine.url.render_as_string(hide_password=False)
        if self._engine.dialect.name == "sqlite":
            return await AsyncSQLAlchemyDatasource.create(url, engine=self._engine, serializer=serializer)
        own = {"pool_pre_ping": True}
        return await AsyncSQLAlchemyDatasource.create(url, engine_kwargs=own, serializer=serializer)

    async def _be_the_only_one(self) -> None:
        """Refuse to start beside a process with the same id: each would run the other's live steps again."""
        time = asyncio.get_running_loop().time
        deadline = time() + PATIENCE_SECONDS
        while not await self._lock.take():
            if time() > deadline:
                raise InvalidError(TAKEN.format(self._executor))
            await asyncio.sleep(POLL_SECONDS)

    def _workflow(self, body: Callable[..., Awaitable[None]]) -> Callable[..., Coroutine[Any, Any, None]]:
        """The body as a plain function, since DBOS takes a method for one of a class that it should know.

        Cancelled, it leaves no result: the job counts as unfinished, as if the process had died.
        """

        async def work(*args: str) -> None:
            if self._closing or self._loop is None or self._loop.is_closed():
                raise asyncio.CancelledError
            if asyncio.get_running_loop() is self._loop:
                await at_home(*args)
                return
            # While our loop stands still, as between two tests, DBOS takes one of its own, where neither our
            # engine nor our locks may be used: the body waits for ours.
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(at_home(*args), self._loop))

        async def at_home(*args: str) -> None:
            # DBOS's own task goes on for a moment after the body, and close() waits for it, too.
            whole, task = asyncio.current_task(), asyncio.ensure_future(body(*args))
            if whole is not None:
                self._at_work[whole] = task
                whole.add_done_callback(self._at_work.pop)
            await task

        return work

    async def enqueue(
        self, session: AsyncSession, job: str, *args: str, key: str, delay: timedelta | None = None
    ) -> None:
        """Ask for a job in the caller's transaction; a key that was used before changes nothing."""
        options: EnqueueOptions = {"workflow_name": job, "queue_name": job, "workflow_id": key}
        if delay is not None:
            options["delay_seconds"] = delay.total_seconds()
        client = self._client
        if client is None:
            raise RuntimeError("Durable.enqueue before Durable.launch")
        await session.run_sync(lambda open_one: client.enqueue_in_transaction(open_one, options, *args))

    async def forget(self, names: Callable[[str], bool]) -> None:
        """Delete what is kept of finished jobs whose words `names` recognises.

        A job's own rows know what it did: only a repeated request would be a new job.
        """
        if over := await self._naming(names, _OVER):
            await self._opened().delete_workflows_async(over)

    async def goes_on(self, names: Callable[[str], bool]) -> bool:
        """Whether there are unfinished jobs like that: what these keep can go only once they are over."""
        return bool(await self._naming(names, _GOING_ON))

    async def _naming(self, names: Callable[[str], bool], states: list[str]) -> list[str]:
        """The jobs in these states that tell of something, by their arguments, steps or results."""
        client, found, start = self._opened(), list[str](), 0
        while page := await client.list_workflows_async(status=states, limit=PAGE, offset=start):
            said = [(each.workflow_id, f"{each.input} {each.output} {each.error}") for each in page]
            found += [job for job, text in said if names(text) or await _told(client, job, names)]
            start += PAGE
        return found

    def _opened(self) -> DBOSClient:
        if self._client is None:
            raise RuntimeError("Durable is used before Durable.launch")
        return self._client

    async def step(self, name: str, body: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run the body and keep its result; it runs again only when the process dies before that.

        A failure that may pass (an `AgentError` with `retryable`) is tried again with growing pauses.
        """
        options: StepOptions = {
            "name": name,
            "retries_allowed": True,
            "max_attempts": ATTEMPTS,
            "interval_seconds": FIRST_PAUSE_SECONDS,
            "backoff_rate": 2.0,
            "should_retry": passes,
        }

        async def work() -> T:
            try:
                return await body()
            except Exception as error:
                if isinstance(error, AgentError) or passes(error):
                    raise
                # Whoever awaits this step can deal with an error that is said, and with no other.
                _log.exception("%s broke", name)
                raise AgentError(f"{name} broke ({type(error).__name__}).") from error

        await self._courtesy.turn()
        try:
            return await DBOS.run_step_async(options, work)
        except (dbos_error.DBOSMaxStepRetriesExceeded, PortableWorkflowError) as error:
            # The second is what a recorded failure turns into when the job is taken up again.
            raise UnavailableError(f"{name} did not work, however often I tried: {error}") from error

    async def transaction(self, name: str, body: Callable[[AsyncSession], Coroutine[Any, Any, T]]) -> T:
        """Run the body over a session whose writes and this step's checkpoint are committed together."""
        source = self._source
        if source is None:
            raise RuntimeError("Durable.transaction before Durable.launch")

        async def work() -> T:
            return await body(source.sql_session())

        await self._courtesy.turn()
        return await source.run_tx_step_async({"name": name}, work)


class Writing:
    """Whoever has a store and durable work writes rows as steps of a job."""

    store: Store
    durable: Durable

    async def write(self, name: str, workspace: str, body: Callable[[Repositories], Awaitable[T]]) -> T:
        """A durable step whose rows and checkpoint are committed together."""

        async def work(session: AsyncSession) -> T:
            async with self.store.transaction(workspace, session) as repos:
                return await body(repos)

        return await self.durable.transaction(name, work)


async def _told(client: DBOSClient, job: str, names: Callable[[str], bool]) -> bool:
    """Whether a step of a job told of it."""
    steps = await client.list_workflow_steps_async(job)
    return any(names(f"{step['output']} {step['error']}") for step in steps)


def interrupted(error: BaseException) -> bool:
    """Whether this is DBOS taking the job away (cancelled, or run elsewhere), which nobody may swallow."""
    return isinstance(error, dbos_error.DBOSException)


@contextmanager
def surviving(what: str) -> Iterator[None]:
    """Whatever breaks inside is logged and over, so that the job can tell that it did not come to its end."""
    try:
        yield
    except Exception as error:
        if interrupted(error):
            raise
        _log.exception("%s broke", what)


def passes(error: BaseException) -> bool:
    """Whether trying again may help: the error says so, or the database went away under us."""
    if isinstance(error, AgentError):
        return error.retryable
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, OSError)
