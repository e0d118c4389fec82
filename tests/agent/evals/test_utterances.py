"""The embedded router on labelled utterances: how many are right, and how few are surely wrong."""

from __future__ import annotations

import pytest

from agent.evals.utterances import UtterancePart, judged, utterances


# What a stranger wrote was right in 0.964 and surely wrong in 0.009 at first sight; the goal is 0.92 and 0.02
# (record 0021). The tuned part holds the rules to what they know.
@pytest.mark.parametrize(
    ("part", "right", "surely_wrong"),
    [pytest.param("tuned", 0.98, 0.01, marks=pytest.mark.long), ("reported", 0.92, 0.02)],
)
def test_what_people_say_is_routed(part: UtterancePart, right: float, surely_wrong: float) -> None:
    verdicts = judged(utterances(part))
    wrong = [(each.utterance.say, each.decision) for each in verdicts if not each.right]
    assert len(wrong) <= (1 - right) * len(verdicts), wrong
    sure = [(each.utterance.say, each.decision) for each in verdicts if each.surely_wrong]
    assert len(sure) <= surely_wrong * len(verdicts), sure


def test_there_are_enough_of_every_kind() -> None:
    labelled = utterances("tuned")
    assert len(labelled) >= 110
    assert len({(each.say, each.after) for each in labelled}) == len(labelled)
    assert {each.route for each in labelled} == {"talk", "tool", "ask", "honest"}
    assert sum(bool(each.after) for each in labelled) >= 20
