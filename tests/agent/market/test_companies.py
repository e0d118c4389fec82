from __future__ import annotations

from itertools import islice
from math import gcd

import pytest

from agent.market.companies import _STEP, PER_CITY, Company, _endings, _names, _stems
from agent.market.criteria import Criteria
from agent.market.crowds import companies
from agent.market.industries import INDUSTRIES
from agent.market.market import Market
from agent.market.places import CITIES

MARKET = Market()


@pytest.fixture(scope="module")
def some() -> list[Company]:
    return list(islice(companies(Criteria()), 2_000))


def test_name_page_and_domain_lead_back_to_the_same_company(some: list[Company]):
    assert [MARKET.company_by_name(one.name) for one in some] == some
    assert [MARKET.company_by_url(one.url) for one in some] == some
    assert [MARKET.company_by_domain(one.domain) for one in some] == some
    assert [MARKET.company_by_domain(f"{one.website}/about") for one in some] == some


def test_no_two_companies_share_a_name(some: list[Company]):
    assert len({one.name for one in some}) == len(some)
    assert len({one.slug for one in some}) == len(some)


def test_there_are_names_for_every_company():
    for industry in INDUSTRIES:
        assert len(CITIES) * PER_CITY <= _names(industry)
        assert gcd(_STEP, _names(industry)) == 1


def test_every_name_is_read_in_one_way():
    assert len(_stems()) * 4 == _names(INDUSTRIES[0])
    assert len(_endings()) == sum(len(industry.endings) for industry in INDUSTRIES)


def test_a_company_from_outside_keeps_its_name_and_facts():
    acme = MARKET.company_by_name("Acme Rockets")
    assert acme.name == "Acme Rockets"
    assert MARKET.company_by_url(acme.url) == MARKET.company_by_url(
        "https://www.linkedin.com/company/acme-rockets/"
    )
    assert MARKET.company_by_url(acme.url).employees == acme.employees


def test_a_real_domain_is_kept_and_its_addresses_are_not_real():
    acme = MARKET.company_by_domain("https://www.acme.com/contact")
    assert acme.domain == "acme.com"
    assert acme.mail_domain == "acme.example"


def test_head_counts_stay_within_the_industry(some: list[Company]):
    assert all(4 <= one.employees <= one.industry.largest for one in some)


@pytest.mark.parametrize("address", ["acme.co.uk", "https://shop.acme.com/x", "www.acme.de"])
def test_a_company_is_read_off_any_domain(address: str):
    assert MARKET.company_by_domain(address).slug == "acme"


def test_a_name_with_a_full_stop_is_no_domain():
    assert MARKET.person_by_name_company("Jane Doe", "Acme Inc.").company.name == "Acme Inc."
