from __future__ import annotations

import csv
import io

import pytest

from agent.leads.table import columns_of, csv_text, harmless, title


def test_columns_get_titles_for_people():
    assert title("linkedinprofileurl") == "LinkedIn profile"
    assert title("linkedinpreviousjobtitle") == "LinkedIn previous job title"


def test_columns_people_read_first_come_first_and_empty_ones_not_at_all():
    rows = [{"linkedinskillslabel": "SEO", "email": "", "fullname": "Jane"}, {"email": "j@acme.example"}]
    assert columns_of(rows) == ("fullname", "email", "linkedinskillslabel")


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\r=1", "\n=1", "＝1", "+49 30 555*2"]
)
def test_a_cell_that_a_spreadsheet_would_execute_is_made_text(cell: str):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["+49 30 555 0163", "+1 (212) 555-0142", "+44 20 555 0101 ext. 318", "Jane", "", "a=b"]
)
def test_phone_numbers_and_plain_text_stay_as_they_are(cell: str):
    assert harmless(cell) == cell


def test_a_table_reads_back_as_it_was():
    rows = [{"fullname": 'Jane "JD" Doe, MBA', "headline": "Line\nbreak"}, {"fullname": "Zoë"}]
    text = csv_text(rows, ("fullname", "headline"))
    assert list(csv.reader(io.StringIO(text))) == [
        ["Name", "Headline"],
        ['Jane "JD" Doe, MBA', "Line\nbreak"],
        ["Zoë", ""],
    ]
