"""Lines come apart where a person sees that they do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.evidence.pieces import pieces, sentences, split
from agent.pages.page import Kind, Line


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ada Lovelace | CTO", ["Ada Lovelace", "CTO"]),
        ("Ada Lovelace – CTO, Leeds", ["Ada Lovelace", "CTO", "Leeds"]),
        ("• Data Engineer (Leeds)", ["Data Engineer", "Leeds"]),
        ("Smith-Jones & Co", ["Smith-Jones & Co"]),
        ("51–200", ["51–200"]),
    ],
)
def test_separators_part(text: str, parts: list[str]):
    assert split(text) == parts


def test_what_is_set_apart_and_cells_part_too():
    assert pieces(Line("Ada Lovelace CTO", parts=("Ada Lovelace", "CTO"))) == ["Ada Lovelace", "CTO"]
    assert pieces(Line("Ada | CTO", Kind.ROW, cells=("Ada", "CTO"))) == ["Ada", "CTO"]


def test_sentences_end_where_the_next_begins():
    said = "Dr. Ada Lovelace is our CTO. J. R. Stone is our CFO. Write to ada@acme.example today!"
    assert list(sentences(said)) == [
        "Dr. Ada Lovelace is our CTO",
        "J. R. Stone is our CFO",
        "Write to   today!",
    ]


@given(st.text(max_size=80))
def test_pieces_are_words_of_the_text(text: str):
    assert all(each and each in text for each in split(text))
