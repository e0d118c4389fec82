from __future__ import annotations

import pytest

from agent.llm.ability import LADDER, Ability
from agent.llm.actions import ActionMode

TOOLS, SCHEMA, JSON = LADDER


def test_it_begins_with_what_strong_endpoints_do():
    assert Ability().mode is TOOLS


def test_each_refusal_is_a_step_down():
    ability = Ability()
    assert ability.refused(TOOLS)
    assert ability.mode is SCHEMA
    assert ability.refused(SCHEMA)
    assert ability.mode is JSON


def test_an_endpoint_that_refuses_everything_has_another_reason():
    ability = Ability()
    assert [ability.refused(mode) for mode in LADDER] == [True, True, False]
    assert ability.mode is TOOLS


def test_two_refusals_at_once_are_one_step():
    ability = Ability()
    assert ability.refused(TOOLS)
    assert ability.refused(TOOLS)
    assert ability.mode is SCHEMA


def test_a_call_settles_the_mode():
    ability = Ability()
    ability.answered(TOOLS, called=True)
    assert not ability.refused(TOOLS)
    ability.answered(TOOLS, called=False)
    assert ability.mode is TOOLS


def test_words_instead_of_calls_may_mean_that_the_tools_never_arrived():
    ability = Ability()
    ability.answered(TOOLS, called=False)
    assert (ability.mode, ability.settled) == (SCHEMA, False)


@pytest.mark.parametrize("mode", [SCHEMA, JSON])
def test_any_answer_settles_a_form_in_text(mode: ActionMode):
    ability = Ability()
    while ability.mode is not mode:
        ability.refused(ability.mode)
    ability.answered(mode, called=False)
    assert ability.settled


def test_a_late_answer_in_another_form_settles_nothing():
    ability = Ability()
    ability.refused(TOOLS)
    ability.answered(TOOLS, called=True)
    assert not ability.settled


@pytest.mark.parametrize("mode", LADDER)
def test_a_mode_that_was_asked_for_stays(mode: ActionMode):
    ability = Ability(mode)
    assert not ability.refused(mode)
    ability.answered(mode, called=False)
    assert ability.mode is mode
