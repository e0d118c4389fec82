"""Briefings with four processes: none doubled, none lost, whatever is killed and however clocks change."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from storage.models import ExecutionOutcome
from tests.agent.briefings.shift import AUTUMN, FAKETIME, SPRING, shift

pytestmark = [pytest.mark.long, pytest.mark.timeout(240), pytest.mark.sampled("postgres")]
STEP = 30
"""Minutes that clocks jump at once."""
BEFORE_MIDNIGHT = SPRING.replace(hour=22, minute=20)
"""In Berlin, 23:20: three hours later it is 03:20, nine hours later 09:20."""
NIGHT = 16 * 60 // STEP
"""Steps through the night in which clocks change."""


async def test_a_night_in_which_clocks_change_with_kills(database_url: str) -> None:
    # A sample: a night for each database. tests/soak goes through both on both, for whole weekends.
    evening = SPRING if database_url.startswith("sqlite") else AUTUMN
    chance = random.Random(evening.month)
    async with shift(database_url, evening) as night:
        for step in range(NIGHT):
            await night.together(STEP)
            if step % 8 == 4:
                await night.kill_one(chance)
        outcomes = await night.expect_each_once()
    assert night.kills == 4
    # Two people: by night and in the morning, and four checks each.
    assert sum(outcomes.values()) >= 2 * (2 + 3)
    # A busy machine comes late to more of them, and says so.
    assert outcomes[ExecutionOutcome.DONE] >= 2


@pytest.mark.soak
@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed")
async def test_the_machines_own_clock_jumps_two_hours_and_back(tmp_path: Path) -> None:
    """No process is told: each notices by its heartbeat that the machine's clock is another."""
    database_url = f"sqlite:///{tmp_path}/leadsmith.db"
    false_clock = tmp_path / "clock"
    false_clock.write_text("+0h")
    async with shift(database_url, BEFORE_MIDNIGHT, false_clock=false_clock) as night:
        # From the first jump to 03:20 on, both people have had the briefing of the night.
        for hours, came in ((1, 0), (3, 2), (1, 2), (3, 2), (9, 4)):
            false_clock.write_text(f"+{hours}h")
            await night.settled(at_least=came)
        await night.together(0)
        outcomes = await night.expect_each_once()
        posted = await night.notes()
    # For two people: in the night, at the hour after the missing one, and in the morning.
    assert sum(posted.values()) == 2 * 2
    assert outcomes[ExecutionOutcome.DONE] >= 2 * 2
