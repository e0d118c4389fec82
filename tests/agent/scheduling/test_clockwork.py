"""What is due is taken once, done by whoever knows how, and noted; what is too late is said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.clock import FixedClock
from agent.errors import AgentError, InvalidError, StaleError
from agent.events import Noticed
from agent.scheduling.clockwork import Clockwork
from agent.scheduling.executing import Executing
from agent.scheduling.proposal import Zone
from agent.scheduling.service import MOST, Asked, Schedules
from agent.scheduling.work import Work
from agent.telling import Telling
from storage.models import ExecutionOutcome, TaskStatus
from storage.store import Store
from tests.migrated import newest_store
from tests.workshop import DANA, NOW, InlineDurable, Recorder

pytestmark = pytest.mark.long

BERLIN = Zone("Europe/Berlin")
HOUR = timedelta(hours=1)


@dataclass
class Bench:
    """The clock and the schedules over a database, with a task that writes down what it is given."""

    store: Store
    durable: InlineDurable
    audience: Recorder
    clock: FixedClock
    clockwork: Clockwork
    schedules: Schedules
    worked: list[Work] = field(default_factory=list)

    async def saved(self, when: str, kind: str = "note", key: str = "k") -> str:
        card = await self.schedules.propose(DANA, key, Asked(kind, "call Acme", when, BERLIN))
        await self.schedules.save(DANA, card.id, card.version)
        return card.id

    async def after(self, passed: timedelta) -> None:
        self.clock.at += passed
        await self.clockwork.beat()
        await self.durable.settle()

    async def outcomes(self, task_id: str) -> list[tuple[ExecutionOutcome, str]]:
        lines = await self.schedules.history(DANA, task_id)
        return [(line.outcome, line.sentence) for line in lines]

    @property
    def notices(self) -> list[str]:
        return [event.text for event in self.audience.heard if isinstance(event, Noticed)]


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    store = await newest_store(f"sqlite:///{tmp_path / 'leadsmith.db'}")
    durable: Any = InlineDurable(store)
    audience, clock = Recorder(), FixedClock(NOW)
    telling = Telling(store, durable, audience)

    async def note(work: Work) -> str:
        made.worked.append(work)
        return "Noted."

    async def refuse(_work: Work) -> str:
        raise AgentError("Not today.")

    async def break_(_work: Work) -> str:
        raise RuntimeError("secret detail")

    Executing(store, durable, telling, clock, {"note": note, "refuse": refuse, "break": break_})
    clockwork = Clockwork(store, durable, telling, clock)
    made = Bench(store, durable, audience, clock, clockwork, Schedules(store, durable, telling, clock))
    yield made
    await store.close()


async def test_what_is_due_is_done_once_and_noted(bench: Bench) -> None:
    task = await bench.saved("in 20 minutes")
    await bench.after(timedelta(minutes=19))
    assert bench.worked == []
    for _ in range(3):
        await bench.after(timedelta(minutes=1))
    assert [work.what for work in bench.worked] == ["call Acme"]
    assert await bench.outcomes(task) == [(ExecutionOutcome.DONE, "Noted.")]
    assert (await bench.schedules.get(DANA, task)).status is TaskStatus.ENDED


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("refuse", "Not today."),
        ("break", "Something broke on my side."),
        ("nobody", "Nobody here knows how to do “nobody”."),
    ],
)
async def test_defect_004_what_cannot_be_done_is_a_failure_that_is_said(
    bench: Bench, kind: str, sentence: str
) -> None:
    task = await bench.saved("in 20 minutes", kind)
    await bench.after(timedelta(minutes=20))
    assert await bench.outcomes(task) == [(ExecutionOutcome.FAILED, sentence)]
    assert bench.notices == [f"I could not do “call Acme”: {sentence}"]


async def test_late_within_an_hour_is_done_with_a_note(bench: Bench) -> None:
    await bench.saved("in 20 minutes")
    await bench.after(timedelta(minutes=20) + HOUR)
    assert "1 hour late, since I was not running." in bench.worked[0].note


async def test_later_than_that_is_skipped_and_said_at_once_when_nothing_follows(bench: Bench) -> None:
    task = await bench.saved("in 20 minutes")
    await bench.after(timedelta(minutes=21) + HOUR)
    assert bench.worked == []
    assert [outcome for outcome, _ in await bench.outcomes(task)] == [ExecutionOutcome.SKIPPED]
    assert bench.notices == [
        "“call Acme” was due Sat 21 Nov 2026, 10:50, when I was not running. I did not do it that late."
    ]


async def test_what_was_skipped_is_said_with_the_next_one_and_only_then(bench: Bench) -> None:
    task = await bench.saved("every 2 hours")
    await bench.after(timedelta(hours=13, minutes=1))
    assert bench.worked == []
    await bench.after(timedelta(minutes=59))
    await bench.after(2 * HOUR)
    first, second = (work.note for work in bench.worked)
    assert first.startswith("Skipped while I was not running: Sat 21 Nov 2026, 12:30;")
    assert first.endswith(" and 3 more.")
    assert second == ""
    outcomes = [outcome for outcome, _ in await bench.outcomes(task)]
    assert outcomes.count(ExecutionOutcome.SKIPPED) == 6


@pytest.mark.long
async def test_a_long_absence_is_taken_bit_by_bit(bench: Bench) -> None:
    task = await bench.saved("every 5 minutes")
    await bench.after(timedelta(days=2))
    card = await bench.schedules.get(DANA, task)
    assert card.next_at == bench.clock.now() + timedelta(minutes=5)
    assert len(bench.worked) == 13


async def test_a_job_that_waited_too_long_is_skipped_as_well(bench: Bench) -> None:
    task = await bench.saved("in 20 minutes")
    bench.clock.at += timedelta(minutes=20)
    await bench.clockwork.beat()
    bench.clock.at += 2 * HOUR
    await bench.durable.settle()
    assert [outcome for outcome, _ in await bench.outcomes(task)] == [ExecutionOutcome.SKIPPED]


async def test_a_paused_task_is_not_due_and_does_not_catch_up(bench: Bench) -> None:
    task = await bench.saved("every 2 hours")
    await bench.schedules.pause(DANA, task)
    await bench.after(timedelta(hours=5))
    await bench.schedules.resume(DANA, task)
    await bench.schedules.resume(DANA, task)
    await bench.after(timedelta(0))
    assert bench.worked == []
    await bench.after(HOUR)
    assert [work.note for work in bench.worked] == [""]


async def test_what_ends_while_it_is_paused_is_over(bench: Bench) -> None:
    task = await bench.saved("in 20 minutes")
    await bench.schedules.pause(DANA, task)
    await bench.after(HOUR)
    await bench.schedules.resume(DANA, task)
    assert (await bench.schedules.get(DANA, task)).status is TaskStatus.ENDED


async def test_a_deleted_task_is_never_due_again(bench: Bench) -> None:
    task = await bench.saved("in 20 minutes")
    bench.clock.at += timedelta(minutes=20)
    await bench.clockwork.beat()
    await bench.schedules.delete(DANA, task)
    await bench.schedules.delete(DANA, task)
    await bench.durable.settle()
    assert bench.worked == []
    with pytest.raises(StaleError, match="deleted"):
        await bench.schedules.pause(DANA, task)


async def test_run_now_does_it_once_for_each_click_whatever_the_time(bench: Bench) -> None:
    task = await bench.saved("every 2 hours")
    for _ in range(2):
        await bench.schedules.run_now(DANA, task, NOW)
    await bench.durable.settle()
    assert [work.note for work in bench.worked] == [""]


async def test_saving_twice_is_saving_once_and_an_old_version_is_not_saved(bench: Bench) -> None:
    card = await bench.schedules.propose(DANA, "k", Asked("note", "call Acme", "at noon", BERLIN))
    newer = await bench.schedules.amend(DANA, card.id, 1, Asked("note", "call Acme", "daily at noon", BERLIN))
    with pytest.raises(StaleError, match="older version"):
        await bench.schedules.save(DANA, card.id, card.version)
    for _ in range(2):
        saved = await bench.schedules.save(DANA, card.id, newer.version)
        assert saved.saved is not None
        assert saved.saved.words == "every day at 12:00"


async def test_what_is_not_understood_is_never_saved(bench: Bench) -> None:
    for number, when in enumerate(("soon", "at 5", "")):
        card = await bench.schedules.propose(DANA, f"k{number}", Asked("note", "x", when, BERLIN))
        with pytest.raises(InvalidError):
            await bench.schedules.save(DANA, card.id, card.version)
    with pytest.raises(InvalidError, match="Say what it is"):
        await bench.schedules.propose(DANA, "k9", Asked("note", " ", "at noon", BERLIN))


async def test_an_hour_that_comes_twice_is_done_once_and_one_that_is_missing_at_the_next(
    bench: Bench,
) -> None:
    await bench.saved("every day at 02:30")
    bench.clock.at = NOW.replace(year=2027, month=3, day=27, hour=12)
    await bench.after(timedelta(0))
    for _ in range(30):
        await bench.after(timedelta(minutes=30))
    assert [work.key.split(":", 2)[2] for work in bench.worked] == ["2027-03-28T01:00:00.000000Z"]
    bench.clock.at = NOW.replace(year=2027, month=10, day=30, hour=12)
    await bench.after(timedelta(0))
    for _ in range(30):
        await bench.after(timedelta(minutes=30))
    assert [work.key.split(":", 2)[2] for work in bench.worked[1:]] == ["2027-10-31T00:30:00.000000Z"]


async def test_there_is_an_end_to_how_many_go_on_at_once(bench: Bench) -> None:
    await bench.saved("in 20 minutes", key="over")
    await bench.after(HOUR)
    for number in range(MOST):
        await bench.saved("daily at noon", key=f"k{number}")
    with pytest.raises(InvalidError, match="Delete one first"):
        await bench.saved("daily at noon", key="more")
