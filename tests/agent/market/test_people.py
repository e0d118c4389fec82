from __future__ import annotations

from itertools import islice

import pytest

from agent.market.companies import company_named
from agent.market.market import Market
from agent.market.names import NAMES
from agent.market.people import Person, staff

MARKET = Market()


@pytest.fixture(scope="module")
def crowd() -> list[Person]:
    return [
        *islice(MARKET.people_for("people everywhere in europe"), 400),
        *islice(MARKET.people_for("cfo texas"), 300),
        *MARKET.crowd("group", "https://www.linkedin.com/groups/12345"),
    ]


def test_a_profile_leads_back_to_the_same_person(crowd: list[Person]):
    assert [MARKET.person_by_profile(person.profile_url) for person in crowd] == crowd


def test_name_and_company_lead_back_to_the_same_person(crowd: list[Person]):
    some = crowd[::7]  # of each kind; finding somebody by name takes a while
    assert [MARKET.person_by_name_company(person.name, person.company.name) for person in some] == some
    assert [MARKET.person_by_name_company(person.name, person.company.domain) for person in some] == some


def test_a_work_address_leads_back_to_the_same_person(crowd: list[Person]):
    known = [person for person in crowd[:150] if person.email]
    assert [MARKET.person_by_email(person.email or "") for person in known] == known


@pytest.mark.parametrize(
    "page",
    [
        "https://www.instagram.com/{}/",
        "x.com/{}",
        "https://www.reddit.com/user/{}",
        "https://www.tiktok.com/@{}?lang=en",
    ],
)
def test_a_handle_on_another_site_leads_back_to_the_same_person(crowd: list[Person], page: str):
    assert [MARKET.person_by_handle(page.format(person.handle)) for person in crowd[::5]] == crowd[::5]


def test_a_sales_navigator_address_leads_back_to_the_same_person(crowd: list[Person]):
    assert [MARKET.person_by_profile(person.sales_navigator_url) for person in crowd] == crowd


def test_profiles_of_any_spelling_are_the_same_person(crowd: list[Person]):
    spelled = f"http://de.linkedin.com/in/{crowd[0].slug.upper()}/?locale=de"
    assert MARKET.person_by_profile(spelled) == crowd[0]


def test_no_two_people_share_a_profile_or_an_address(crowd: list[Person]):
    for facts in (
        [person.profile_url for person in crowd],
        [person.email for person in crowd if person.email],
        [person.personal_email for person in crowd if person.personal_email],
    ):
        assert len(set(facts)) == len(facts)


def test_addresses_are_ascii_and_end_in_a_domain_that_cannot_exist(crowd: list[Person]):
    for person in crowd:
        assert person.profile_url.isascii()
        for address in filter(None, (person.email, person.personal_email)):
            assert address.isascii()
            assert address.endswith(".example")


def test_about_72_percent_have_a_work_address_and_35_a_phone(crowd: list[Person]):
    assert 0.68 < sum(person.email is not None for person in crowd) / len(crowd) < 0.76
    assert 0.31 < sum(person.phone is not None for person in crowd) / len(crowd) < 0.39


def test_an_own_profile_gives_a_person_of_that_name_with_facts_that_stay():
    jane = MARKET.person_by_profile("https://www.linkedin.com/in/jane-doe-4a81b2/")
    assert jane.name == "Jane Doe"
    assert jane.profile_url == "https://www.linkedin.com/in/jane-doe-4a81b2"
    assert MARKET.person_by_profile("linkedin.com/in/jane-doe-4a81b2") == jane
    assert MARKET.person_by_name_company(jane.name, jane.company.name).email == jane.email


def test_an_own_name_and_company_give_a_profile_that_leads_back():
    zoe = MARKET.person_by_name_company("Zoe Quill", "Acme Rockets")
    assert (zoe.name, zoe.company.name) == ("Zoe Quill", "Acme Rockets")
    back = MARKET.person_by_profile(zoe.profile_url)
    assert (back.name, back.title, back.email) == (zoe.name, zoe.title, zoe.email)


@pytest.mark.parametrize(
    "url", ["https://www.linkedin.com/in/ACoAAB12345", "https://www.linkedin.com/in/x", "?"]
)
def test_a_profile_that_spells_no_name_still_gives_a_whole_person(url: str):
    person = MARKET.person_by_profile(url)
    assert person.first
    assert person.last
    assert person == MARKET.person_by_profile(url)


def test_the_staff_of_a_company_works_there_and_is_no_larger_than_it():
    employer = next(MARKET.places("https://www.google.com/maps/search/dentists+in+Lyon"))
    found = list(staff(employer))
    assert {person.company for person in found} == {employer}
    assert len({person.name for person in found}) == len(found)


def test_the_staff_of_a_company_from_outside_is_not_empty():
    assert list(staff(company_named("Acme Rockets")))


def test_no_last_name_belongs_to_two_cultures():
    last = [name for names in NAMES.values() for name in names.last]
    assert len(set(last)) == len(last)


def test_every_culture_has_as_many_names_as_the_seats_of_a_company_need():
    assert {(len(names.women), len(names.men), len(names.last)) for names in NAMES.values()} == {(16, 16, 30)}
