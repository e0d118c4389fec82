"""The embedded router on labelled utterances: how many are right, and how few are surely wrong."""

from __future__ import annotations

import pytest

from agent.evals.utterances import UtterancePart, judged, utterances

GOAL, MOST_WRONG = 0.92, 0.02


@pytest.mark.parametrize("part", ["tuned", "reported"])
def test_what_people_say_is_routed(part: UtterancePart) -> None:
    labelled = utterances(part)
    if not labelled:
        pytest.skip("not written yet")
    verdicts = judged(labelled)
    wrong = [(each.utterance.say, each.decision) for each in verdicts if not each.right]
    assert len(wrong) <= (1 - GOAL) * len(verdicts), wrong
    sure = [(each.utterance.say, each.decision) for each in verdicts if each.surely_wrong]
    assert len(sure) <= MOST_WRONG * len(verdicts), sure


def test_there_are_enough_of_every_kind() -> None:
    labelled = utterances("tuned")
    assert len(labelled) >= 110
    assert len({(each.say, each.after) for each in labelled}) == len(labelled)
    assert {each.route for each in labelled} == {"talk", "tool", "ask", "honest"}
    assert sum(bool(each.after) for each in labelled) >= 20
