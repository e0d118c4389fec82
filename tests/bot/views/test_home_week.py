"""Home's week: numbers beside last week's, and bars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.questions.week import Figure
from bot.views.home_week import WIDTH, _change, bars


def test_the_highest_day_has_the_longest_bar_and_no_day_is_lost() -> None:
    assert list(bars((0, 400, 1))) == ["Mon 0", f"Tue {'█' * WIDTH} 400", "Wed ▏ 1"]


@given(st.lists(st.integers(0, 10**7), max_size=7))
def test_bars_fit_and_whatever_is_not_nothing_is_seen(days: list[int]) -> None:
    for number, line in zip(days, bars(tuple(days)), strict=True):
        assert line.endswith(f" {number:,}")
        bar = line[4:].rpartition(" ")[0]
        assert len(bar) <= WIDTH
        assert bool(bar) == bool(number)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (12, 4, "▲ 8 more"),
        (1, 3, "▼ 2 fewer"),
        (2, 2, "as last week"),
        (0, 0, ""),
        (1_500, 0, "▲ 1,500 more"),
    ],
)
def test_a_change_is_said(now: int, before: int, said: str) -> None:
    assert _change(Figure(now, before)) == said
