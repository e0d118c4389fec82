"""Which rows are people, and what is wrong with the others; how they are handed back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.imports.checking import LONGEST_VALUE, BadRow, Batch, check, check_all
from agent.imports.dialect import Record
from agent.imports.files import RefusedError
from agent.imports.returning import bad_file, bad_file_name
from agent.imports.table import Table, rows_of, understand
from agent.leads.draft import LeadDraft
from tests.storage.rows import NOW

EXAMPLES = 30
BATCH = Batch("i1", "file crm.csv", NOW)
HEAD = b"Name,Title,Company,E-mail,LinkedIn,Notes\n"
TABLE, _ = understand(HEAD + b"Ada Berg,CTO,Berg AG,ada@berg.example,linkedin.com/in/ada,x\n")


def _checked(*cells: str) -> LeadDraft | BadRow:
    return check(Record(2, cells), 0, TABLE, BATCH)


def _reason(*cells: str) -> str:
    found = _checked(*cells)
    assert isinstance(found, BadRow)
    return found.reason


def test_a_row_says_what_its_columns_say() -> None:
    found = _checked("Ada  Berg", "CTO", "Berg AG", "Ada@Berg.example", "linkedin.com/in/Ada/", "secret")
    assert isinstance(found, LeadDraft)
    assert {(fact.field, fact.value) for fact in found.facts} == {
        ("name", "Ada Berg"),
        ("title", "CTO"),
        ("company", "Berg AG"),
        ("email", "ada@berg.example"),
        ("profile_url", "https://www.linkedin.com/in/ada"),
    }


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("Ada", "", "", "", "", ""), "Nothing says who this is"),
        (("Ada", "", "", "ada at berg", "", ""), "“ada at berg” is no e-mail address."),
        (("Ada", "", "", "a@b.example", "see web", ""), "“see web” is no address of a profile."),
        (("A" * 501, "", "Berg", "", "", ""), "Full name is 501 characters long; up to 500 are taken."),
        (("Ada", "CTO"), "It has 2 cells where there are 6 columns."),
        (("Ada", "", "", "a@b.example", "", "", "more"), "It has 7 cells where there are 6 columns."),
    ],
)
def test_what_is_wrong_is_said(cells: tuple[str, ...], reason: str) -> None:
    assert reason in _reason(*cells)


def test_empty_cells_at_the_end_are_no_mistake_and_a_long_note_is_nobodys_business() -> None:
    assert isinstance(_checked("Ada", "", "", "a@b.example", "", "", "", " "), LeadDraft)
    assert isinstance(_checked("Ada", "", "", "a@b.example", "", "x" * 5_000), LeadDraft)


@settings(max_examples=EXAMPLES)
@given(st.lists(st.text(max_size=LONGEST_VALUE + 5), min_size=4, max_size=8))
def test_every_row_is_a_person_or_has_a_reason_and_comes_back_with_its_cells(cells: list[str]) -> None:
    row = Record(7, tuple(cells))
    found = check(row, 3, TABLE, BATCH)
    if isinstance(found, LeadDraft):
        assert all(fact.value.isprintable() and fact.value for fact in found.facts)
        assert found.keys
        return
    text = bad_file([found], TABLE)
    _, back = csv.reader(io.StringIO(text, newline=""))
    assert back[0] == "7"
    assert len(back) == 2 + len(cells)
    assert [cell.removeprefix("'") for cell in back[2:]] == [cell.removeprefix("'") for cell in cells]
    assert not any(cell.startswith(("=", "@")) for cell in back)


def test_a_file_that_came_back_can_be_mended_and_sent_again() -> None:
    content = HEAD + b"Ada,CTO,,,,\n=HYPERLINK(1),,,,,\nBea,CFO,Lund AB,bea@lund.example,,\n"
    table, _ = understand(content)
    bad = [each for each in check_all(rows_of(content, table), table, BATCH) if isinstance(each, BadRow)]
    text = bad_file(bad, table)
    assert "'=HYPERLINK(1)" in text
    again, rows = understand(text.encode())
    assert (rows, [column.field.value for column in again.columns]) == (
        2,
        ["ignore", "ignore", "name", "title", "company", "email", "profile_url", "ignore"],
    )
    assert bad_file_name("Our CRM.csv") == "Our CRM-not-imported.csv"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\n\n , \n", "empty"),
        (b"Name,E-mail\n", "nothing below it"),
        (b"E-mail\n" + b"a@b.example\n" * 10_001, "10,001 rows; I take up to 10,000"),
        (b",".join(b"c%d" % n for n in range(91)) + b"\nx\n", "91 columns; I take up to 90"),
    ],
    ids=["nothing", "blank", "heading", "rows", "columns"],
)
def test_a_file_that_is_too_much_or_too_little_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        understand(content)


def test_a_list_without_headings_gets_names_of_its_own() -> None:
    content = b"Ada Berg;ada@berg.example\nBea Lund;bea@lund.example\n"
    table, rows = understand(content)
    assert (rows, table.header, [column.title for column in table.columns]) == (
        2,
        False,
        ["Column 1", "Column 2"],
    )
    assert [column.field.value for column in table.columns] == ["ignore", "email"]
    assert len(list(rows_of(content, table))) == 2


def test_samples_are_forgotten_with_the_file() -> None:
    assert "ada@berg.example" in str(TABLE.model_dump())
    kept = Table.model_validate(TABLE.without_samples().model_dump(mode="json"))
    assert "ada@berg.example" not in str(kept.model_dump())
    assert kept.fields == TABLE.fields
