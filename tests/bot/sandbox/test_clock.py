from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.sandbox.clock import Timestamps, microseconds, stamp


class Stopped:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2026, 11, 21, tzinfo=UTC)


def test_timestamps_differ_even_when_time_stands_still() -> None:
    stamps = Timestamps(Stopped())
    assert [stamps.next(), stamps.next()] == ["1795219200.000000", "1795219200.000001"]


def test_timestamps_go_on_after_those_of_an_earlier_start() -> None:
    stamps = Timestamps(Stopped())
    stamps.after("1795219300.000007")
    assert stamps.next() == "1795219300.000008"


@pytest.mark.parametrize(
    ("given", "number"), [("5", 5_000_000), ("5.5", 5_500_000), ("1795219200.000001", 1_795_219_200_000_001)]
)
def test_a_timestamp_is_a_number_of_microseconds(given: str, number: int) -> None:
    assert microseconds(given) == number
    assert microseconds(stamp(number)) == number


def test_stamps_sort_as_their_times_do() -> None:
    assert stamp(5_000_000) < stamp(1_795_219_200_000_001)
