from __future__ import annotations

import pytest

from bot.sandbox.methods import METHODS
from bot.sandbox.ratelimits import POSTING, TIER_1, TIER_2, TIER_3, TIER_4, RateLimits, Tier


class Watch:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def rates(watch: Watch) -> RateLimits:
    return RateLimits(monotonic=watch)


@pytest.mark.parametrize(("tier", "calls"), [(TIER_2, 20), (TIER_3, 50), (TIER_4, 100)])
def test_a_minute_has_room_for_what_the_tier_promises(rates: RateLimits, tier: Tier, calls: int) -> None:
    assert [rates.wait("method", tier) for _ in range(calls)] == [0] * calls
    assert rates.wait("method", tier) == 60 // calls + (60 % calls > 0)


def test_the_first_tier_allows_a_small_burst_and_then_a_call_a_minute(
    rates: RateLimits, watch: Watch
) -> None:
    waits = [rates.wait("method", TIER_1) for _ in range(6)]
    assert waits == [0, 0, 0, 0, 0, 60]
    watch.seconds = 60
    assert rates.wait("method", TIER_1) == 0
    assert rates.wait("method", TIER_1) == 60


def test_whoever_waits_as_long_as_told_may_call_again(rates: RateLimits, watch: Watch) -> None:
    while not (wait := rates.wait("method", TIER_3)):
        pass
    watch.seconds += wait
    assert rates.wait("method", TIER_3) == 0


def test_methods_do_not_count_for_each_other(rates: RateLimits) -> None:
    while not rates.wait("one", TIER_2):
        pass
    assert rates.wait("other", TIER_2) == 0


def test_a_post_a_second_goes_to_each_conversation(rates: RateLimits, watch: Watch) -> None:
    while not (wait := rates.wait("chat.postMessage", POSTING, "C1")):
        pass
    assert wait == 1
    assert rates.wait("chat.postMessage", POSTING, "C2") == 0
    for second in range(1, 20):
        watch.seconds = second
        assert rates.wait("chat.postMessage", POSTING, "C1") == 0


def test_limits_that_are_off_let_everything_through(watch: Watch) -> None:
    rates = RateLimits(enabled=False, monotonic=watch)
    assert not any(rates.wait("method", TIER_1) for _ in range(100))


def test_a_fresh_start_forgets_what_was_called(rates: RateLimits) -> None:
    while not rates.wait("method", TIER_1):
        pass
    rates.clear()
    assert rates.wait("method", TIER_1) == 0


@pytest.mark.parametrize(
    ("method", "tier"),
    [
        ("chat.postMessage", POSTING),
        ("chat.update", TIER_3),
        ("chat.startStream", TIER_2),
        ("chat.appendStream", TIER_4),
        ("views.open", TIER_4),
        ("users.list", TIER_2),
        ("conversations.history", TIER_3),
    ],
)
def test_a_method_has_the_tier_that_slack_names(method: str, tier: Tier) -> None:
    assert METHODS[method].tier == tier
