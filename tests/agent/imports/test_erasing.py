"""A file without a person: their rows are blotted out, and all others stay where they are."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.imports.checking import BadRow, Batch, check_all
from agent.imports.dialect import records, rewritten
from agent.imports.erasing import without
from agent.imports.table import rows_of, sampled, understand
from agent.leads.calling import GONE, Called
from tests.storage import rows

ADA = Called(names=("Ada Berg",), addresses=("ada@berg.example",), companies=("Berg AG",))
TEXT = (
    "Name,Company,E-mail,Notes\r\n"
    "Ada Berg,Berg AG,ada@berg.example,met\r\n"
    "\r\n"
    'Bea Lund,Lund AB,bea@lund.example,"knows\r\nAda Berg"\r\n'
    "Ada Berg,Other,ada@other.example,a namesake\r\n"
    "A. Berg,,ADA@Berg.example,\r\n"
    "Cal,Cal Ltd,cal@cal.example,\r\n"
)
BATCH = Batch("i1", "file x", rows.NOW)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_rows_about_a_person_are_blotted_out_in_any_encoding(encoding: str) -> None:
    content = TEXT.encode(encoding)
    table, count = understand(content)
    clean = list(rows_of(without(content, table, ADA), table))
    assert len(clean) == count
    assert [(row.line, row.cells[0]) for row in clean] == [
        (2, GONE),
        (4, "Bea Lund"),
        (6, "Ada Berg"),
        (7, GONE),
        (8, "Cal"),
    ]
    assert clean[1].cells[3] == f"knows\r\n{GONE}"
    assert set(clean[0].cells) == set(clean[3].cells) == {GONE}


def test_a_row_that_was_blotted_out_is_a_bad_one_and_no_sample() -> None:
    content = TEXT.encode()
    table, _ = understand(content)
    clean = list(rows_of(without(content, table, ADA), table))
    bad = [each for each in check_all(clean, table, BATCH) if isinstance(each, BadRow)]
    assert [(each.row.line, set(each.row.cells)) for each in bad] == [(2, {""}), (7, {""})]
    assert all("asked to be forgotten" in each.reason for each in bad)
    shown = sampled(table, [row for row in clean if set(row.cells) != {GONE}])
    assert shown.columns[2].samples == ("bea@lund.example", "ada@other.example", "cal@cal.example")


def test_a_file_that_names_nobody_is_left_as_it_is() -> None:
    content = TEXT.encode()
    table, _ = understand(content)
    assert without(content, table, Called(names=("Nobody Else",))) is content


CELLS = st.lists(
    st.text(st.sampled_from('ab,;"\n\r '), max_size=6).filter(lambda text: text.strip()),
    min_size=2,
    max_size=4,
)


@given(st.lists(CELLS, min_size=1, max_size=6), st.sets(st.integers(0, 5)), st.sampled_from(["\n", "\r\n"]))
def test_other_cells_in_some_records_leave_all_records_at_their_lines(
    table: list[list[str]], chosen: set[int], end: str
) -> None:
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator=end).writerows(table)
    before = list(records(made.getvalue(), ","))
    lines = {record.line for number, record in enumerate(before) if number in chosen}
    text = rewritten(
        made.getvalue(), ",", lambda row: ["x"] * len(row.cells) if row.line in lines else row.cells
    )
    after = list(records(text, ","))
    assert [row.line for row in after] == [row.line for row in before]
    for old, new in zip(before, after, strict=True):
        assert new.cells == (("x",) * len(old.cells) if old.line in lines else old.cells)
