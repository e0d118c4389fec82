"""A plan edited by hand is valid, or refused with a sentence that says what to do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.planner.catalogue import catalogue
from agent.planner.editing import Add, Edit, EditError, Reason, Remove, Reorder, Swap, edited
from agent.planner.embedded import EmbeddedPlanner
from agent.planner.phantom import Stage
from agent.planner.plan import Plan
from agent.planner.reading import read
from agent.planner.search import PhantomSearch
from agent.planner.validation import violations

PLANNER = EmbeddedPlanner(catalogue(), PhantomSearch(catalogue()))
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


PLAN = planned("work emails of people who liked our post")


def test_a_step_is_added_where_its_stage_belongs_and_wired():
    plan = edited(PLAN, [Add(script=CONNECT)], catalogue())

    assert plan.scripts == (LIKERS, SCRAPER, FINDER, CONNECT)
    assert plan.steps[3].needs[0].wired
    assert plan.steps[3].why.startswith("Sends them a connection request")
    assert Stage.OUTREACH in plan.goal.wanted


def test_a_step_is_removed():
    assert edited(PLAN, [Remove(script=FINDER)], catalogue()).scripts == (LIKERS, SCRAPER)


def test_a_step_is_swapped_for_an_alternative():
    plan = edited(PLAN, [Swap(script=LIKERS, by=PLAN.steps[0].alternatives[0])], catalogue())

    assert plan.scripts[0] == PLAN.steps[0].alternatives[0]
    assert plan.steps[1].needs[0].wires["linkedinprofileurl"].step == 1


def test_steps_change_places():
    plan = planned("like the posts of my leads, then connect")

    assert edited(plan, [Reorder(scripts=plan.scripts[::-1])], catalogue()).scripts == plan.scripts[::-1]


def test_a_reason_in_other_words_stays_and_ours_are_told_anew():
    plan = edited(
        PLAN, [Reason(script=FINDER, why=" Needed  for the newsletter. "), Add(script=CONNECT)], catalogue()
    )

    assert plan.steps[2].why == "Needed for the newsletter."
    assert plan.steps[1].why == PLAN.steps[1].why


@pytest.mark.parametrize(
    ("edits", "sentence"),
    [
        (
            [Reorder(scripts=(FINDER, LIKERS, SCRAPER))],
            "Professional Email Finder needs people: put it after a step that finds them.",
        ),
        (
            [Add(script="LinkedIn Connections Export.js")],
            "LinkedIn Connections Export finds its own rows: put it first, or remove the steps before it.",
        ),
        (
            [Remove(script=s) for s in PLAN.scripts],
            "Nothing would be left of the plan: keep at least one step.",
        ),
        ([Remove(script=CONNECT)], "LinkedIn Auto Connect is not in this plan."),
        ([Add(script="Nonsense.js")], "There is no phantom “Nonsense”."),
        ([Add(script=SCRAPER)], "LinkedIn Profile Scraper is in the plan already."),
        ([Reorder(scripts=(LIKERS,))], "The new order must name every step of the plan once."),
        ([Reason(script=FINDER, why=" ")], "Say in a few words why Professional Email Finder is there."),
        ([Reason(script=FINDER, why="x" * 301)], "The reason for Professional Email Finder is longer"),
    ],
)
def test_what_makes_no_plan_is_refused_with_a_sentence(edits: list[Edit], sentence: str):
    with pytest.raises(EditError) as refused:
        edited(PLAN, edits, catalogue())

    assert str(refused.value).startswith(sentence)


def test_what_the_goal_rules_out_stays_out():
    plan = planned("find CFOs in Texas, but do not contact them")

    with pytest.raises(EditError, match="outreach, which the goal rules out"):
        edited(plan, [Add(script=CONNECT)], catalogue())


SCRIPTS = st.sampled_from([phantom.script for phantom in catalogue()] + ["Nonsense.js"])
EDITS = st.one_of(
    st.builds(Remove, script=SCRIPTS | st.sampled_from(PLAN.scripts)),
    st.builds(Add, script=SCRIPTS, at=st.none() | st.integers(0, 9)),
    st.builds(Swap, script=st.sampled_from(PLAN.scripts), by=SCRIPTS),
    st.builds(Reason, script=st.sampled_from(PLAN.scripts), why=st.text(max_size=20)),
    st.permutations(PLAN.scripts).map(lambda scripts: Reorder(scripts=tuple(scripts))),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(EDITS, max_size=4))
def test_whatever_the_edits_the_result_is_valid_or_refused(edits: list[Edit]):
    plan = attempted(edits)

    if isinstance(plan, str):
        assert plan.endswith(".")
    else:
        assert violations(plan.goal, plan.scripts, catalogue()) == ()
        assert all(step.why for step in plan.steps)


def attempted(edits: list[Edit]) -> Plan | str:
    """The edited plan, or why there is none."""
    try:
        return edited(PLAN, edits, catalogue())
    except EditError as error:
        return str(error)
