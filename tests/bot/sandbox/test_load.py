"""Many events at once: none lost, and each conversation's in order."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from bot.sandbox import Options, Sandbox, channels
from bot.sandbox.identity import BOT_USER, REP
from tests.bots.driver import eventually, free_port, program, reached

A_SECOND = 100


@dataclass(frozen=True)
class Receipt:
    channel: str
    number: int
    at: float


@dataclass(frozen=True)
class Load:
    """What was sent when, and what the bot noted."""

    sent: dict[int, float]
    receipts: list[Receipt]

    @property
    def lost(self) -> set[int]:
        return set(self.sent) - {receipt.number for receipt in self.receipts}

    @property
    def disordered(self) -> list[str]:
        """The conversations whose first receipts were not in the order of sending."""
        heard: dict[str, list[int]] = defaultdict(list)
        for receipt in self.receipts:
            if receipt.number not in heard[receipt.channel]:
                heard[receipt.channel].append(receipt.number)
        return [channel for channel, numbers in heard.items() if numbers != sorted(numbers)]

    def waited(self, share: float) -> float:
        """Seconds from sending to receipt, which this share of the events did not exceed."""
        waits = sorted(receipt.at - self.sent[receipt.number] for receipt in self.receipts)
        return round(waits[round(share * (len(waits) - 1))], 3)

    def note(self, record: Callable[[str, object], None]) -> None:
        seconds = max(r.at for r in self.receipts) - min(self.sent.values())
        record("events", len(self.sent))
        record("seconds from the first sent to the last received", round(seconds, 2))
        record("p50 and p99 seconds to receipt", f"{self.waited(0.5)} and {self.waited(0.99)}")
        record("lost, received again", (len(self.lost), len(self.receipts) - len(self.sent)))


@asynccontextmanager
async def counting(notes: Path, port: int | None) -> AsyncIterator[Sandbox]:
    """A sandbox and, in another process, a bot that notes what it is told."""
    url = f"http://127.0.0.1:{port}/slack/events" if port else None
    where = {"PORT": str(port)} if port else {}
    async with (
        Sandbox(options=Options(request_url=url)) as sandbox,
        program("counting_bot.py", sandbox, NOTES=str(notes), **where),
    ):
        await eventually(lambda: reached(sandbox))
        yield sandbox


def conversations(sandbox: Sandbox, number: int) -> list[str]:
    made = [channels.create(sandbox.slack, f"load-{n}", REP.id) for n in range(number)]
    for channel in made:
        channels.join(sandbox.slack, channel, BOT_USER)
    return [channel.id for channel in made]


async def sent_at_a_steady_pace(sandbox: Sandbox, places: list[str], total: int) -> dict[int, float]:
    dana, random = sandbox.person("rep"), Random(total)
    sent = {}
    start = time.monotonic()
    for number in range(total):
        await asyncio.sleep(max(0.0, start + number / A_SECOND - time.monotonic()))
        sent[number] = time.time()
        await dana.send(str(number), random.choice(places))
    return sent


def noted(notes: Path) -> list[Receipt]:
    rows = [line.split() for line in notes.read_text("utf-8").splitlines()]
    return [Receipt(channel, int(number), float(at)) for channel, number, at in rows]


async def loaded(notes: Path, total: int, number: int, port: int | None) -> Load:
    async with counting(notes, port) as sandbox:
        places = conversations(sandbox, number)
        await sandbox.idle()
        sent = await sent_at_a_steady_pace(sandbox, places, total)
        await sandbox.idle()
        return Load(sent, noted(notes))


@pytest.fixture(params=["socket mode", "http"])
def port(request: pytest.FixtureRequest) -> int | None:
    return free_port() if request.param == "http" else None


@pytest.mark.parametrize(
    ("total", "number"),
    [
        pytest.param(200, 20, marks=pytest.mark.long),
        pytest.param(1_000, 100, marks=[pytest.mark.soak, pytest.mark.timeout(180)]),
    ],
)
async def test_no_event_is_lost_and_each_conversation_keeps_its_order(
    tmp_path: Path, total: int, number: int, port: int | None, record_property: Callable[[str, object], None]
) -> None:
    load = await loaded(tmp_path / "notes", total, number, port)
    assert load.lost == set()
    assert load.disordered == []
    load.note(record_property)
