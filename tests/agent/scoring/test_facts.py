"""Facts as scoring reads them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.research.leads import FIELDS
from agent.scoring.facts import Facts
from tests.agent.scoring.known import facts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,000", 12_000),
        ("1.2M", 1_200_000),
        ("$2 million", 2_000_000),
        ("500k", 500_000),
        ("11-50", 11),
        ("10,001+", 10_001),
        ("3", 3),
        ("many", None),
        ("", None),
    ],
)
def test_numbers_as_people_write_them(text: str, number: float | None) -> None:
    assert facts(spend=text).number("spend") == number


def test_several_things_in_one_text_or_in_several_facts() -> None:
    known = Facts.of(
        [("integrations", "Slack, HubSpot"), ("integrations", "slack"), ("integrations", "Zoom")]
    )
    assert [item.casefold() for item in known.items("integrations")] == ["slack", "hubspot", "zoom"]
    assert known.count("integrations") == 2


def test_a_number_is_not_taken_apart() -> None:
    assert facts(spend="12,000,000").items("spend") == ("12,000,000",)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Berlin, Germany", 1),
        ("Berlin, Germany; Kyiv, Ukraine", 2),
        ("Berlin\nKyiv", 2),
        ("Hall 7, Berlin", 1),
        ("12", 12),
        ("25+ locations", 25),
        ("", None),
    ],
)
def test_places_have_commas_of_their_own(text: str, number: float | None) -> None:
    assert facts(locations=text).count("locations") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Java 8 Developer", 1),
        ("Product Manager B2B, CTO", 2),
        ("Engineer, Backend; Sales 2b", 2),
        ("4 open roles", 4),
        ("4", 4),
    ],
)
def test_a_number_in_a_title_is_no_count(text: str, number: float) -> None:
    assert facts(open_roles=text).count("open_roles") == number


def test_what_was_there_before_is_not_counted() -> None:
    known = Facts.of([("open_roles", "CTO; CFO"), ("open_roles", "Cook; Driver; Guard")])
    assert known.count("open_roles") == 2


@pytest.mark.parametrize("nothing", ["", " ", "-", "no", "None", "unknown", "0"])
def test_what_says_that_nothing_is_there_is_nothing(nothing: str) -> None:
    assert not facts(pricing_page=nothing).has("pricing_page")


def test_nothing_stands_in_for_what_a_person_left_empty() -> None:
    found = {"personal_email": "ada@home.example", "email": ""}
    assert not facts(**found).has("email")
    assert facts(personal_email="ada@home.example").has("email")


def test_a_profile_is_known_by_any_of_its_names() -> None:
    for field in ("profile_url", "linkedin", "linkedin_url"):
        assert facts(**{field: "https://www.linkedin.com/in/ada"}).has("linkedin")


@settings(max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=30)), max_size=8))
def test_any_text_is_read(known: list[tuple[str, str]]) -> None:
    read = Facts.of([*known, *(("spend", value) for _, value in known)])
    assert read.number("spend") is None or (read.number("spend") or 0) >= 0
    assert isinstance(read.items("spend"), tuple)


def test_what_research_finds_of_a_company_counts() -> None:
    found = dict.fromkeys(FIELDS.values(), "something")
    known = Facts.of(found.items())
    told = ("industry", "employees", "locations", "integrations", "buyer_titles", "open_roles")
    assert [name for name in (*told, "pricing_page", "case_studies", "phone") if not known.has(name)] == []
