"""The bench of the loop runs, and its table says what was measured."""

from __future__ import annotations

import sys

import pytest

from bench import react
from bench.endpoint import reply
from bench.react import BARE, LOOPS, OURS, measured, ratio, table

FIGURES = {BARE: [{"ms": 2.0, "mb": 50.0}] * 3, OURS: [{"ms": ms, "mb": 60.0} for ms in (1.0, 2.0, 3.0)]}


def test_a_ratio_is_the_median_over_the_rounds():
    assert ratio(FIGURES, OURS) == 1.0
    assert ratio(FIGURES, BARE) == 1.0


def test_the_table_has_a_line_for_each_loop():
    assert table(FIGURES).splitlines()[2:] == [
        "| bare loop | 2.00 | 1.00 | 50 |",
        "| Leadsmith | 2.00 | 1.00 | 60 |",
    ]


def test_the_endpoint_looks_so_many_times_and_is_done():
    def body(looked: int, tool: str) -> dict[str, object]:
        return {
            "messages": [{"role": "tool"}] * looked,
            "tools": [{"function": {"name": name}} for name in ("look", tool)],
        }

    assert "tool_calls" in reply(body(1, "done"), steps=2)
    assert reply(body(2, "done"), steps=2)["tool_calls"][0]["function"]["name"] == "done"
    assert "tool_calls" not in reply(body(2, "other"), steps=2)


@pytest.mark.long
def test_the_bare_loop_and_ours_are_measured(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(react, "CONVERSATIONS", 1)
    figures = measured(sys.executable, LOOPS, rounds=1)
    assert figures.keys() == LOOPS.keys()
    assert all(each["ms"] > 0 for rounds in figures.values() for each in rounds)
