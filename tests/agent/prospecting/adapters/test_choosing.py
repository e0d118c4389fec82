"""Whom to contact at a company."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.icp.profile import Signal
from agent.prospecting.adapters.choosing import chosen, is_senior, is_wanted


def person(name: str, title: str, **more: str) -> Signal:
    return Signal("person", name, "https://a.example/team", f"{name}, {title}", title, **more)


def test_those_with_the_titles_come_first_then_the_senior():
    people = [
        person("Al Clerk", "Accountant"),
        person("Bo Chief", "CTO"),
        person("Cy Hr", "HR Manager"),
        person("Di Both", "Head of People"),
        Signal("industry", "Bakery", "https://a.example/"),
    ]
    found = chosen(people, ["HR Manager", "Head of People"])
    assert [each.name for each in found] == ["Di Both", "Cy Hr", "Bo Chief", "Al Clerk"]
    assert [each.decides for each in found] == [True, True, True, False]
    assert found[0].source == "https://a.example/team"


def test_nobody_is_there_twice():
    found = chosen([person("Ada Lovelace", "CTO"), person("ADA LOVELACE", "Clerk")], [])
    assert [each.title for each in found] == ["CTO"]


@pytest.mark.parametrize(
    "title",
    [
        "CEO",
        "Co-Founder",
        "Head of Sales",
        "VP Marketing",
        "Geschäftsführerin",
        "Vertriebsleiter",
        "Directora de Operaciones",
        "Jefe de Compras",
        "Gérante",
    ],
)
def test_senior_in_four_languages(title: str):
    assert is_senior(title)


@pytest.mark.parametrize(
    "title",
    [
        "Accountant",
        "Site Reliability Engineer",
        "Sales Development Rep",
        "Product Owner",
        "HR Business Partner",
        "Partner Manager",
        "",
    ],
)
def test_not_senior(title: str):
    assert not is_senior(title)


def test_a_wanted_title_is_known_in_another_language():
    assert is_wanted("Personalleiter", ["Head of HR"]) or is_wanted("HR-Manager", ["HR Manager"])
    assert not is_wanted("Accountant", ["HR Manager", " "])


@pytest.mark.parametrize(
    ("title", "wanted", "fits"),
    [
        ("Sales Director", "CTO", False),
        ("Marketing Coordinator", "COO", False),
        ("Product Owner", "Owner", False),
        ("Product Owner", "Product Owner", True),
        ("Owner & Product Owner", "Owner", True),
        ("COO/CTO", "CTO", True),
        ("Vertriebsleiterin", "Vertriebsleiter", True),
        ("CTO", "Chief Technology Officer", True),
    ],
)
def test_a_title_is_wanted_by_its_words(title: str, wanted: str, *, fits: bool):
    assert is_wanted(title, [wanted]) is fits


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=30))), st.lists(st.text(max_size=20)))
def test_whatever_pages_say_everybody_is_chosen_once(people: list[tuple[str, str]], titles: list[str]):
    found = chosen([person(name, title) for name, title in people], titles)
    assert {each.name for each in found} <= {name for name, _ in people}
    assert len({each.name for each in found}) == len(found)
