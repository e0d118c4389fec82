"""Levels are read off titles and words beside them."""

from __future__ import annotations

import pytest

from agent.planner.reading import read


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("CFOs in Texas", ("C-level",)),
        ("founders and VPs of sales in Texas", ("owner", "VP")),
        ("senior product managers in Texas", ("manager", "senior")),
        ("C-level people at Stripe", ("C-level",)),
        ("Finde Vertriebsleiter in Bonn", ("head",)),
        ("nurses in Texas", ()),
    ],
)
def test_seniority(text: str, levels: tuple[str, ...]):
    assert read(text).seniority == levels
