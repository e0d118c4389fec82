"""Who is qualified: the rule of seeds/004."""

from __future__ import annotations

import pytest

from agent.scoring.qualification import qualify
from tests.agent.scoring.known import EVERYTHING, PERSON, facts

LINKED = {"profile_url": "https://www.linkedin.com/in/ada"}


def test_defect_004_the_threshold_alone_does_not_qualify() -> None:
    """Name, e-mail, company and title alone are 45, which reaches the threshold."""
    assert not qualify(facts(**PERSON)).passed


def test_two_of_four_sources_qualify() -> None:
    assert qualify(facts(**PERSON, **LINKED, website="berg.example")).passed
    assert qualify(facts(**PERSON, **LINKED, industry="Retail")).passed
    assert not qualify(facts(**PERSON, **LINKED)).passed


@pytest.mark.parametrize("lost", ["name", "email"])
def test_without_a_name_or_an_email_nobody_is_qualified(lost: str) -> None:
    known = {field: value for field, value in EVERYTHING.items() if field != lost}
    found = qualify(facts(**known))
    assert not found.passed
    assert found.lacks


def test_a_website_and_social_profiles_need_something_beyond_the_basics() -> None:
    found = qualify(facts(**PERSON, website="berg.example", social_profiles="x.com/ada"))
    assert found.lacks == ("something beyond name, e-mail, company and title",)


def test_everything_is_qualified() -> None:
    assert qualify(facts(**EVERYTHING)).passed


def test_what_is_lacking_is_said() -> None:
    assert qualify(facts(name="Ada")).lacks[:2] == (
        "an e-mail",
        "two of: a LinkedIn profile or a website or company information or social profiles",
    )
