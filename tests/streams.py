"""A search whose milestones a test reaches by hand, and a door on loopback through which it is followed."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from agent.clock import Clock, SystemClock
from agent.prospecting.board import Board
from agent.prospecting.passes import Pass, Passes
from agent.prospecting.stream import LASTS, Most, Streams
from bot.http.stream import StreamDoor
from bot.process import listen
from storage.migrations import migrate
from storage.models import Milestone, ProspectSession, SessionState
from storage.store import Store
from tests.agent.prospecting.conftest import INTAKE
from tests.workshop import NOW, WORKSPACE

KEY = b"k" * 32


@dataclass(frozen=True)
class Event:
    """An event as a client takes it up (WHATWG HTML, 9.2.6)."""

    name: str
    id: str
    data: str

    @property
    def payload(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.data)
        return found


@dataclass
class Reader:
    """Takes up a stream line by line, as the standard says. `comments` and `retry` are kept, too."""

    id: str = ""
    comments: int = 0
    retry: int | None = None
    _name: str = ""
    _data: list[str] = field(default_factory=list)

    def line(self, line: str) -> Event | None:
        """The event that ends with this line, if one does."""
        if not line:
            told = Event(self._name or "message", self.id, "\n".join(self._data)) if self._data else None
            self._name, self._data = "", []
            return told
        name, _, value = line.partition(":")
        self._note(name, value.removeprefix(" "))
        return None

    def _note(self, name: str, value: str) -> None:
        match name:
            case "":
                self.comments += 1
            case "event":
                self._name = value
            case "data":
                self._data.append(value)
            case "id":
                self.id = value
            case "retry":
                self.retry = int(value)


@dataclass
class Search:
    """A search that goes on; of others in its store, `begin` makes more."""

    store: Store
    session: str = ""

    @property
    def granted(self) -> Pass:
        return Pass(WORKSPACE, self.session, NOW + LASTS)

    async def begin(self) -> Search:
        """Another search of the same person's."""
        assert INTAKE is not None
        session_id, workspace, owner = secrets.token_hex(6), WORKSPACE, "U1"
        row = ProspectSession(
            id=session_id,
            workspace=workspace,
            owner=owner,
            channel="",
            thread_ts="",
            state=SessionState.PLANNING,
            version=1,
            intake=INTAKE.model_dump(mode="json"),
            board=Board().model_dump(mode="json"),
            created_at=NOW,
            moved_at=NOW,
        )
        async with self.store.transaction(workspace) as repos:
            await repos.prospecting.add(row, [])
        return Search(self.store, session_id)

    async def tell(self, *keys: str, state: SessionState | None = None, message: str = "") -> float:
        """Reach milestones in one transaction, and move; the loop's time after its commit."""
        session_id = self.session
        async with self.store.transaction(WORKSPACE) as repos:
            session = await repos.prospecting.lock(session_id)
            assert session is not None
            if state is not None:
                session.state = state
            reached = await repos.prospecting.milestones(session_id)
            rows = [
                {
                    "session_id": session_id,
                    "key": key,
                    "number": number,
                    "event": key.partition("#")[0],
                    "message": message or f"This is {key}.",
                    "state": session.state,
                    "counters": {"seconds": 1.5},
                    "at": NOW,
                }
                for number, key in enumerate(keys, len(reached) + 1)
            ]
            # All at once, which is quicker than one by one as the product reaches them.
            await repos.prospecting._insert_new(Milestone, rows)
        return asyncio.get_running_loop().time()


@asynccontextmanager
async def search_at(url: str) -> AsyncIterator[Search]:
    """A store at this URL with a search that goes on."""
    store = Store.at(url)
    try:
        await migrate(store.engine)
        yield await Search(store).begin()
    finally:
        await store.close()


@dataclass
class Door:
    """Streams behind a real server."""

    streams: Streams
    passes: Passes
    runner: web.AppRunner
    clock: Clock
    search: Search

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}"

    def token(self, workspace: str = WORKSPACE) -> str:
        return self.passes.issue(Pass(workspace, self.search.session, self.clock.now() + LASTS))

    def link(self, token: str | None = None) -> str:
        return f"{self.url}/stream/{self.search.session}?token={self.token() if token is None else token}"

    @asynccontextmanager
    async def opened(
        self, http: aiohttp.ClientSession, after: str = "", **headers: str
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        sent: Mapping[str, str] = ({"Last-Event-ID": after} if after else {}) | headers
        async with http.get(self.link(), headers=sent) as answer:
            yield answer


async def events(answer: aiohttp.ClientResponse, reader: Reader | None = None) -> AsyncIterator[Event]:
    """What a stream tells, until it ends."""
    reader = reader or Reader()
    async for line in answer.content:
        told = reader.line(line.decode().rstrip("\n"))
        if told is not None:
            yield told


async def taken(answer: aiohttp.ClientResponse, count: int) -> list[Event]:
    """The next so many events."""
    found: list[Event] = []
    async for told in events(answer):
        found.append(told)
        if len(found) == count:
            break
    return found


@asynccontextmanager
async def door_to(
    search: Search,
    *,
    clock: Clock | None = None,
    most: Most | None = None,
    origins: frozenset[str] = frozenset(),
    heartbeat: float = 30.0,
) -> AsyncIterator[Door]:
    """Serve the search's stream."""
    clock, passes = clock or SystemClock(), Passes(KEY)
    streams = Streams(search.store, clock, passes, most)
    app = web.Application()
    StreamDoor(lambda: streams, origins, heartbeat).routes(app)
    runner = await listen(app, "127.0.0.1", 0)
    try:
        yield Door(streams, passes, runner, clock, search)
    finally:
        await streams.close()
        await runner.cleanup()
