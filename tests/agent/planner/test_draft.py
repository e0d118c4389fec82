from __future__ import annotations

import pytest

from agent.planner.catalogue import catalogue
from agent.planner.draft import SAME_AS_BEFORE, Added, Draft
from agent.planner.goal import Goal
from agent.planner.phantom import Stage
from agent.planner.plan import Plan, PlannerKind, Revision, Step
from agent.planner.validation import MOST_STEPS

SEARCH = "LinkedIn Search Export.js"
EMAILS = "Professional Email Finder.js"
GOAL = Goal(text="Find CTOs in Lyon and their e-mails", wanted={Stage.SEARCH, Stage.CONTACT})


def rejecting(*scripts: str) -> Revision:
    steps = tuple(Step(script=script, why="x", stages=(Stage.SEARCH,)) for script in scripts)
    return Revision(rejected=(Plan(goal=GOAL, steps=steps, planner=PlannerKind.MODEL),))


def draft(*scripts: str, revision: Revision | None = None) -> Draft:
    made = Draft(GOAL, revision, catalogue())
    made.found(catalogue())
    for script in scripts:
        made.add(script, "Because.")
    return made


def test_what_was_not_found_in_this_conversation_does_not_get_in():
    made = Draft(GOAL, None, catalogue())
    assert made.add(SEARCH, "I know it.") is Added.UNKNOWN
    assert made.scripts == ()


def test_what_was_found_gets_in_with_its_reason():
    made = draft()
    assert made.add(SEARCH, "It finds the CTOs.") is Added.YES
    assert [(choice.script, choice.why) for choice in made.choices] == [(SEARCH, "It finds the CTOs.")]


def test_a_name_without_its_ending_is_understood():
    assert draft("LinkedIn Search Export").scripts == (SEARCH,)


def test_nothing_gets_in_twice():
    assert draft(SEARCH).add(SEARCH, "Again.") is Added.ALREADY


def test_a_full_plan_takes_no_more():
    scripts = [phantom.script for phantom in catalogue()]
    made = draft(*scripts[:MOST_STEPS])
    assert made.add(scripts[MOST_STEPS], "One more.") is Added.FULL


def test_a_good_plan_meets_no_objection():
    assert draft(SEARCH, EMAILS).objections() == ()


@pytest.mark.parametrize("scripts", [(), (SEARCH,), (SEARCH, "LinkedIn Message Sender.js")])
def test_a_plan_that_does_too_little_or_too_much_is_objected_to(scripts: tuple[str, ...]):
    assert draft(*scripts).objections()


def test_a_rejected_plan_is_objected_to_and_remembered():
    made = draft(SEARCH, EMAILS, revision=rejecting(SEARCH, EMAILS))
    assert made.objections() == (SAME_AS_BEFORE,)
    assert made.only_repeats


def test_the_change_names_what_came_and_what_went():
    made = draft("LinkedIn Search to Emails.js", revision=rejecting(SEARCH, EMAILS))
    assert made.changed == (
        "LinkedIn Search to Emails instead of LinkedIn Search Export and Professional Email Finder."
    )


def test_the_change_may_be_the_order():
    made = draft(EMAILS, SEARCH, revision=rejecting(SEARCH, EMAILS))
    assert made.changed == "The same phantoms in another order."


def test_a_first_plan_changes_nothing():
    assert draft(SEARCH).changed is None
