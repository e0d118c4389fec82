from __future__ import annotations

import pytest

from agent.planner.catalogue import catalogue
from agent.planner.fusion import cosine, fused
from agent.planner.search import Hit

ONE, TWO, THREE = catalogue().phantoms[:3]


def scores(*said: tuple[float, float], words: float = 1.0) -> list[float]:
    """The scores of phantoms with these words and meanings."""
    phantoms = (ONE, TWO, THREE)[: len(said)]
    hits = [Hit(phantom, word) for phantom, (word, _) in zip(phantoms, said, strict=True)]
    meaning = {phantom.script: close for phantom, (_, close) in zip(phantoms, said, strict=True)}
    return [hit.score for hit in fused(hits, meaning, words)]


def test_the_cosine_of_unit_vectors():
    assert cosine((1.0, 0.0), (0.0, 1.0)) == 0.0
    assert cosine((0.6, 0.8), (0.6, 0.8)) == pytest.approx(1.0)


def test_words_count_relative_to_the_best():
    assert scores((0.4, 0.0), (0.2, 0.0)) == [0.5, 0.25]


def test_meaning_counts_as_it_is():
    assert scores((0.0, 0.5), (0.0, 0.1)) == [0.25, 0.05]


def test_the_best_in_both_is_a_perfect_answer():
    assert scores((0.3, 1.0)) == [1.0]


def test_meaning_decides_between_those_with_the_same_words():
    assert scores((0.3, 0.1), (0.3, 0.2)) == [0.55, 0.6]


def test_a_meaning_that_sees_no_difference_changes_no_order():
    one, two, three = scores((0.1, 0.7), (0.3, 0.7), (0.2, 0.7))
    assert two > three > one


@pytest.mark.parametrize(("words", "expected"), [(0.0, [0.2, 0.4]), (3.0, [0.8, 0.1])])
def test_how_much_the_words_count_is_a_choice(words: float, expected: list[float]):
    assert scores((0.3, 0.2), (0.0, 0.4), words=words) == expected


def test_what_is_against_the_query_has_a_score_that_no_search_returns():
    assert scores((0.0, -0.2)) == [-0.1]


def test_no_phantoms_are_no_error():
    assert fused((), {}) == ()
