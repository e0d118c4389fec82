from __future__ import annotations

import pytest

from agent.market.criteria import Criteria, read, read_url

LINKEDIN = (
    "https://www.linkedin.com/search/results/people/?keywords=saas%20cmo&titleFreeText=Marketing+Manager"
    "&geoUrn=%5B%22103035651%22%5D&location=Berlin&origin=FACETED_SEARCH"
)
SN = (
    "https://www.linkedin.com/sales/search/people?query=(spellCorrectionEnabled%3Atrue%2C"
    "filters%3AList((type%3ACURRENT_TITLE%2Cvalues%3AList((id%3A716%2Ctext%3AChief%2520Financial%2520Officer%2C"
    "selectionType%3AINCLUDED)))%2C(type%3AREGION%2Cvalues%3AList((id%3A1%2Ctext%3ABerlin%252C%2520Germany))))"
    "%2Ckeywords%3Afintech)"
)


def said(criteria: Criteria) -> tuple[list[str], list[str], list[str]]:
    return (
        [role.titles[0] for role in criteria.roles],
        [industry.name for industry in criteria.industries],
        [city.name for city in criteria.cities],
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("saas marketing managers in Berlin", (["Marketing Manager"], ["Software as a Service"], ["Berlin"])),
        ("heads of sales at fintechs in London", (["Head of Sales"], ["Financial Technology"], ["London"])),
        ("CFOs Berlin, Germany", (["Chief Financial Officer"], [], ["Berlin"])),
        ("owners of marketing agencies in München", (["Owner"], ["Marketing Agencies"], ["Munich"])),
        ("CTO New York City", (["Chief Technology Officer"], [], ["New York"])),
        ("CEOs and sales managers", (["Sales Manager", "Chief Executive Officer"], [], [])),
        ("sales managers and sales", (["Sales Manager"], [], [])),
        ("founders and recruiters", (["Founder & CEO", "Recruiter"], [], [])),
        ("restaurants in Lyon", ([], ["Restaurants"], ["Lyon"])),
    ],
)
def test_words_name_roles_industries_and_cities(words: str, expected: tuple[list[str], ...]):
    assert said(read(words)) == expected


def test_a_region_means_its_cities():
    countries = {city.country for city in read("cfo DACH").cities}
    assert countries == {"Germany", "Austria", "Switzerland"}


def test_what_is_unknown_widens_the_search():
    assert said(read("marketing managers in Atlantis")) == (["Marketing Manager"], [], [])
    assert said(read("falconers in Berlin")) == ([], [], ["Berlin"])


def test_a_search_of_which_nothing_is_known_is_not_known():
    assert not read("falconers in Atlantis").known
    assert read("").known


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            LINKEDIN,
            (["Marketing Manager", "Chief Marketing Officer"], ["Software as a Service"], ["Berlin"]),
        ),
        (SN, (["Chief Financial Officer"], ["Financial Technology"], ["Berlin"])),
        (
            "https://www.google.com/maps/search/restaurants+in+Lyon/@45.7,4.8,13z",
            ([], ["Restaurants"], ["Lyon"]),
        ),
        ("https://www.google.com/maps?q=dentists%20lisbon", ([], ["Dental Practices"], ["Lisbon"])),
    ],
)
def test_a_searchs_address_is_read(url: str, expected: tuple[list[str], ...]):
    found = said(read_url(url))
    assert tuple(sorted(part) for part in found) == tuple(sorted(part) for part in expected)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.yellowpages.com/search?search_terms=restaurants&geo_location_terms=Lyon",
        "https://www.pagesjaunes.fr/annuaire/chercherlespros?quoiqui=restaurants&ou=lyon",
        "https://www.google.com/maps/search/restaurants+in+lyon/",
    ],
)
def test_a_directory_is_asked_like_a_map(url: str):
    assert said(read_url(url)) == ([], ["Restaurants"], ["Lyon"])
