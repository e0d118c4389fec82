"""The embedded router on labelled utterances: how many are right, and how few are surely wrong."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from agent.evals.utterances import Utterance, judged, utterances
from tests.samples import some_or_all


# What a stranger wrote was right in 0.964 and surely wrong in 0.009 at first sight; the goal is 0.92 and 0.02
# (record 0021). The tuned part holds the rules to what they know.
@pytest.mark.long
def test_what_people_say_is_routed() -> None:
    check(utterances("reported"), right=0.92, surely_wrong=0.02)


@some_or_all
def test_what_the_rules_were_tuned_on_is_routed(every: int) -> None:
    check(utterances("tuned")[::every], right=0.98, surely_wrong=0.01)


def check(labelled: Sequence[Utterance], *, right: float, surely_wrong: float) -> None:
    verdicts = judged(labelled)
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
