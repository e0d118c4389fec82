"""Learning what is no goal: the lowest place is found, texts are told apart, and few goals are lost."""

from __future__ import annotations

import pytest

np = pytest.importorskip("numpy", reason="numpy is there for development only, as in CI's long tests")

from hypothesis import given, settings  # noqa: E402 - after numpy, which is there for development only
from hypothesis import strategies as st  # noqa: E402 - as above

from agent.evals.descent import Floats, lowest  # noqa: E402 - as above
from agent.evals.examples import GOAL, Example  # noqa: E402 - as above
from agent.evals.learning import bagged, families, learned, probabilities  # noqa: E402 - as above
from agent.evals.subject import KINDS, Doubt, thresholds  # noqa: E402 - as above

pytestmark = pytest.mark.long

PLAIN = Example("find CFOs in Texas", GOAL, lead=True)
LETTER = Example("send a letter to everybody", "channel")
LOST = 0.9
"""Doubt on a lead goal."""


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(0.1, 20)), min_size=1, max_size=12))
def test_the_lowest_place_of_a_bowl_is_found_however_narrow_it_is(bowl: list[tuple[float, float]]):
    lowest_at, narrow = (np.array(each, np.float32) for each in zip(*bowl, strict=True))

    def slope(at: Floats) -> tuple[float, Floats]:
        away = at - lowest_at
        return float((narrow * away * away).sum()), 2 * narrow * away

    found = lowest(slope, np.zeros(len(bowl), np.float32), 200)

    assert np.abs(found - lowest_at).max() < 0.02


def test_texts_are_told_apart_by_what_only_one_kind_has():
    empty: frozenset[int] = frozenset()
    texts = [(frozenset({1, 2 + kind}), empty, empty, empty, empty) for kind in (0, 1)] * 4
    weights = learned(texts, np.array([0, 1] * 4), 2)

    shares = probabilities(weights.scores(bagged(texts)))

    assert shares[0, ::2].min() > 0.9
    assert shares[1, 1::2].min() > 0.9
    assert np.allclose(shares.sum(axis=0), 1)


def test_texts_that_are_nearly_the_same_are_one_family():
    alike, same, other = frozenset(range(10)), frozenset(range(1, 11)), frozenset(range(50, 60))

    first, second, third = families([alike, same, other])

    assert first == second != third


def test_more_doubt_is_needed_than_on_any_lead_goal():
    doubts = [Doubt(PLAIN, "channel", LOST), Doubt(LETTER, "channel", 0.99)]

    surely = dict(zip(KINDS[1:], thresholds(doubts), strict=True))

    assert LOST < surely["channel"] < 0.95
    assert surely["abuse"] == min(surely.values())


def test_one_lead_goal_in_three_thousand_may_be_lost_where_that_finds_most():
    doubts = [Doubt(PLAIN, "channel", LOST), Doubt(PLAIN, "abuse", LOST), Doubt(LETTER, "channel", 0.85)]
    doubts += [Doubt(PLAIN, "channel", 0.0)] * 3_000

    surely = dict(zip(KINDS[1:], thresholds(doubts), strict=True))

    assert surely["channel"] < 0.85
    assert surely["abuse"] > LOST


def test_a_lead_goal_that_a_rule_refuses_anyway_is_not_lost():
    refused = Example("send an SMS to 50 dentists in Leeds", GOAL, lead=True)

    surely = dict(zip(KINDS[1:], thresholds([Doubt(refused, "channel", LOST)]), strict=True))

    assert surely["channel"] == min(surely.values())
