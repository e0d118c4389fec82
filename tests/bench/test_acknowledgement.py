"""The bench of acknowledgements: what is sent is what Slack sends, and both sides are measured."""

from __future__ import annotations

import json

import pytest
from slack_sdk.signature import SignatureVerifier

from bench.acknowledgement import EMPTY, KINDS, measured, ratio, table
from bench.peers.sender import KINDS as EVENTS
from bench.peers.sender import delivery, signed

OURS = next(iter(KINDS))
FIGURES = {
    EMPTY: [{"p50": 2.0, "p99": 4.0}, {"p50": 1.0, "p99": 4.0}, {"p50": 4.0, "p99": 8.0}],
    OURS: [{"p50": 3.0, "p99": 8.0}, {"p50": 3.0, "p99": 8.0}, {"p50": 4.0, "p99": 8.0}],
}


def test_a_ratio_is_that_of_a_round_and_the_median_of_all():
    assert ratio(FIGURES, OURS, "p50") == 1.5
    assert ratio(FIGURES, EMPTY, "p50") == 1.0


def test_the_table_has_a_line_for_each():
    assert table(FIGURES).splitlines()[2:] == [
        "| empty Bolt app | 2.0 | 1.00 | 4.0 | 1.00 |",
        f"| {OURS} | 3.0 | 1.50 | 8.0 | 2.00 |",
    ]


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_event_is_another_and_signed(kind: str):
    one, other = (delivery(EVENTS[kind](f"1.{n}")) for n in (1, 2))
    assert json.loads(one)["event_id"] != json.loads(other)["event_id"]
    headers = {name.lower(): value for name, value in signed("secret", one).items()}
    assert SignatureVerifier("secret").is_valid_request(one, headers)


@pytest.mark.soak
def test_the_empty_app_and_ours_are_measured():
    figures = measured(rounds=1, seconds=0.2)
    assert figures.keys() == {EMPTY, *KINDS}
    assert all(0 < each["p50"] <= each["p99"] for rounds in figures.values() for each in rounds)
