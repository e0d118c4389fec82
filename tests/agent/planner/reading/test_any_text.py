"""No text whatever makes reading or planning fail."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.planner.planner import Planner
from agent.planner.reading import read, small_talk
from tests.planning import PLANNER as RULES

PLANNER = Planner(RULES)

PIECES = (
    *(
        "find",
        "CFOs in",
        "İstanbul",
        "iſtanbul",
        "MÜNCHEN",
        "Mu\u0308nchen",
        "Kölń",
        "ſales",
        "K\u212a",
        "ﬁnd",
    ),
    *(
        "Ⅳ",
        "²",
        "٣",
        "𝟓𝟎",
        "ß",
        "ẞ",
        "ŉ",
        "ǰ",
        "ΐ",
        "Ω",
        "\u200b",
        "\u202e",
        "\ud800",
        "👩‍👩‍👧",
        "é",
        "1,000",
        "50k",
    ),
    *(
        "wer hat",
        "kommentiert",
        "lade",
        "ein",
        "l'",
        "qu’",
        "¿",
        "not",
        "don't",
        "→",
        "by",
        "31 february",
        "99",
    ),
    *(
        "https://www.linkedin.com/in/é",
        "https://linkedin.com/sales/lists/people/1",
        "www.ﬀ.com",
        "@",
        "#saas",
    ),
    *("<@U1>", "|", "(", ")", '"', "“", "until 30.", "before", "after", "these", "in", "of"),
)
"""What patterns take for equal and the tables do not, and what cuts texts into parts."""

TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=14).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=10).map("".join),
)


ODD = ("İstanbul'daki yazılım şirketleri", "CFOs in İSTANBUL", "", "\x00", "ſ" * 50)


@pytest.mark.parametrize("text", ODD)
def test_letters_that_only_patterns_take_for_equal(text: str):
    assert _answered(text)


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_answered(text: str):
    assert _answered(text)


def _answered(text: str) -> bool:
    small_talk(text)
    assert read(text) == read(text)
    outcome = asyncio.run(PLANNER.plan(text, None, _silent))
    return any((outcome.plan, outcome.refusal, outcome.question))


async def _silent(doing: str) -> None:
    del doing
