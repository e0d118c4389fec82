"""Searches are followed by whoever has a pass, from any process, with one look at the table for all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress

import pytest
from sqlalchemy import event

from agent.clock import FixedClock
from agent.errors import NotAllowedError, NotFoundError, UnavailableError
from agent.prospecting import stream
from agent.prospecting.feed import Subscription
from agent.prospecting.passes import Pass, PassError, Passes
from agent.prospecting.stream import LASTS, LOOK_SECONDS, CrowdedError, Most, Streams
from storage.models import SessionState
from storage.store import Store
from tests.agent.prospecting.conftest import Office
from tests.streams import KEY, Search, search_at
from tests.workshop import ADMIN, DANA, NOW, SAM, WORKSPACE

pytestmark = pytest.mark.long


def uncut() -> None:
    """Nobody is too slow here: it is called for who reads nothing when it is over."""


def streams_over(store: Store, most: Most | None = None) -> Streams:
    return Streams(store, FixedClock(NOW), Passes(KEY), most)


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One event loop a module, so that a store can outlive a test."""
    return "asyncio"


@pytest.fixture(scope="module")
async def first(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Search]:
    async with search_at(f"sqlite:///{tmp_path_factory.mktemp('streams') / 'leadsmith.db'}") as found:
        yield found


@pytest.fixture
async def search(first: Search) -> Search:
    """A search of this test's own."""
    return await first.begin()


async def told(follower: Subscription, count: int) -> list[str]:
    found = []
    for _ in range(count):
        each = await follower.next(5)
        assert each is not None
        found.append(each.id)
    return found


async def test_a_whole_search_is_told_as_it_happens_and_then_its_end(office: Office):
    streams = streams_over(office.store)
    session_id = await office.begun()
    follower = await streams.follow(Pass(WORKSPACE, session_id, NOW + LASTS), 0, uncut)
    await office.prospecting.confirm(DANA, session_id)
    await office.durable.settle()
    await office.prospecting.enrich(DANA, session_id)
    await office.durable.settle()
    numbered = await office.prospecting.told(WORKSPACE, session_id)
    found = [await follower.next(5) for _ in range(len(numbered) + 1)]
    assert [(each.id, each.payload) for each in found[:-1] if each] == [
        (str(number), payload) for number, payload in numbered
    ]
    assert found[-1] is not None
    assert found[-1].payload["message"] == "That search is done."
    await streams.close()


async def test_a_cancelled_search_ends_once_what_was_under_way_is_kept(office: Office):
    streams = streams_over(office.store)
    session_id = await office.begun()
    await office.prospecting.cancel(DANA, session_id)
    follower = await streams.follow(Pass(WORKSPACE, session_id, NOW + LASTS), 3, uncut)
    assert await told(follower, 1) == ["end"]
    await streams.close()


async def test_a_link_is_for_whoever_may_see_the_search(search: Search):
    streams = streams_over(search.store)
    for actor in (DANA, ADMIN):
        link = await streams.link(actor, search.session)
        assert link.until == NOW + LASTS
        assert streams.admit(link.token, search.session) == search.granted
    with pytest.raises(NotAllowedError):
        await streams.link(SAM, search.session)
    with pytest.raises(NotFoundError):
        await streams.link(DANA, "gone")


async def test_a_link_is_for_one_search_until_its_end(search: Search):
    streams = streams_over(search.store)
    link = await streams.link(DANA, search.session)
    with pytest.raises(NotAllowedError, match="another search"):
        streams.admit(link.token, "5e551017bbbb")
    with pytest.raises(PassError):
        streams.admit(link.token[:-1], search.session)
    streams._clock = FixedClock(link.until)
    with pytest.raises(PassError):
        streams.admit(link.token, search.session)


async def test_a_pass_of_another_workspace_finds_nothing(search: Search):
    """Nobody can make one without the key; the table is asked for the pass's workspace all the same."""
    streams = streams_over(search.store)
    with pytest.raises(NotFoundError):
        await streams.follow(Pass("T2", search.session, NOW + LASTS), 0, uncut)
    assert not streams._feeds


