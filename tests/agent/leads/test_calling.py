"""What a person is called is found in texts however it is written, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.leads.calling import GONE, Called

ADA = Called(
    names=("Ada Söderberg", "Ada"),
    addresses=("ada@berg.example", "https://www.linkedin.com/in/ada-söderberg", "+49 30 1234567"),
    companies=("Acme",),
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Call Ada Söderberg back", "Call [deleted] back"),
        ("ADA  SÖDERBERG, please", "[deleted], please"),
        ("mail ada@berg.example now", "mail [deleted] now"),
        ("words as compared: ada berg example", "words as compared: [deleted]"),
        ("https://linkedin.com/in/ada-söderberg?x=1", "[deleted]?x=1"),
        ("<https://www.linkedin.com/in/ada-söderberg|Ada Söderberg>", "<[deleted]|[deleted]>"),
        ("phone +49 (30) 1234567", "phone +[deleted]"),
        ("Ada Söderbergson and Canada", "Ada Söderbergson and Canada"),
        ("Ada alone is many people", "Ada alone is many people"),
    ],
)
def test_names_and_addresses_leave_a_text(text: str, left: str) -> None:
    assert ADA.without(text) == left
    assert ADA.is_named_in(text) is (text != left)


def test_a_tree_of_values_is_cleaned_as_a_whole() -> None:
    tree = {"a": ["Ada Söderberg", 1, None], "b": {"c": "x ada@berg.example"}}
    assert ADA.without(tree) == {"a": [GONE, 1, None], "b": {"c": f"x {GONE}"}}


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ({"fullname": "Ada Söderberg"}, True),
        ({"fullname": "ada soderberg", "companyname": "ACME"}, True),
        ({"fullname": "Ada Söderberg", "companyname": "Other"}, False),
        ({"fullname": "Ada Söderberg", "email": "another@x.example"}, False),
        ({"linkedinprofileurl": "http://de.linkedin.com/in/ADA-SÖDERBERG/"}, True),
        ({"professionalemail": "ADA@berg.example"}, True),
        ({"fullname": "Bo Berg", "companyname": "Acme"}, False),
        ({"jobtitle": "CTO"}, False),
    ],
)
def test_a_line_of_a_result_is_about_the_person_or_not(line: dict[str, str], about: bool) -> None:
    assert ADA.is_line_about(line) is about


@given(st.text(max_size=60), st.text("abcäöß -@.", min_size=6, max_size=20))
def test_what_was_cleaned_names_nobody(text: str, name: str) -> None:
    person = Called(names=(name,))
    for cleaned in (person.without(text), person.without(f"{text} {name} {text}")):
        assert not person.is_named_in(cleaned.replace(GONE, "|"))


def test_nobody_is_named_by_nothing() -> None:
    assert Called(names=("Bo",)).without("Bo and Bo") == "Bo and Bo"
    assert Called().patterns == ()
