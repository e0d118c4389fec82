"""Messages and files, each once, whatever happened in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.clock import Clock, JumpingClock, SystemClock
from agent.errors import UnavailableError
from bot.posting import Posting
from bot.sandbox import Sandbox
from bot.sandbox.core import Options
from bot.sandbox.faults import FaultKind
from bot.slack import hasty_client
from bot.views.blocks import Message, section
from storage.migrations import migrate
from storage.store import Store
from tests.migrated import newest_store
from tests.postgres import database

TEAM = "T0SANDBOX1"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(options=Options(rate_limits=False)) as running:
        yield running


@asynccontextmanager
async def posting_at(sandbox: Sandbox, folder: Path, clock: Clock) -> AsyncIterator[Posting]:
    store = await newest_store(f"sqlite:///{folder / 'leadsmith.db'}")
    web = hasty_client(sandbox.credentials.bot_token, f"{sandbox.url}/api/")
    yield Posting(web, web, store, clock)
    await store.close()


@pytest.fixture
async def posting(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Posting]:
    async with posting_at(sandbox, tmp_path, SystemClock()) as opened:
        yield opened


@pytest.fixture
async def place(sandbox: Sandbox) -> tuple[str, str]:
    """A thread of Dana's."""
    dana = sandbox.person("rep")
    return dana.channel().id, await dana.send("a goal")


def _words(text: str) -> Message:
    return Message(text, [section(text)])


def _replies(sandbox: Sandbox, place: tuple[str, str]) -> list[dict[str, Any]]:
    return sandbox.person("rep").replies(place[1])


async def test_showing_again_edits_in_place(
    sandbox: Sandbox, posting: Posting, place: tuple[str, str]
) -> None:
    first = await posting.show(TEAM, "plan:1", place, _words("one"))
    second = await posting.show(TEAM, "plan:1", place, _words("two"))
    assert first == second
    assert [message["text"] for message in _replies(sandbox, place)] == ["two"]


async def test_once_is_once_even_at_the_same_time(
    sandbox: Sandbox, posting: Posting, place: tuple[str, str]
) -> None:
    await asyncio.gather(*(posting.once(TEAM, "reply:1", place, _words("hello")) for _ in range(5)))
    assert len(_replies(sandbox, place)) == 1


async def test_an_answer_that_was_lost_is_found_and_not_posted_again(
    sandbox: Sandbox, posting: Posting, place: tuple[str, str]
) -> None:
    sandbox.faults.fail("chat.postMessage", FaultKind.SERVER_ERROR, after=True)
    with pytest.raises(UnavailableError):
        await posting.show(TEAM, "plan:1", place, _words("one"))
    await posting.show(TEAM, "plan:1", place, _words("two"))
    assert [message["text"] for message in _replies(sandbox, place)] == ["two"]


async def test_it_is_found_however_far_slacks_clock_is_from_ours(sandbox: Sandbox, tmp_path: Path) -> None:
    clock = JumpingClock()
    clock.ahead = timedelta(days=1)
    place = (sandbox.person("rep").channel().id, None)
    async with posting_at(sandbox, tmp_path, clock) as posting:
        sandbox.faults.fail("chat.postMessage", FaultKind.SERVER_ERROR, after=True)
        with pytest.raises(UnavailableError):
            await posting.once(TEAM, "note:1", place, _words("one"))
        await posting.once(TEAM, "note:1", place, _words("one"))
    assert [message["text"] for message in sandbox.person("rep").messages()] == ["one"]


async def test_what_slack_never_got_is_posted(
    sandbox: Sandbox, posting: Posting, place: tuple[str, str]
) -> None:
    sandbox.faults.fail("chat.postMessage", FaultKind.SERVER_ERROR)
    with pytest.raises(UnavailableError):
        await posting.show(TEAM, "plan:1", place, _words("one"))
    await posting.show(TEAM, "plan:1", place, _words("two"))
    assert [message["text"] for message in _replies(sandbox, place)] == ["two"]


async def test_a_message_that_somebody_deleted_is_posted_anew(
    sandbox: Sandbox, posting: Posting, place: tuple[str, str]
) -> None:
    first = await posting.show(TEAM, "plan:1", place, _words("one"))
    await sandbox.person("rep").delete(first)
    second = await posting.show(TEAM, "plan:1", place, _words("two"))
    assert second != first
    assert [message["ts"] for message in _replies(sandbox, place)] == [second]
    assert await posting.ts_of(TEAM, ["plan:1", "plan:2"]) == {"plan:1": (place[0], second)}


@pytest.mark.parametrize("lost", [False, True])
async def test_a_file_is_uploaded_once(
    sandbox: Sandbox, posting: Posting, place: tuple[str, str], lost: bool
) -> None:
    if lost:
        sandbox.faults.fail("files.completeUploadExternal", FaultKind.SERVER_ERROR, after=True)
        with pytest.raises(UnavailableError):
            await posting.file(TEAM, "file:1", place, "leads.csv", "a,b\r\n")
    for _ in range(2):
        await posting.file(TEAM, "file:1", place, "leads.csv", "a,b\r\n")
    assert [file["name"] for m in _replies(sandbox, place) for file in m["files"]] == ["leads.csv"]


async def test_workspaces_have_messages_of_their_own(
    sandbox: Sandbox, posting: Posting, place: tuple[str, str]
) -> None:
    await posting.show(TEAM, "plan:1", place, _words("one"))
    await posting.show("T0OTHER", "plan:1", place, _words("two"))
    assert [message["text"] for message in _replies(sandbox, place)] == ["one", "two"]


@pytest.mark.postgres
async def test_what_several_processes_show_at_once_is_there_once(
    sandbox: Sandbox, place: tuple[str, str], postgres_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = hasty_client(sandbox.credentials.bot_token, f"{sandbox.url}/api/")
    post = web.chat_postMessage

    async def slowly(**said: Any) -> Any:
        await asyncio.sleep(0.2)
        return await post(**said)

    monkeypatch.setattr(web, "chat_postMessage", slowly)
    with database(postgres_server) as url:
        stores = [Store.at(url) for _ in range(4)]
        await migrate(stores[0].engine)
        postings = [Posting(web, web, store, SystemClock()) for store in stores]
        await asyncio.gather(
            *(each.show(TEAM, "icp:1", place, _words("the card")) for each in postings),
            *(each.once(TEAM, "icp:1:told", place, _words("a milestone")) for each in postings),
        )
        for store in stores:
            await store.close()
    assert sorted(each["text"] for each in _replies(sandbox, place)) == ["a milestone", "the card"]
