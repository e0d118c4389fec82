"""A plan edited by hand is valid, or refused with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.planner.catalogue import catalogue
from agent.planner.editing import (
    EditError,
    attempted,
    carried_over,
    choices_of,
    difference,
    edited,
    placed,
)
from agent.planner.phantom import Stage
from agent.planner.plan import Choice, Plan, PlannerKind
from agent.planner.reading import read
from agent.planner.validation import violations
from tests.planning import PLANNER

LIKERS, SCRAPER, FINDER = (
    "LinkedIn Post Likers Export.js",
    "LinkedIn Profile Scraper.js",
    "Professional Email Finder.js",
)
CONNECT = "LinkedIn Auto Connect.js"


def planned(text: str) -> Plan:
    plan = PLANNER.plan(read(text)).plan
    assert plan is not None
    return plan


def steps(*scripts: str, **why: str) -> list[Choice]:
    """These steps; `why` gives the reason of the step at that place."""
    return [Choice(script=script, why=why.get(f"at_{n}", "")) for n, script in enumerate(scripts)]


PLAN = planned("work emails of people who liked our post")


def test_a_step_goes_where_its_stage_belongs_and_is_wired():
    plan = edited(PLAN, placed(choices_of(PLAN, catalogue()), CONNECT, catalogue()), catalogue())

    assert plan.scripts == (LIKERS, SCRAPER, FINDER, CONNECT)
    assert plan.steps[3].needs[0].wired
    assert plan.steps[3].why.startswith("Sends them a connection request")
    assert Stage.OUTREACH in plan.goal.wanted


def test_a_step_of_an_earlier_stage_goes_before_later_ones():
    assert [c.script for c in placed(steps(LIKERS, CONNECT), FINDER, catalogue())] == [
        LIKERS,
        FINDER,
        CONNECT,
    ]


def test_what_the_steps_left_out_were_for_is_not_wanted_any_more():
    plan = edited(PLAN, steps(LIKERS, SCRAPER), catalogue())

    assert plan.scripts == (LIKERS, SCRAPER)
    assert Stage.CONTACT not in plan.goal.wanted


def test_a_step_is_swapped_for_an_alternative():
    other = PLAN.steps[0].alternatives[0]
    plan = edited(PLAN, steps(other, SCRAPER, FINDER), catalogue())

    assert plan.scripts[0] == other
    assert plan.steps[1].needs[0].wires["linkedinprofileurl"].step == 1


def test_steps_change_places():
    plan = planned("like the posts of my leads, then connect")

    assert edited(plan, steps(*plan.scripts[::-1]), catalogue()).scripts == plan.scripts[::-1]


def test_a_reason_in_other_words_stays_and_ours_are_told_anew():
    plan = edited(PLAN, steps(LIKERS, FINDER, at_1=" Needed  for the newsletter. "), catalogue())

    assert plan.steps[1].why == "Needed for the newsletter."
    assert [choice.why for choice in choices_of(plan, catalogue())] == ["", "Needed for the newsletter."]


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (
            steps(FINDER, LIKERS, SCRAPER),
            "Professional Email Finder needs people: put it after a step that finds them.",
        ),
        (
            steps(*PLAN.scripts, "LinkedIn Connections Export.js"),
            "LinkedIn Connections Export finds its own rows: put it first, or remove the steps before it.",
        ),
        ([], "Nothing would be left of the plan: keep at least one step."),
        (steps(*PLAN.scripts), "Nothing is changed yet."),
        (
            steps(LIKERS, SCRAPER, SCRAPER),
            "“LinkedIn Profile Scraper.js” is in the plan more than once: keep one.",
        ),
        (steps(LIKERS, FINDER, at_1="x" * 301), "The reason for Professional Email Finder is longer"),
        (
            [choice for n in range(3) for choice in steps(*PLAN.scripts)],
            "A plan has at most 8 steps: remove one.",
        ),
    ],
)
def test_what_makes_no_plan_is_refused_with_a_sentence(choices: list[Choice], sentence: str):
    with pytest.raises(EditError) as refused:
        edited(PLAN, choices, catalogue())

    assert str(refused.value).startswith(sentence)


def test_what_the_goal_rules_out_stays_out():
    plan = planned("find CFOs in Texas, but do not contact them")

    with pytest.raises(EditError, match="outreach, which the goal rules out"):
        edited(plan, placed(choices_of(plan, catalogue()), CONNECT, catalogue()), catalogue())


def test_what_is_no_plan_yet_can_still_be_looked_at():
    attempt = attempted(PLAN, steps(FINDER, LIKERS), catalogue())

    assert attempt.plan.scripts == (FINDER, LIKERS)
    assert attempt.problem is not None


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (steps(LIKERS, SCRAPER), "By hand: Left out Professional Email Finder."),
        (steps(*PLAN.scripts, at_0="a", at_2="b"), "By hand: another reason for steps 1 and 3."),
        (steps(*PLAN.scripts, at_1="a"), "By hand: another reason for step 2."),
    ],
)
def test_what_was_done_by_hand_is_one_sentence(choices: list[Choice], sentence: str):
    assert difference(PLAN, edited(PLAN, choices, catalogue())) == sentence


def test_the_same_steps_serve_the_goal_as_corrected():
    plan = planned("find 50 CFOs in Texas and get their emails")
    goal = plan.goal.model_copy(update={"place": "Ohio", "places": ("Ohio",)})
    over = carried_over(plan, goal, catalogue())

    assert over is not None
    assert over.scripts == plan.scripts
    assert "Ohio" in over.steps[0].why


def test_reasons_of_a_model_do_not_outlive_a_correction_but_those_of_a_person_do():
    plan = edited(PLAN, steps(*PLAN.scripts, at_0="For the fair in Berlin."), catalogue())
    goal = plan.goal.model_copy(update={"count": 20})
    by_hand = carried_over(plan, goal, catalogue())
    by_model = carried_over(plan.model_copy(update={"planner": PlannerKind.MODEL}), goal, catalogue())

    assert by_hand is not None
    assert by_model is not None
    assert (by_hand.steps[0].why, by_model.steps[0].why) == ("For the fair in Berlin.", PLAN.steps[0].why)


def test_other_tasks_want_other_steps():
    goal = PLAN.goal.model_copy(update={"tasks": PLAN.goal.tasks[:1]})

    assert carried_over(PLAN, goal, catalogue()) is None


SCRIPTS = st.sampled_from([phantom.script for phantom in catalogue()])
CHOICES = st.builds(Choice, script=SCRIPTS | st.sampled_from(PLAN.scripts), why=st.text(max_size=20))


@pytest.mark.long
@settings(max_examples=60)
@given(st.lists(CHOICES, max_size=9) | st.permutations(steps(*PLAN.scripts, CONNECT)))
def test_whatever_the_steps_the_result_is_valid_or_refused(choices: Sequence[Choice]):
    plan = outcome(choices)
    if isinstance(plan, str):
        assert plan.endswith(".")
    else:
        assert violations(plan.goal, plan.scripts, catalogue()) == ()
        assert all(step.why for step in plan.steps)


def outcome(choices: Sequence[Choice]) -> Plan | str:
    """The edited plan, or why there is none."""
    try:
        return edited(PLAN, choices, catalogue())
    except EditError as error:
        return str(error)
