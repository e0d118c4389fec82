"""What columns hold: by their headings in four languages, and by their values."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.imports.fields import Field
from agent.imports.mapping import guess, is_heading, names_people, problem
from agent.leads.draft import draft
from tests.storage.rows import NOW

EXAMPLES = 30
VALUES = {
    Field.EMAIL: ["ada@berg.example", "bea@lund.example"],
    Field.PROFILE: ["https://www.linkedin.com/in/ada", "linkedin.com/in/bea"],
    Field.PHONE: ["+49 30 1234567", "(030) 765-4321"],
}
NAMED = "first_name last_name title company email"
HEADINGS = [
    (["First Name", "Last Name", "Title", "Company", "Email"], NAMED),
    (
        ["Vorname", "Nachname", "Position", "Firma", "E-Mail-Adresse"],
        NAMED,
    ),
    (
        ["Prénom", "Nom de famille", "Poste", "Société", "Courriel"],
        NAMED,
    ),
    (["Nombre", "Cargo", "Empresa", "Correo electrónico", "Ciudad"], "name title company email location"),
    (
        ["full_name", "jobTitle", "companyName", "phone_number", "LinkedIn URL"],
        "name title company phone profile_url",
    ),
    (["Lead", "Industry", "Website", "Location", "Lead score"], "name industry website location ignore"),
]


@pytest.mark.parametrize(("titles", "fields"), HEADINGS)
def test_headings_are_known_in_four_languages(titles: list[str], fields: str) -> None:
    wanted = tuple(map(Field, fields.split()))
    assert guess(titles, [VALUES.get(field, ["x"]) for field in wanted]) == wanted


@settings(max_examples=EXAMPLES)
@given(st.permutations([*VALUES, Field.IGNORE]))
def test_addresses_are_known_without_any_heading(fields: list[Field]) -> None:
    values = [VALUES.get(field, ["Ada", "Bea"]) for field in fields]
    assert guess([""] * len(fields), values) == tuple(fields)


@settings(max_examples=EXAMPLES)
@given(st.lists(st.sampled_from([title for titles, _ in HEADINGS for title in titles]), max_size=12))
def test_no_field_is_guessed_twice(titles: list[str]) -> None:
    found = [field for field in guess(titles, [[] for _ in titles]) if field is not Field.IGNORE]
    assert len(found) == len(set(found))


def test_of_two_columns_of_one_name_the_one_with_fitting_values_counts() -> None:
    titles, values = ["URL", "Email", "Mail"], [["https://berg.example"], ["unknown"], VALUES[Field.EMAIL]]
    assert guess(titles, values) == (Field.IGNORE, Field.IGNORE, Field.EMAIL)


@pytest.mark.parametrize(
    ("cells", "heading"),
    [
        (["Name", "E-mail"], True),
        (["Ada Berg", "ada@berg.example"], False),
        (["Ada", "https://www.linkedin.com/in/ada"], False),
        (["Ada", "+49 30 1234567"], False),
        (["Jahr 2024", "Firma"], True),
    ],
)
def test_a_first_line_with_an_address_is_no_heading(cells: list[str], heading: bool) -> None:
    assert is_heading(cells) is heading


def test_what_is_wrong_with_a_choice_is_said() -> None:
    assert "tells one person from another" in (problem([Field.NAME, Field.IGNORE]) or "")
    assert "Two columns are “E-mail”" in (problem([Field.EMAIL, Field.EMAIL]) or "")
    assert problem([Field.NAME, Field.COMPANY, Field.IGNORE, Field.IGNORE]) is None


@settings(max_examples=EXAMPLES)
@given(st.lists(st.sampled_from(Field), max_size=6, unique=True))
def test_columns_that_name_people_are_those_that_make_leads(fields: list[Field]) -> None:
    columns = {
        Field.NAME: ("fullname", "Ada Berg"),
        Field.FIRST_NAME: ("firstname", "Ada"),
        Field.LAST_NAME: ("lastname", "Berg"),
        Field.COMPANY: ("companyname", "Berg AG"),
        Field.EMAIL: ("professionalemail", "ada@berg.example"),
        Field.PROFILE: ("linkedinprofileurl", "https://www.linkedin.com/in/ada"),
    }
    row = dict(columns[field] for field in fields if field in columns)
    assert names_people(fields) == (draft(row, "file x", NOW) is not None)
