"""Goals are alike when the same is to be done, to whomever."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.planner.goal import Goal
from agent.planner.reading import read
from agent.planner.work import Origin, Stage, Task
from agent.playbooks.likeness import alike, likeness

words = st.none() | st.sampled_from(["SaaS", "Berlin", "lawyer"])
people = st.fixed_dictionaries(
    {
        "text": st.text(),
        "titles": st.lists(st.sampled_from(["CTO", "lawyer"]), max_size=2).map(tuple),
        "industry": words,
        "place": words,
        "count": st.none() | st.integers(1, 100),
        "local": words,
        "companies": st.lists(st.sampled_from(["Acme", "Berg"]), max_size=2).map(tuple),
    }
)
deeds = st.fixed_dictionaries(
    {
        "tasks": st.lists(st.sampled_from(Task), min_size=1, max_size=4, unique=True).map(tuple),
        "avoided": st.frozensets(st.sampled_from(Task), max_size=2),
        "origin": st.none() | st.sampled_from(Origin),
        "wanted": st.frozensets(st.sampled_from(Stage)),
        "forbidden": st.frozensets(st.sampled_from(Stage)),
    }
)
goals = st.builds(lambda who, what: Goal(**who, **what), people, deeds)


@given(goals)
def test_a_goal_is_quite_like_itself(goal: Goal) -> None:
    assert likeness(goal, goal) == 1


@given(goals, goals)
def test_likeness_goes_both_ways_and_is_a_share(one: Goal, other: Goal) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert bool(likeness(one, other)) == alike(one, other)


@given(goals, people)
def test_the_same_deed_to_anybody_is_alike(goal: Goal, who: dict[str, Any]) -> None:
    assert alike(goal, goal.model_copy(update=who))


@given(goals, deeds)
def test_another_deed_to_the_same_people_is_not(goal: Goal, what: dict[str, Any]) -> None:
    other = goal.model_copy(update=what)
    same = all(getattr(goal, name) == value for name, value in what.items())
    assert alike(goal, other) == same


@given(goals, people)
def test_the_same_people_are_likest(goal: Goal, who: dict[str, Any]) -> None:
    assert likeness(goal, goal.model_copy(update=who)) <= likeness(goal, goal)


def test_goals_in_which_nothing_was_understood_are_alike_only_when_they_are_the_same() -> None:
    assert not alike(Goal(text="abc"), Goal(text="xyz"))
    assert alike(Goal(text="abc"), Goal(text="abc"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "50 SaaS marketing managers in Berlin with e-mails",
            "find 20 lawyers in Oslo and their emails",
            True,
        ),
        ("find 20 CTOs in Berlin and get their emails", "find 20 CTOs in Berlin", False),
        ("emails of people in a linkedin group", "emails of people who commented on our post", False),
        ("find 20 CTOs in Berlin", "find 20 CTOs in Berlin and do not contact them", False),
    ],
)
def test_goals_as_people_write_them(one: str, other: str, expected: bool) -> None:
    assert alike(read(one), read(other)) is expected
