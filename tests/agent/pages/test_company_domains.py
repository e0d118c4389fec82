"""Domains of companies come out tidy, whatever was pasted or found; what is nobody's own is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.pages.urls import company_domain, is_company, is_registered, main_of

LABEL = st.from_regex(r"\A[a-z][a-z0-9]{3,12}\Z")


@pytest.mark.parametrize(
    ("written", "domain"),
    [
        ("https://www.Acme.example/about?x=1", "acme.example"),
        ("acme.example:8080", "acme.example"),
        ("sales@acme.example", "acme.example"),
        ("mailto:%20support@acme.example", "acme.example"),
        ("http://acme.example%2Fabout", "acme.example"),
        ("//acme.example", "acme.example"),
        ("http://2facme.example/", "acme.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("2fa.com", "2fa.com"),
    ],
)
def test_a_domain_is_read_from_what_was_written(written: str, domain: str):
    assert company_domain(written) == domain


def test_defect_002_percent_encoding_leaked_into_domains():
    assert company_domain("2fobbo.sg") == "obbo.sg"
    assert company_domain("%2Fobbo.sg") == "obbo.sg"
    assert company_domain("%252Fobbo.sg") == "obbo.sg"
    assert company_domain("%20support@obbo.sg") == "obbo.sg"


def test_defect_002_w3_org_listed_as_a_lookalike():
    assert company_domain("http://www.w3.org/2000/svg") is None


@pytest.mark.parametrize(
    "written",
    [
        "https://de.linkedin.com/company/acme",
        "https://www.facebook.com/acme",
        "https://www.crunchbase.com/organization/acme",
        "https://www.softwareadvice.com/logistics/",
        "https://www.forbes.com/advisor/best-crm/",
        "https://jobs.lever.co/acme",
        "https://builtin.com/company/acme",
        "javascript:alert(1)",
        "tel:+49301234",
        "data:text/html,acme.example",
        "http://localhost",
        "10.0.0.1",
        "http://[::1]/",
        "acme",
        "*",
        "",
        "a" * 300 + ".example",
    ],
)
def test_what_is_no_companys_own_site_is_none(written: str):
    assert company_domain(written) is None


@pytest.mark.parametrize(
    ("site", "company"),
    [
        ("careers.acme.com", "acme.com"),
        ("en.shop.acme.co.uk", "acme.co.uk"),
        ("blog.co.uk", "blog.co.uk"),
        ("shop.de", "shop.de"),
        ("berlin.acme.com", "berlin.acme.com"),
    ],
)
def test_a_companys_domain_is_that_of_its_sites(site: str, company: str):
    assert main_of(site) == company


@given(LABEL, LABEL)
@settings(max_examples=30)
def test_a_domain_reads_back_as_itself_under_every_spelling(name: str, under: str):
    domain = f"{name}.{under}.example"
    for written in (
        domain,
        f"https://www.{domain}/x",
        f"%2F{domain}",
        f"info@{domain}",
        f"{domain.upper()}.",
    ):
        assert company_domain(written) == domain


@given(st.text(max_size=60))
def test_nothing_that_is_pasted_breaks_it(text: str):
    found = company_domain(text)
    assert found is None or (found == company_domain(found) and is_company(found))


@pytest.mark.parametrize(
    ("domain", "registered"),
    [("acme.com", True), ("acme.co.uk", True), ("acme.portal.com", False), ("blog.acme.co.uk", False)],
)
def test_what_lies_below_another_domain_may_be_somebody_elses(domain: str, registered: bool) -> None:
    assert is_registered(domain) is registered
