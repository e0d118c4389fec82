"""Telling people: with the transaction that caused it, and never in the way of the work."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from agent.errors import UnavailableError
from agent.events import (
    Event,
    HomeChanged,
    Met,
    PlanChanged,
    ProspectingChanged,
    Replied,
    ReplyKind,
    RunChanged,
    Thinking,
    Thought,
)
from agent.telling import Telling
from storage.store import Store
from tests.workshop import InlineDurable, Recorder, Workshop, workshop_at


def _telling(shop: Workshop, audience: Recorder) -> Telling:
    durable: Any = shop.durable
    return Telling(shop.store, durable, audience)


async def test_an_event_is_told_after_its_transaction(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        audience = Recorder()
        telling = _telling(shop, audience)
        async with shop.store.transaction("T1") as repos:
            await telling.plan(repos, "plan1", "U1")
            assert audience.heard == []
        await shop.durable.settle()
        assert audience.heard == [PlanChanged("T1", "plan1"), HomeChanged("T1", "U1")]


async def test_nothing_is_told_of_a_transaction_that_failed(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        audience = Recorder()
        telling = _telling(shop, audience)
        async with shop.store.transaction("T1") as repos:
            await telling.run(repos, "run1", "U1")
            await repos.session.rollback()
        await shop.durable.settle()
        assert audience.heard == []


@pytest.mark.parametrize(
    "event",
    [
        Replied("T1", "D1", "1.1", ReplyKind.HELP, "reply:1"),
        Met("T1", "U1", "D1"),
        PlanChanged("T1", "plan1"),
        RunChanged("T1", "run1"),
        HomeChanged("T1", "U1"),
    ],
)
async def test_every_event_arrives_as_it_was(tmp_path: Path, event: Any) -> None:
    async with workshop_at(tmp_path) as shop:
        audience = Recorder()
        telling = _telling(shop, audience)
        async with shop.store.transaction("T1") as repos:
            await telling.later(repos, event)
        await shop.durable.settle()
        assert audience.heard == [event]


@pytest.mark.parametrize("error", [UnavailableError("Slack is not answering."), KeyError("a bug")])
async def test_a_message_that_cannot_be_shown_does_not_end_the_work(
    tmp_path: Path, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    async with workshop_at(tmp_path) as shop:
        telling = _telling(shop, Recorder(error=error))
        with caplog.at_level(logging.INFO, "agent.telling"):
            await telling.in_job("show", PlanChanged("T1", "plan1"))
            await telling.now(RunChanged("T1", "run1", tick=True))
        assert caplog.text.count("could not show") == 2


async def test_what_no_row_records_is_told_as_well(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        audience = Recorder()
        await _telling(shop, audience).soon(Met("T1", "U1", "D1"))
        await shop.durable.settle()
        assert audience.heard == [Met("T1", "U1", "D1")]


@pytest.mark.parametrize(
    "event",
    [
        Thinking("T1", "D1", "1.1", "Searching…", "U1", "thoughts:1", (Thought("Searched", "two found"),)),
        RunChanged("T1", "run1", tick=True),
    ],
)
async def test_progress_is_told_at_once_as_it_is(tmp_path: Path, event: Any) -> None:
    async with workshop_at(tmp_path) as shop:
        audience = Recorder()
        await _telling(shop, audience).now(event)
        assert audience.heard == [event]


async def test_what_was_read_of_a_thing_first_is_never_shown_last(tmp_path: Path) -> None:
    class Slow:
        """Reads at once and is slow to show, the first time."""

        def __init__(self) -> None:
            self.state, self.shown, self.patience = "proposed", list[str](), [0.05, 0.0]

        async def hear(self, _event: Any) -> None:
            read = self.state
            await asyncio.sleep(self.patience.pop(0))
            self.shown.append(read)

    async with workshop_at(tmp_path) as shop:
        audience: Any = Slow()
        telling = _telling(shop, audience)
        first = asyncio.create_task(telling.now(RunChanged("T1", "run1", tick=True)))
        await asyncio.sleep(0)
        audience.state = "approved"
        await asyncio.gather(first, telling.now(RunChanged("T1", "run1")))
        assert audience.shown == ["proposed", "approved"]


class Slow(Recorder):
    """Notes how many events it shows at once, over all its processes."""

    at_once: Counter[Event] = Counter()

    async def hear(self, event: Event) -> None:
        now = self.at_once
        now[event] += 1
        assert now[event] == 1, "what was read first could be shown last"
        await asyncio.sleep(0.05)
        now[event] -= 1
        await super().hear(event)


@pytest.mark.postgres
async def test_processes_tell_the_same_thing_one_after_the_other(postgres_server: str) -> None:
    stores = [Store.at(postgres_server) for _ in range(3)]
    audiences = [Slow() for _ in stores]
    durable: Any = InlineDurable(stores[0])
    told = [Telling(store, durable, each) for store, each in zip(stores, audiences, strict=True)]
    events = [ProspectingChanged("T1", "s1"), ProspectingChanged("T1", "s2")]
    await asyncio.gather(*(telling.now(event) for telling in told for event in events))
    assert [len(each.heard) for each in audiences] == [2, 2, 2]
    for store in stores:
        await store.close()
