from __future__ import annotations

from agent.llm.counts import Counts


def test_counts_add_up():
    assert Counts(salvaged=2, nudged=1) + Counts(salvaged=1, rested=1) == Counts(
        salvaged=3, nudged=1, rested=1
    )


def test_what_was_used_is_what_happened_at_all():
    assert Counts(salvaged=2, fell_back=1).used == {"salvaged", "fell_back"}
    assert Counts().used == frozenset()
