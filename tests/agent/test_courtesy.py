"""Work stands back while requests come, but not for ever."""

from __future__ import annotations

import asyncio

import pytest

from agent import courtesy
from agent.courtesy import Courtesy


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds since the start, moved by nothing but sleep."""
    now = [0.0]

    async def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(courtesy.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(courtesy.asyncio, "sleep", sleep)
    return now


async def test_when_it_is_quiet_work_goes_on_at_once(clock: list[float]) -> None:
    line = Courtesy()
    await line.turn()
    line.asked()
    clock[0] += courtesy.MOMENT
    await line.turn()
    assert clock[0] == courtesy.MOMENT


async def test_after_a_request_work_waits_for_a_moment(clock: list[float]) -> None:
    line = Courtesy()
    line.asked()
    await line.turn()
    assert clock[0] == courtesy.MOMENT


async def test_in_a_flood_one_piece_after_the_other_has_its_turn(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Courtesy()
    line.asked()

    async def asked_meanwhile(seconds: float) -> None:
        clock[0] += seconds
        line.asked()

    monkeypatch.setattr(courtesy.asyncio, "sleep", asked_meanwhile)
    turns: list[float] = []

    async def work() -> None:
        await line.turn()
        turns.append(clock[0])

    await asyncio.gather(work(), work(), work())
    assert turns == pytest.approx([courtesy.LONGEST * n for n in (1, 2, 3)])
