"""A goal said once more, and what was listed before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.tools.again import once_more
from agent.tools.heard import About, Memory, Past

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def said(*texts: str) -> Memory:
    """These goals, the newest first."""
    return Memory(tuple(Past(text, "plan_goal", About(), NOW) for text in texts))


@pytest.mark.parametrize(
    ("text", "before", "goal"),
    [
        ("now the same for Vienna", "find 30 architects in Munich", "find 30 architects in Vienna"),
        ("and in Graz?", "find 30 architects in Munich", "find 30 architects in Graz"),
        ("the same for lawyers", "find 30 architects in Munich", "find 30 lawyers in Munich"),
        ("make it 50", "find 30 architects in Munich", "find 50 architects in Munich"),
    ],
)
def test_a_goal_is_said_once_more_for_something_else(text: str, before: str, goal: str) -> None:
    assert once_more(text, said(before)) == goal


def test_it_goes_on_from_one_to_the_next() -> None:
    memory = said("now the same for Vienna", "find 30 architects in Munich")
    assert once_more("and for Graz", memory) == "find 30 architects in Graz"


def test_without_a_goal_before_it_says_nothing() -> None:
    assert once_more("now the same for Vienna", Memory()) is None
    assert once_more("find 20 CTOs", said("find 30 architects in Munich")) is None
