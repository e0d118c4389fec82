"""How a table is written: what separates its cells, and where its records begin."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.imports.dialect import DELIMITERS, Record, delimiter_of, records
from agent.imports.files import RefusedError

EXAMPLES = 30
CELLS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12)
HEADS = ["Name", "Company", "E-mail", "City"]


def _written(rows: Sequence[Sequence[str]], delimiter: str, ending: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return text.getvalue()


@settings(max_examples=EXAMPLES)
@given(
    st.lists(
        st.lists(CELLS, min_size=4, max_size=4).filter(lambda row: any(map(str.strip, row))), min_size=1
    ),
    st.sampled_from(sorted(DELIMITERS)),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_spreadsheet_writes_is_read_back(rows: list[list[str]], delimiter: str, ending: str) -> None:
    text = _written([HEADS, *rows], delimiter, ending)
    assert [list(record.cells) for record in records(text, delimiter)] == [HEADS, *rows]


@settings(max_examples=EXAMPLES)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Ada Berg", "Lund, Bea", "Cal; Jr."]),
            st.sampled_from(["Berg AG", "A, B & C", "D|E"]),
            st.sampled_from(["ada@berg.example", ""]),
            st.sampled_from(["Berlin", "Austin, Texas", "São Paulo"]),
        ),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from(sorted(DELIMITERS)),
)
def test_the_delimiter_is_found_whatever_stands_in_the_cells(
    rows: list[tuple[str, str, str, str]], delimiter: str
) -> None:
    assert delimiter_of(_written([HEADS, *rows], delimiter, "\r\n")) == delimiter


def test_a_list_of_one_column_needs_none() -> None:
    assert delimiter_of("E-mail\nada@berg.example\nbea@lund.example\n") == ","


def test_what_excel_says_of_its_delimiter_is_believed_and_is_no_row() -> None:
    text = "sep=;\nName;Company\nAda;Berg, Inc\n"
    assert delimiter_of(text) == ";"
    assert list(records(text, ";")) == [Record(2, ("Name", "Company")), Record(3, ("Ada", "Berg, Inc"))]


def test_a_record_knows_the_line_where_it_begins() -> None:
    text = 'Name,Note\n"Ada\nBerg",x\n\n,\nBea,y\n'
    assert [(record.line, record.cells[0]) for record in records(text, ",")] == [
        (1, "Name"),
        (2, "Ada\nBerg"),
        (6, "Bea"),
    ]


def test_a_quotation_mark_that_is_never_closed_is_said_with_its_line() -> None:
    text = "Name,Note\nAda,x\n" + '"Bea,y\n' + "Cal,z\n" * 30_000
    with pytest.raises(RefusedError, match="Line 3 has a cell without an end"):
        list(records(text, ","))


@settings(max_examples=EXAMPLES)
@given(st.text(max_size=200))
def test_any_text_is_a_table_or_refused(text: str) -> None:
    try:
        found = list(records(text, delimiter_of(text)))
    except RefusedError:
        return
    assert [record.line for record in found] == sorted({record.line for record in found})
