"""Briefings over whole weekends with four processes, killed again and again while clocks jump and change."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from storage.models import ExecutionOutcome
from tests.agent.briefings.shift import AUTUMN, FAKETIME, SPRING, Shift, shift

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]
SEEDS = range(3)
PEOPLE = 6
HOURS = 62
"""From Saturday evening to Tuesday morning."""
Figures = Callable[[str, object], None]


async def reported(night: Shift, figures: Figures) -> None:
    """Fail when anything is there twice or missing, and note what there was."""
    outcomes = await night.expect_each_once()
    notes = await night.notes()
    figures("kills", night.kills)
    figures("times due", sum(outcomes.values()))
    figures("done", outcomes[ExecutionOutcome.DONE])
    figures("skipped, and said", outcomes[ExecutionOutcome.SKIPPED])
    figures("briefings posted", sum(notes.values()))
    figures("posted twice", sum(number - 1 for number in notes.values()))
    # A jump over a day leaves only the last morning in time.
    assert outcomes[ExecutionOutcome.DONE] >= PEOPLE


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("evening", [SPRING, AUTUMN], ids=["spring", "autumn"])
async def test_a_weekend_with_kills(
    database_url: str, evening: datetime, seed: int, record_property: Figures
) -> None:
    chance = random.Random(seed)
    async with shift(database_url, evening, people=PEOPLE) as night:
        passed = 0
        while passed < HOURS * 60:
            minutes = chance.choice([5, 20, 30, 45, 150])
            passed += minutes
            await night.together(minutes)
            if chance.random() < 0.3:
                await night.kill_one(chance)
        await reported(night, record_property)


@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed")
@pytest.mark.parametrize("seed", SEEDS)
async def test_the_machines_own_clock_jumps(
    database_url: str, tmp_path: Path, seed: int, record_property: Figures
) -> None:
    chance, false_clock, hours = random.Random(seed), tmp_path / "clock", 0.0
    false_clock.write_text("+0h")
    async with shift(database_url, SPRING, people=PEOPLE, false_clock=false_clock) as night:
        for _ in range(24):
            hours += chance.choice([2, 2, 1, 0.5, -2])
            false_clock.write_text(f"+{max(0, hours)}h")
            if chance.random() < 0.3:
                await night.kill_one(chance)
            await night.settled()
        false_clock.write_text("+40h")
        await night.together(0)
        await reported(night, record_property)
