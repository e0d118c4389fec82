"""The week in numbers: from Monday on, beside the same stretch of the week before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.questions.week import Figure, _times
from tests.workshop import DANA, NOW, Workshop, workshop_at

HOUR = timedelta(hours=1)
zones = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])
moments = st.integers(1_700_000_000, 1_900_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))


@given(moments, zones)
def test_days_fill_the_week_without_gaps(now: datetime, name: str) -> None:
    times = _times(now, ZoneInfo(name))
    assert times.days[0][0] == times.this[0]
    assert times.days[-1][1] == times.this[1] == now
    assert all(first[1] == second[0] for first, second in zip(times.days, times.days[1:], strict=False))
    assert times.last[1] <= times.this[0]


@given(moments, zones)
def test_last_week_is_looked_at_up_to_the_same_time_of_the_clock(now: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    last = _times(now, zone).last[1].astimezone(zone)
    here = now.astimezone(zone)
    assert (last.date() - here.date()).days == -7
    # An hour that the clocks skip is not there.
    assert abs(last.replace(tzinfo=None) + timedelta(days=7) - here.replace(tzinfo=None)) <= HOUR


@pytest.mark.anyio
async def test_a_week_counts_ones_own_plans_runs_and_leads(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await _counts(shop)


async def _counts(shop: Workshop) -> None:
    await shop.says("find people", "1.1")
    async with shop.store.transaction("T1") as repos:
        plan = await repos.plans.of_message("D1", "1.1")
        assert plan is not None
        plan.created_at = NOW - timedelta(days=7, hours=1)
    await shop.says("find people", "2.1")
    await shop.says("find people", "3.1", author="U2")
    shop.clock.at += HOUR
    week = await shop.questions.week(DANA, ZoneInfo("Europe/Berlin"))
    assert week.plans == Figure(now=1, before=1)
    assert week.runs == week.leads == Figure(0, 0)
    assert week.leads_by_day == (0,) * 6
