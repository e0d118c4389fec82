from __future__ import annotations

import pytest

from agent.leads import normal

JANE = "https://www.linkedin.com/in/jane-doe-1a"


@pytest.mark.parametrize(
    "written",
    [
        "https://www.linkedin.com/in/jane-doe-1a",
        "http://linkedin.com/in/jane-doe-1a/",
        "https://de.linkedin.com/in/Jane-Doe-1a/?locale=de_DE",
        "WWW.LinkedIn.com/in/jane-doe-1a/en",
        "  linkedin.com/in/jane-doe-1a#about ",
    ],
)
def test_one_profile_has_one_spelling(written: str):
    assert normal.profile(written) == JANE


def test_an_encoded_name_is_the_name():
    assert normal.profile("https://www.linkedin.com/in/j%C3%BCrgen") == normal.profile(
        "linkedin.com/in/jürgen"
    )


@pytest.mark.parametrize(
    "text", ["", "jane", "https://www.linkedin.com/", "https://[broken", "javascript:alert(1)"]
)
def test_what_is_no_address_is_none(text: str):
    assert normal.profile(text) is None


def test_another_site_keeps_its_path():
    assert normal.profile("GitHub.com/Jane?tab=repos") == "https://github.com/Jane"


@pytest.mark.parametrize("written", ["Jane@Acme.Example", " jane@acme.example ", "mailto:jane@acme.example"])
def test_one_address_has_one_spelling(written: str):
    assert normal.email(written) == "jane@acme.example"


@pytest.mark.parametrize(
    "text", ["", "jane", "jane@", "@acme.example", "a@b", "a b@c.de", "a@b..de", "a@b.de, c@d.ef"]
)
def test_what_cannot_be_an_address_is_none(text: str):
    assert normal.email(text) is None


def test_a_mailbox_of_several_people_is_shared():
    assert normal.is_shared("info@acme.example")
    assert not normal.is_shared("jane@acme.example")