async def test_a_crowd_is_refused_before_it_costs_anybody_anything(search: Search):
    other = (await search.begin()).granted
    streams = streams_over(search.store, Most(of_all=3, of_each=2))
    first = await streams.follow(search.granted, 0, uncut)
    await streams.follow(search.granted, 0, uncut)
    with pytest.raises(CrowdedError):
        await streams.follow(search.granted, 0, uncut)
    await streams.follow(other, 0, uncut)
    with pytest.raises(CrowdedError):
        await streams.follow(other, 0, uncut)
    streams.leave(first)
    await streams.follow(search.granted, 0, uncut)
    await streams.close()


async def test_everybody_who_comes_at_once_is_counted(search: Search):
    streams = streams_over(search.store, Most(of_each=5))
    came = await asyncio.gather(
        *(streams.follow(search.granted, 0, uncut) for _ in range(20)), return_exceptions=True
    )
    assert sum(isinstance(each, Subscription) for each in came) == 5
    assert sum(isinstance(each, CrowdedError) for each in came) == 15
    await streams.close()


async def test_one_look_at_the_table_is_for_all(search: Search):
    streams = streams_over(search.store)
    for each in [await search.begin() for _ in range(4)]:
        for _ in range(5):
            await streams.follow(each.granted, 0, uncut)
    asked: list[str] = []
    event.listen(
        search.store.engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2])
    )
    await streams._look_at_all()
    assert sum("ls_icp_session" in each for each in asked) == 1
    await streams.close()


async def test_what_is_committed_is_told_at_the_next_look(search: Search, monkeypatch: pytest.MonkeyPatch):
    assert LOOK_SECONDS * 2 < 0.3, "domain.md, 002"
    monkeypatch.setattr(stream, "LOOK_SECONDS", 3_600)
    streams = streams_over(search.store)
    follower = await streams.follow(search.granted, 0, uncut)
    await search.tell("icp:planning_start", "icp:progress_summary")
    await streams._look_at_all()
    assert await told(follower, 2) == ["1", "2"]
    await streams.close()


async def test_a_search_that_nobody_follows_is_not_looked_at(search: Search):
    streams = streams_over(search.store)
    follower = await streams.follow(search.granted, 0, uncut)
    looking = streams._looking
    assert looking is not None
    streams.leave(follower)
    assert not streams._feeds
    await asyncio.wait_for(looking, 1)
    again = await streams.follow(search.granted, 0, uncut)
    await search.tell("icp:planning_start")
    assert await told(again, 1) == ["1"]
    await streams.close()


async def test_who_comes_when_we_stop_is_asked_to_come_back(search: Search):
    streams = streams_over(search.store)
    follower = await streams.follow(search.granted, 0, uncut)
    waiting = asyncio.create_task(follower.next(5))
    await asyncio.sleep(0)
    await streams.close()
    assert await waiting is None
    with pytest.raises(UnavailableError):
        await streams.follow(search.granted, 0, uncut)


async def test_a_database_that_is_away_for_a_moment_is_waited_for(
    search: Search, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    streams = streams_over(search.store)
    follower = await streams.follow(search.granted, 0, uncut)
    with monkeypatch.context() as broken:
        broken.setattr(search.store, "reading", lambda _: (_ for _ in ()).throw(OSError("away")))
        with suppress(TimeoutError):
            await follower.next(0.3)
        with pytest.raises(UnavailableError):
            await streams.follow(Pass(WORKSPACE, "5e551017bbbb", NOW + LASTS), 0, uncut)
    assert "could not be read" in caplog.text
    await search.tell("icp:planning_start")
    assert await told(follower, 1) == ["1"]
    await streams.close()


async def test_what_one_process_does_is_followed_at_another(database_url: str):
    async with AsyncExitStack() as opened:
        search = await opened.enter_async_context(search_at(database_url))
        elsewhere = Store.at(database_url)
        opened.push_async_callback(elsewhere.close)
        streams = streams_over(elsewhere)
        opened.push_async_callback(streams.close)
        follower = await streams.follow(search.granted, 0, uncut)
        await search.tell("icp:planning_start", "icp:progress_summary")
        await search.tell("enrich:summary", state=SessionState.SUMMARY_EMITTED)
        assert await told(follower, 4) == ["1", "2", "3", "end"]
