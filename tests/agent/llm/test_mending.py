from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.llm.mending import mended


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ('{"query": "groups"', {"query": "groups"}),
        ('{"query": "grou', {"query": "grou"}),
        ('{"a": {"b": [1, 2', {"a": {"b": [1, 2]}}),
        ('{"a": 1, "b":', {"a": 1}),
        ('{"a": 1, "b', {"a": 1}),
        ('{"a": 1, "b"}', {"a": 1}),
        ('{"a": 1,}', {"a": 1}),
        ('{"a": [1, 2,],}', {"a": [1, 2]}),
        ("{'a': 'it\\'s', 'b': None}", {"a": "it's", "b": None}),
        ('{a: "x", b_c: True}', {"a": "x", "b_c": True}),
        ('{"a": [1, 2}', {"a": [1, 2]}),
        ('{"a": 1]}', {"a": 1}),
        ('{"a": "cut \\', {"a": "cut "}),
        ('{"a": 1} and then some words', {"a": 1}),
        ("{", {}),
    ],
)
def test_what_is_plain_is_mended(broken: str, meant: object):
    whole = mended(broken)
    assert whole is not None
    assert json.loads(whole) == meant


@pytest.mark.parametrize("hopeless", ["", "}", "{no json}", '{"a" "b"}', "words", "{1 2}", "[1 2]"])
def test_what_is_not_plain_is_left(hopeless: str):
    assert mended(hopeless) is None


@given(st.text())
def test_no_text_breaks_it(text: str):
    whole = mended(text)
    assert whole is None or json.loads(whole) is not Ellipsis


values = st.dictionaries(
    st.text(max_size=6),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
        max_leaves=6,
    ),
    min_size=1,
    max_size=3,
)


@given(values)
def test_what_is_whole_stays_what_it_is(value: dict[str, object]):
    whole = mended(json.dumps(value))
    assert whole is not None
    assert json.loads(whole) == value


@given(values, st.data())
def test_a_value_that_was_cut_off_keeps_only_what_was_there(value: dict[str, object], data: st.DataObject):
    written = json.dumps(value)
    whole = mended(written[: data.draw(st.integers(1, len(written)))])
    if whole is not None:
        assert json.loads(whole).keys() <= value.keys()


@pytest.mark.parametrize("piece", ["[", '{"a":', "{", '"', "'", "\\", ","])
def test_text_made_to_be_slow_is_done_quickly(piece: str):
    started = time.process_time()
    mended(piece * 20_000)
    assert time.process_time() - started < 1
