from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.market import codes


@given(st.integers(0, 33), st.integers(0, 255), st.integers(0, 511), st.integers(0, 255))
def test_a_code_tells_what_it_was_made_from(industry: int, city: int, company: int, seat: int):
    assert codes.decode(codes.encode(industry, city, company, seat)) == (industry, city, company, seat)


def test_neighbours_look_nothing_alike():
    assert codes.encode(1, 2, 3, 4)[:2] != codes.encode(1, 2, 3, 5)[:2]


def test_what_is_no_code_tells_nothing():
    assert codes.decode("") is None
    assert codes.decode("too-long-to-be") is None
