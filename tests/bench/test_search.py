"""The bench of the search counts right phantoms among the first five."""

from __future__ import annotations

import sys

import pytest

from agent.evals.searching import Query
from bench.search import Figures, asked, goals, hits, measured, row

WANTED = {
    "paraphrases, open": [Query(ask="a", uses=frozenset({"A.js"})), Query(ask="b", uses=frozenset({"B.js"}))],
    "own words": [Query(ask="c", uses=frozenset({"C.js", "D.js"}))],
}
FIGURES = Figures(hits={"paraphrases, open": 0.5, "own words": 1.0}, ms=0.2, seconds=0.1, mb=20.0)


def test_a_hit_is_a_right_phantom_anywhere_among_those_found():
    found = [["X.js", "A.js"], ["A.js"], ["D.js"]]
    assert hits(WANTED, found) == {"paraphrases, open": 0.5, "own words": 1.0}


def test_a_row_has_every_figure():
    assert row("ours", FIGURES) == ["ours", "0.500", "1.000", "0.20", "0.10", "20"]


def test_goals_are_set_for_every_figure():
    assert [goal.met for goal in goals(FIGURES)] == [False, True, True, True, True]


def test_both_parts_and_own_words_are_asked():
    assert {kind: len(some) > 100 for kind, some in asked().items()} == {
        "paraphrases, open": True,
        "paraphrases, held": True,
        "own words": True,
    }


@pytest.mark.long
def test_our_search_is_measured():
    figures = measured(sys.executable, "leadsmith", asked(), rounds=1)
    assert all(goal.met for goal in goals(figures) if "hit@5" in goal.what)
