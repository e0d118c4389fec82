"""A playbook's phantoms for another goal: wired for it, or a sentence that says why not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.planner.catalogue import catalogue
from agent.planner.reading import read
from agent.planner.validation import violations
from agent.planner.work import Stage, Task
from agent.playbooks.following import UnfitError, asked, followed
from tests.support import GOAL, plan_with

pytestmark = pytest.mark.long

SEARCH, FINDER = "LinkedIn Search Export.js", "Professional Email Finder.js"
APPROVED = plan_with(GOAL, SEARCH, FINDER)

roles = st.sampled_from(["CTOs", "lawyers", "marketing managers", "nurses"])
places = st.sampled_from(["Berlin", "Oslo", "Paris", "Vienna"])


@settings(deadline=None)  # the first goal that is read compiles the tables
@given(roles, places, st.integers(1, 500))
def test_the_same_deed_for_anybody_is_a_valid_plan(role: str, place: str, count: int) -> None:
    goal = read(f"find {count} {role} in {place} and get their emails")
    plan = followed(APPROVED, goal, catalogue())
    assert plan.scripts == APPROVED.scripts
    assert plan.goal == goal
    assert violations(goal, plan.scripts, catalogue()) == ()


def test_it_is_wired_and_explained_for_the_new_goal() -> None:
    plan = followed(APPROVED, read("find 20 lawyers in Oslo and get their emails"), catalogue())
    prefilled = [value for need in plan.steps[0].needs for value in need.prefills.values()]
    assert any("Oslo" in value for value in prefilled)
    assert "20 lawyers in Oslo" in plan.steps[0].why
    assert not any("Berlin" in value for value in (*prefilled, *(step.why for step in plan.steps)))


def test_a_playbook_that_is_started_does_what_it_does() -> None:
    goal = asked(APPROVED, read("20 lawyers in Oslo"))
    assert Task.EMAILS in goal.tasks
    assert Stage.CONTACT in goal.wanted
    assert followed(APPROVED, goal, catalogue()).scripts == APPROVED.scripts


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("find 20 CTOs in Vienna but no emails", "rules out"),
        ("find 20 CTOs in Vienna and send them a connection request", "leaves out"),
        ("emails of the people who liked our post https://www.linkedin.com/posts/a-1", "cannot start"),
        ("write a poem about the sea", "outside what I do"),
    ],
)
def test_what_it_is_no_plan_for_is_said(text: str, why: str) -> None:
    with pytest.raises(UnfitError, match=why):
        followed(APPROVED, asked(APPROVED, read(text)), catalogue())


def test_a_phantom_that_is_no_longer_in_the_catalogue_is_named() -> None:
    step = APPROVED.steps[1].model_copy(update={"script": "Gone.js"})
    gone = APPROVED.model_copy(update={"steps": (APPROVED.steps[0], step)})
    with pytest.raises(UnfitError, match="Gone"):
        followed(gone, APPROVED.goal, catalogue())
