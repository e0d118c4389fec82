from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.llm.salvage import salvage, salvage_broken

TOOLS = frozenset({"search_phantoms", "finish_plan"})
SEARCH = '{"name": "search_phantoms", "arguments": {"query": "groups"}}'


def names(text: str) -> list[str]:
    return [call.name for call in salvage(text, TOOLS)]


@pytest.mark.parametrize(
    "text",
    [
        SEARCH,
        f"```json\n{SEARCH}\n```",
        f"I will search now.\n```\n{SEARCH}\n```\nThen I will see.",
        f"<tool_call>{SEARCH}</tool_call>",
        f"[{SEARCH}]",
        f'{{"tool_calls": [{SEARCH}]}}',
        f'{{"tool_calls": [{{"type": "function", "function": {SEARCH}}}]}}',
        SEARCH.replace("arguments", "parameters"),
        SEARCH.replace('"name"', '"tool"'),
        f"Some {{braces}} and [brackets] before {SEARCH}",
    ],
)
def test_a_call_in_the_text_is_found_however_it_is_wrapped(text: str):
    (call,) = salvage(text, TOOLS)
    assert (call.name, json.loads(call.arguments)) == ("search_phantoms", {"query": "groups"})


def test_arguments_that_are_text_stay_as_they_are():
    (call,) = salvage('{"name": "search_phantoms", "arguments": "{\\"query\\": 1"}', TOOLS)
    assert call.arguments == '{"query": 1'


def test_a_known_tool_needs_no_arguments():
    assert names('{"name": "finish_plan"}') == ["finish_plan"]


def test_a_name_alone_is_no_call_when_nobody_knows_it():
    assert names('{"name": "Anna", "city": "Berlin"}') == []


def test_a_call_of_an_unknown_tool_is_a_call_so_that_it_can_be_answered():
    assert names('{"name": "launch_rocket", "arguments": {}}') == ["launch_rocket"]


def test_several_calls_keep_their_order_and_get_ids_of_their_own():
    calls = salvage(f"{SEARCH}\nand then\n{{'no': json}}\n" + '{"name": "finish_plan"}', TOOLS)
    assert [call.name for call in calls] == ["search_phantoms", "finish_plan"]
    assert len({call.id for call in calls}) == 2


def test_what_a_model_only_thinks_is_no_call():
    assert names(f"<think>maybe {SEARCH}</think>Let me ask you first.") == []


@pytest.mark.parametrize("text", ["", "no call here", "{", "[[[[", '{"name": 7, "arguments": {}}', "null"])
def test_text_without_a_call_gives_none(text: str):
    assert names(text) == []


@pytest.mark.parametrize("piece", ["[", '{"a":', "{", '[{"name":'])
def test_text_made_to_be_slow_is_given_up_on_quickly(piece: str):
    started = time.process_time()
    assert names(piece * 50_000) == []
    assert time.process_time() - started < 1


@given(st.text())
def test_no_text_breaks_it(text: str):
    salvage(text, TOOLS)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(values)
def test_no_json_breaks_it(value: object):
    for call in salvage(json.dumps(value), TOOLS):
        assert isinstance(call.arguments, str)


@given(
    st.lists(st.dictionaries(st.text(max_size=8), values, max_size=3), min_size=1, max_size=4),
    st.text(alphabet="abc ,.`\n", max_size=40),
)
def test_every_call_written_between_prose_is_found_unchanged(arguments: list[dict[str, object]], prose: str):
    calls = [json.dumps({"name": "search_phantoms", "arguments": each}) for each in arguments]
    found = salvage(prose + prose.join(calls) + prose, TOOLS)
    assert [json.loads(call.arguments) for call in found] == arguments


@pytest.mark.parametrize(
    "text",
    [
        SEARCH[:-1],
        SEARCH[:-2],
        SEARCH.replace('"}', '",}'),
        SEARCH.replace('"', "'"),
        f'I call {{this}}: {{"calls": [{SEARCH[:-2]}',
    ],
)
def test_a_call_in_broken_json_is_mended(text: str):
    assert names(text) == []
    (call,) = salvage_broken(text, TOOLS)
    assert (call.name, json.loads(call.arguments)) == ("search_phantoms", {"query": "groups"})


def test_the_whole_calls_before_a_broken_one_are_mended_with_it():
    text = f'{{"calls": [{SEARCH}, {SEARCH[:-2]}'
    assert len(salvage(text, TOOLS)) == 1
    assert len(salvage_broken(text, TOOLS)) == 2


@pytest.mark.parametrize("text", ["", "{", "{no} {call} {here}", '{"name": "Anna"'])
def test_broken_text_without_a_call_gives_none(text: str):
    assert salvage_broken(text, TOOLS) == ()


@pytest.mark.parametrize("piece", ["[", '{"a":', "{", '[{"name":'])
def test_broken_text_made_to_be_slow_is_given_up_on_quickly(piece: str):
    started = time.process_time()
    assert salvage_broken(piece * 50_000, TOOLS) == ()
    assert time.process_time() - started < 1
