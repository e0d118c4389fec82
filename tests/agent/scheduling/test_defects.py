"""Defects that were found elsewhere in what schedules say and do."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agent.scheduling.occurrences import following
from agent.scheduling.reading import Understood, read

FRIDAY = datetime(2026, 10, 23, 9, tzinfo=UTC)
"""Two days before clocks are put back in Berlin."""


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"])
def test_defect_004_every_monday_at_10am_is_ten_where_one_lives(zone: str) -> None:
    there = ZoneInfo(zone)
    heard = read("every monday at 10am", FRIDAY, there)
    assert isinstance(heard, Understood)
    due = [each.astimezone(there) for each in following(heard.schedule, FRIDAY, there)]
    assert [(each.strftime("%A"), each.hour, each.minute) for each in due] == [("Monday", 10, 0)] * 3


def test_defect_004_zones_are_known() -> None:
    due = {}
    for zone in ("Europe/Berlin", "America/New_York"):
        heard = read("every monday at 10am", FRIDAY, ZoneInfo(zone))
        assert isinstance(heard, Understood)
        due[zone] = following(heard.schedule, FRIDAY, ZoneInfo(zone), 1)[0]
    assert (due["America/New_York"] - due["Europe/Berlin"]).total_seconds() == 5 * 3600
