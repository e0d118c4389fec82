"""How long quiet hours go on, by the clock on the wall."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from agent.alerts.quiet import until_end
from agent.people.person import QuietHours

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = QuietHours(start=time(20), end=time(7))
LUNCH = QuietHours(start=time(12), end=time(13, 30))


@pytest.mark.parametrize(
    ("quiet", "at", "hours"),
    [
        (None, datetime(2026, 11, 21, 23, tzinfo=UTC), 0),
        (NIGHT, datetime(2026, 11, 21, 12, tzinfo=UTC), 0),
        (NIGHT, datetime(2026, 11, 21, 19, tzinfo=UTC), 11),
        (NIGHT, datetime(2026, 11, 22, 3, tzinfo=UTC), 3),
        (NIGHT, datetime(2026, 11, 22, 6, tzinfo=UTC), 0),
        (LUNCH, datetime(2026, 11, 21, 12, tzinfo=UTC), 0.5),
        # Clocks go forward, and back, over the night.
        (NIGHT, datetime(2027, 3, 27, 19, tzinfo=UTC), 10),
        (NIGHT, datetime(2027, 10, 30, 18, tzinfo=UTC), 12),
    ],
)
def test_until_the_end(quiet: QuietHours | None, at: datetime, hours: float) -> None:
    assert until_end(quiet, at, BERLIN) == timedelta(hours=hours)
