"""A person's context: the newest first, so many and no more; quiet hours by the clock on the wall."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import InvalidError
from agent.people.changes import AddGoal, SetChannel, SetGoals, SetMetrics, SetQuiet, SetStyle, changed
from agent.people.person import (
    MOST_CAMPAIGNS,
    MOST_GOALS,
    MOST_LEADS,
    Campaign,
    Metric,
    Person,
    QuietHours,
    Style,
)

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@given(st.lists(st.integers(0, 15), max_size=40))
def test_the_last_ten_campaigns_each_plan_once_newest_first(plans: list[int]) -> None:
    person = Person()
    for at, plan in enumerate(plans):
        moment = NOW + timedelta(minutes=at)
        person = person.with_campaign(Campaign(plan_id=f"p{plan}", run_id=f"r{at}", title="x", at=moment))
    newest = list(dict.fromkeys(f"p{plan}" for plan in reversed(plans)))[:MOST_CAMPAIGNS]
    assert [each.plan_id for each in person.campaigns] == newest
    assert Person.model_validate(person.model_dump(mode="json")) == person


@given(st.lists(st.lists(st.integers(0, 30).map(str), max_size=5), max_size=20))
def test_the_last_twenty_leads_each_once_with_the_newest_kept(seen: list[list[str]]) -> None:
    person = Person()
    newest: list[str] = []
    for at, ids in enumerate(seen):
        person = person.with_leads(tuple(ids), NOW + timedelta(minutes=at))
        newest = [*dict.fromkeys(ids), *(each for each in newest if each not in ids)][:MOST_LEADS]
    assert [each.lead_id for each in person.leads] == newest
    assert Person.model_validate(person.model_dump(mode="json")) == person


@pytest.mark.parametrize(
    ("start", "end", "at", "quiet"),
    [
        (time(20), time(8), datetime(2026, 11, 21, 20, 0, tzinfo=BERLIN), True),
        (time(20), time(8), datetime(2026, 11, 21, 7, 59, tzinfo=BERLIN), True),
        (time(20), time(8), datetime(2026, 11, 21, 8, 0, tzinfo=BERLIN), False),
        (time(20), time(8), datetime(2026, 11, 21, 19, 30, tzinfo=UTC), True),
        (time(12), time(13), datetime(2026, 7, 1, 10, 30, tzinfo=UTC), True),
        (time(12), time(13), datetime(2026, 12, 1, 10, 30, tzinfo=UTC), False),
    ],
)
def test_quiet_hours(start: time, end: time, at: datetime, quiet: bool) -> None:
    assert QuietHours(start=start, end=end).cover(at, BERLIN) is quiet


def test_quiet_hours_need_two_times_to_the_minute() -> None:
    with pytest.raises(ValueError, match="different times"):
        QuietHours(start=time(8), end=time(8))
    with pytest.raises(ValueError, match="hours and minutes"):
        QuietHours(start=time(8, 0, 5), end=time(9))


def test_every_change() -> None:
    hours = QuietHours(start=time(20), end=time(8))
    person = Person()
    for change in (
        SetStyle(style=Style.BRIEF),
        SetQuiet(quiet=hours),
        SetChannel(channel="C1"),
        SetMetrics(metrics=(Metric.EMAILS, Metric.RUNS, Metric.EMAILS)),
        AddGoal(goal="20  demos"),
        AddGoal(goal="close 3 deals"),
        AddGoal(goal="20 Demos"),
    ):
        person = changed(person, change)
    assert person == Person(
        style=Style.BRIEF,
        quiet=hours,
        channel="C1",
        metrics=(Metric.EMAILS, Metric.RUNS),
        goals=("20 Demos", "close 3 deals"),
    )
    assert changed(person, SetGoals(goals=())).goals == ()


def test_goals_are_few_and_short() -> None:
    with pytest.raises(InvalidError, match="300 characters"):
        changed(Person(), AddGoal(goal="x" * 301))
    full = Person(goals=tuple(f"goal {n}" for n in range(MOST_GOALS)))
    assert changed(full, AddGoal(goal="GOAL 9")).goals[0] == "GOAL 9"
    with pytest.raises(InvalidError, match="at most 10 goals"):
        changed(full, AddGoal(goal="one more"))
