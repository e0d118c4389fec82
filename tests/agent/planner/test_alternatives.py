"""Every step keeps what else would do its work at its place."""

from __future__ import annotations

import pytest

from agent.planner.alternatives import MOST, with_alternatives
from agent.planner.catalogue import catalogue
from agent.planner.phantom import Stage
from agent.planner.plan import Plan
from agent.planner.reading import read
from agent.planner.validation import violations
from tests.planning import PLANNER

GOALS = (
    "find CFOs in Texas and get their emails",
    "connect with CFOs in Texas",
    "get restaurants in Lyon from google maps",
    "work emails of people who liked our post",
    "like the posts of my leads, then connect",
)


def planned(text: str) -> Plan:
    plan = PLANNER.plan(read(text)).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize("text", GOALS)
def test_an_alternative_leaves_the_plan_valid_and_serves_the_same_stage(text: str):
    plan = planned(text)

    for number, step in enumerate(plan.steps):
        assert len(step.alternatives) <= MOST
        for script in step.alternatives:
            scripts = (*plan.scripts[:number], script, *plan.scripts[number + 1 :])
            assert violations(plan.goal, scripts, catalogue()) == ()
            assert set(catalogue().phantom(script).stages) & set(step.stages)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("connect with CFOs in Texas", "LinkedIn Search to Lead Outreach.js"),
        ("get restaurants in Lyon from google maps", "Google Maps Search Export.js"),
        ("extract emails from these websites", "Data Scraping Crawler.js"),
        ("find CFOs in Texas", "Sales Navigator Search Export.js"),
    ],
)
def test_the_near_ones_are_kept(text: str, script: str):
    assert script in planned(text).steps[0].alternatives


def test_nothing_that_the_goal_rules_out_is_kept():
    (step,) = planned("find CFOs in Texas, but do not contact them").steps

    assert all(Stage.OUTREACH not in catalogue().phantom(script).stages for script in step.alternatives)


def test_there_may_be_none():
    assert planned("accept all invitations").steps[0].alternatives == ()


def test_keeping_them_again_changes_nothing():
    plan = planned(GOALS[0])

    assert with_alternatives(plan, catalogue()) == plan
