"""The labelled phrases for schedules: how many there are, and how well they are read."""

from __future__ import annotations

import pytest

from agent.evals.phrases import PhrasePart, phrases, score

LEAST = {"tuned": 1.0, "reported": 0.95}
PARTS: tuple[PhrasePart, ...] = ("tuned", "reported")


@pytest.mark.parametrize("part", PARTS)
def test_phrases_are_read_right_and_none_is_wrong_silently(part: PhrasePart) -> None:
    found = score(list(phrases(part)))
    assert found.silent == ()
    assert found.right >= LEAST[part]


def test_there_are_enough_of_them_in_several_zones() -> None:
    found = [each for part in PARTS for each in phrases(part)]
    assert len({(each.say, each.now) for each in found}) >= 150
    assert len({each.zone.key for each in found}) >= 3


def test_a_phrase_that_is_taken_wrongly_counts_as_silent() -> None:
    wrong = next(each for each in phrases("tuned") if each.runs is None)
    right = next(each for each in phrases("tuned") if each.runs is not None)
    mixed_up = type(right)(right.say, right.now, right.zone, None)
    missed = type(wrong)(wrong.say, wrong.now, wrong.zone, right.runs)
    found = score([right, mixed_up, missed])
    assert (found.silent, found.asked) == ((right.say,), (wrong.say,))
