"""Stretches of time cover the days that a person means, in their time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from agent.questions.buckets import MOST, buckets
from agent.questions.rest import Rest
from agent.questions.span import Days, Unit
from agent.questions.spans import take_span

TODAY = date(2026, 11, 18)
"""A Wednesday."""


def days(text: str) -> tuple[str | None, str | None] | None:
    """The first day and the last, as read from the text."""
    span = take_span(Rest(text))
    if span is None:
        return None
    first, after = span.days(TODAY)
    last = date.fromordinal(after.toordinal() - 1) if after else None
    return str(first) if first else None, str(last) if last else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-11-18", "2026-11-18"),
        ("yesterday's", "2026-11-17", "2026-11-17"),
        ("this week", "2026-11-16", "2026-11-22"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("from last month", "2026-10-01", "2026-10-31"),
        ("this quarter", "2026-10-01", "2026-12-31"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("in the last 7 days", "2026-11-12", "2026-11-18"),
        ("the past two weeks", "2026-11-05", "2026-11-18"),
        ("over the last 3 months", "2026-08-19", "2026-11-18"),
        ("since Monday", "2026-11-16", "2026-11-18"),
        ("since Thursday", "2026-11-12", "2026-11-18"),
        ("since October", "2026-10-01", "2026-11-18"),
        ("since 1 December", "2025-12-01", "2026-11-18"),
        ("since 2026-11-02", "2026-11-02", "2026-11-18"),
        ("on Friday", "2026-11-13", "2026-11-13"),
        ("on 3rd October", "2026-10-03", "2026-10-03"),
        ("on October 3, 2025", "2025-10-03", "2025-10-03"),
        ("in October", "2026-10-01", "2026-10-31"),
        ("in December", "2025-12-01", "2025-12-31"),
        ("in September 2025", "2025-09-01", "2025-09-30"),
        ("in 2025", "2025-01-01", "2025-12-31"),
        ("since 29 February", "2026-02-28", "2026-11-18"),
        ("heute", "2026-11-18", "2026-11-18"),
        ("diese Woche", "2026-11-16", "2026-11-22"),
        ("letzten Monat", "2026-10-01", "2026-10-31"),
        ("in den letzten 7 Tagen", "2026-11-12", "2026-11-18"),
        ("seit Montag", "2026-11-16", "2026-11-18"),
        ("seit 1.10.2026", "2026-10-01", "2026-11-18"),
        ("im März", "2026-03-01", "2026-03-31"),
    ],
)
def test_the_days(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize("text", ["", "leads in Berlin", "since 45 March", "on 2026-13-40", "may I see them"])
def test_what_is_no_time(text: str) -> None:
    assert days(text) is None


def test_all_time_has_no_ends() -> None:
    assert days("in total") == (None, None)


def test_days_begin_at_midnight_there_also_when_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    changes = Days(date(2026, 10, 25), date(2026, 10, 26))
    assert changes.times(berlin) == (
        datetime(2026, 10, 24, 22, tzinfo=UTC),
        datetime(2026, 10, 25, 23, tzinfo=UTC),
    )


def test_a_month_of_31_days_is_cut_into_weeks_that_stay_within_it() -> None:
    cut = buckets(Days(date(2026, 10, 1), date(2026, 11, 1)), TODAY, None)
    assert [each.label for each in cut][:2] == ["from 28 Sep", "from 5 Oct"]
    assert (cut[0].days.first, cut[-1].days.after) == (date(2026, 10, 1), date(2026, 11, 1))


def test_a_day_is_shown_with_the_week_before_it() -> None:
    cut = buckets(Days(TODAY, date(2026, 11, 19)), TODAY, None)
    assert [each.label for each in cut] == [f"{day} Nov" for day in range(12, 19)]


def test_what_lies_ahead_is_left_out() -> None:
    cut = buckets(Days(date(2026, 11, 16), date(2026, 11, 23)), TODAY, None)
    assert [each.label for each in cut] == ["16 Nov", "17 Nov", "18 Nov"]


@pytest.mark.parametrize("since", [None, TODAY, date(2026, 1, 1), date(1990, 5, 3)])
@pytest.mark.parametrize("unit", [None, *Unit])
def test_there_are_never_more_than_a_chart_shows(since: date | None, unit: Unit | None) -> None:
    cut = buckets(Days(None, None), TODAY, since, unit)
    assert 0 < len(cut) <= MOST
    assert cut[-1].days.after == date(2026, 11, 19)
