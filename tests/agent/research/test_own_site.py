"""Whose site a result is: the company's own by name and domain, and rather nobody's than a namesake's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.discovery.source import Result
from agent.market.web.directory import lookalikes
from agent.market.web.profiles import groups
from agent.market.web.search import index
from agent.pages.urls import is_registered
from agent.research.own_site import may_be, own_site


def result(url: str, title: str) -> Result:
    return Result(title, url, "")


@pytest.mark.parametrize(
    ("company", "url", "title"),
    [
        ("Acme Freight", "https://www.acmefreight.com/about", "Acme Freight – Freight that arrives"),
        ("Acme Freight GmbH & Co. KG", "https://acme-freight.de/", "Acme Freight: Spedition in Köln"),
        ("Acme", "https://acme-gmbh.de/", "Startseite | Acme GmbH"),
        ("ACME, Inc.", "https://careers.acme.co.uk/jobs", "Jobs - Acme Ltd"),
        ("Müller Söhne UG (haftungsbeschränkt)", "https://mueller-soehne.de/", "Müller Söhne"),
        ("Muller Sohne", "https://muller-sohne.de/", "Müller Söhne UG"),
        ("Marks & Spencer", "https://www.marksandspencer.com/", "Marks and Spencer | Official site"),
        ("Conforti S.p.A.", "https://conforti.it/", "Conforti SpA – Macchine"),
        ("L'Atelier", "https://latelier.fr/", "L’Atelier"),
    ],
)
def test_a_company_is_known_by_its_name_and_its_domain(company: str, url: str, title: str) -> None:
    others = [
        result("https://www.linkedin.com/company/x", f"{company} | LinkedIn"),
        result("https://www.northdata.com/x", f"{company}, Köln"),
        result("https://other.example/", "Somebody else"),
        result(url, "Contact"),
    ]
    found = own_site(company, [*others, result(url, title)])
    assert found
    assert found in url


@pytest.mark.parametrize(
    ("company", "url", "title"),
    [
        ("Acme Freight", "https://acmefreight.com/", "Acme Tools"),
        ("Acme Freight", "https://acmefreight.com/", "Acme Freight Forwarders Union"),
        ("Acme Freight", "https://acme.com/", "Acme Freight"),
        ("Acme Freight", "https://acmefreight.portal.com/", "Acme Freight"),
        ("Acme", "https://acme-tools.com/", "Acme"),
        ("Acme", "https://en.wikipedia.org/wiki/Acme", "Acme – Wikipedia"),
        ("Acme System", "https://acmesystems.com/", "Acme Systems"),
        ("Inc.", "https://inc.com/", ""),
        ("株式会社", "https://acme.jp/", "株式会社"),
        ("", "https://acme.jp/", ""),
    ],
)
def test_what_only_resembles_it_is_not_its_site(company: str, url: str, title: str) -> None:
    assert own_site(company, [result(url, title)]) == ""


def test_of_two_namesakes_neither_is_taken() -> None:
    one, other = result("https://acme.com/", "Acme | Tools"), result("https://acme.de/", "Acme GmbH")
    assert own_site("Acme", [one, other]) == ""
    assert own_site("Acme", [one, result("https://careers.acme.com/", "Acme | Jobs")]) == "acme.com"


@given(
    st.text(max_size=40), st.lists(st.builds(Result, st.text(max_size=60), st.text(max_size=60), st.just("")))
)
def test_no_answer_is_too_strange_and_its_order_changes_nothing(company: str, results: list[Result]) -> None:
    found = own_site(company, results)
    assert found == own_site(company, results[::-1])
    assert not found or is_registered(found)


def test_in_the_market_every_site_is_found_and_no_other_taken() -> None:
    for group in groups()[:2]:
        for one in lookalikes(group)[:15]:
            page = index().page(one.company.name, 1)["results"]
            results = [Result(**each) for each in page]
            assert own_site(one.company.name, results) == one.domain
            others = [each for each in results if one.company.slug not in each.url]
            assert own_site(one.company.name, others) == ""


@pytest.mark.parametrize(
    ("company", "called", "may"),
    [
        ("Acme", "Acme Freight Inc.", True),
        ("Acme Freight GmbH", "Acme", True),
        ("Müller", "Mueller KG", True),
        ("Acme", "Acmeister", False),
        ("Acme Freight", "Domains for sale", False),
    ],
)
def test_a_site_is_believed_by_what_it_calls_itself(company: str, called: str, may: bool) -> None:
    assert may_be(company, called) is may
