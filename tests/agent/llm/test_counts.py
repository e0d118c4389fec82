from __future__ import annotations

from agent.llm.counts import Counts


def test_counts_add_up():
    assert Counts(salvaged=2, nudged=1) + Counts(salvaged=1, rested=1) == Counts(
        salvaged=3, nudged=1, rested=1
    )


def test_a_good_outcome_is_owed_to_everything_that_was_needed():
    assert Counts(salvaged=2, repairs=1).remedies == {"salvaged", "repairs"}
    assert Counts().remedies == frozenset()


def test_it_is_owed_to_the_rules_alone_where_they_took_over():
    assert Counts(salvaged=2, fell_back=1).remedies == {"fell_back"}
