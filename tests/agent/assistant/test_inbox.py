"""A message that is kept is taken in once, whatever happens in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from agent.assistant import inbox
from agent.assistant.inbox import Inbox
from agent.courtesy import Courtesy
from agent.planner.intake import GOAL_LIMIT, Message
from storage.letterbox import Letterbox
from tests.workshop import Workshop, message, workshop_at


class Recorded:
    """An assistant that writes down what it takes in; the first times it may fail."""

    def __init__(self, failures: int = 0) -> None:
        self.taken: list[Any] = []
        self._failures = failures

    async def receive(self, said: Message) -> None:
        if said.text == "broken" and self._failures:
            self._failures -= 1
            raise OSError("the database is away")
        self.taken.append(said.text)

    async def edited(self, said: Message) -> None:
        self.taken.append(f"edited: {said.text}")

    async def deleted(self, workspace: str, channel: str, ts: str, key: str) -> None:
        self.taken.append(f"deleted: {workspace} {channel} {ts} {key}")


@asynccontextmanager
async def opened(shop: Workshop, assistant: Any, *, started: bool = True) -> AsyncIterator[Inbox]:
    box = Inbox(Letterbox(shop.store.engine), assistant, Courtesy(), shop.clock)
    if started:
        await box.start()
    yield box
    await box.close()


async def until(look: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not look():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


async def test_what_people_write_edit_and_delete_is_taken_in_in_order(tmp_path: Path) -> None:
    assistant = Recorded()
    async with workshop_at(tmp_path) as shop, opened(shop, assistant) as box:
        await box.received(message("find 20 CTOs"))
        await box.edited(message("find 30 CTOs", key="Ev2"))
        await box.deleted("T1", "D1", "1.1", "Ev3")
        await until(lambda: len(assistant.taken) == 3)
    assert assistant.taken == ["find 20 CTOs", "edited: find 30 CTOs", "deleted: T1 D1 1.1 Ev3"]


async def test_a_delivery_that_comes_again_is_taken_in_once(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop, opened(shop, shop.assistant) as box:
        for _ in range(3):
            await box.received(message("find 20 CTOs"))
        await until(lambda: shop.durable.waiting)
        await box.received(message("find 20 CTOs"))
        assert len(shop.durable.waiting) == 1
        await shop.durable.settle()
    assert len(shop.planner.asked) == 1


async def test_what_a_process_left_is_taken_in_by_the_next(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        async with opened(shop, shop.assistant, started=False) as dies:
            await dies.received(message("find 20 CTOs"))
        for _ in range(2):
            async with opened(shop, shop.assistant):
                await until(lambda: shop.durable.waiting)
        assert len(shop.durable.waiting) == 1


async def test_what_cannot_be_taken_in_is_tried_again_and_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "AGAIN", (0.5, 0.0))
    assistant = Recorded(failures=2)
    async with workshop_at(tmp_path) as shop, opened(shop, assistant) as box:
        await box.received(message("broken"))
        await box.received(message("find 20 CTOs", key="Ev2"))
        await until(lambda: len(assistant.taken) == 2)
    assert assistant.taken == ["find 20 CTOs", "broken"]


async def test_secrets_and_whole_documents_are_not_kept(tmp_path: Path) -> None:
    cookie = f"AQED{'x9_-' * 36}"
    async with workshop_at(tmp_path) as shop, opened(shop, shop.assistant, started=False) as box:
        await box.received(message(f"find CTOs with {cookie}"))
        await box.received(message("word " * 10_000, key="Ev2"))
        async with shop.store.engine.connect() as connection:
            kept = list(await connection.scalars(text("SELECT letter FROM ls_event ORDER BY key")))
    assert len(kept) == 2
    assert not any(cookie in letter for letter in kept)
    assert max(map(len, kept)) < GOAL_LIMIT + 500
