from __future__ import annotations

import json

import pytest

from agent.llm.calls import Repetition, canonical, presentable, whole
from agent.llm.model import Call


def test_a_call_is_shown_again_only_in_a_form_that_endpoints_take():
    assert presentable(Call("1", "launch the rocket!", '{"a": ')) == Call("1", "launch_the_rocket_", "{}")
    assert presentable(Call("1", "", "[1]")) == Call("1", "unnamed", "{}")


def test_broken_arguments_are_mended():
    assert json.loads(whole(Call("1", "look", '{"at": "a')).arguments) == {"at": "a"}


@pytest.mark.parametrize("arguments", ["", '{"at": "a"}', "no json at all"])
def test_arguments_that_are_whole_or_hopeless_stay(arguments: str):
    call = Call("1", "look", arguments)
    assert whole(call) is call


def test_arguments_that_mean_the_same_are_written_the_same():
    assert canonical('{"b":1,"a":2}') == canonical('{ "a": 2, "b": 1 }')


def test_a_circle_is_the_same_call_with_the_same_answer_twice_in_a_row_or_three_times_in_all():
    seen = Repetition()
    assert [seen.sees(Call("1", "look", "{}"), answer) for answer in "abab"] == [False] * 4
    assert seen.sees(Call("1", "look", "{}"), "a")
    assert Repetition().sees(Call("1", "look", "{}"), "a") is False
