"""Addresses and domains as somebody pastes them; defects of domain.md (002) among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.pages.urls import company_domain, domain_of, is_company, is_file, link


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("acme.example", "acme.example"),
        ("https://www.Acme.example:443/about?x=1#y", "acme.example"),
        ("HTTP://acme.example", "acme.example"),
        ("//acme.example/x", "acme.example"),
        ("acme.example:8080/x", "acme.example"),
        ("www.acme.co.uk.", "acme.co.uk"),
        ("ada@acme.example", "acme.example"),
        ("mailto:ada@acme.example?subject=x", "acme.example"),
        ("https://user@acme.example/x", "acme.example"),
        (" <https://acme.example> ", "acme.example"),
        ("Bücher.example", "xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("https%3A%2F%2Fwww.acme.example%2Fabout", "acme.example"),
        ("javascript:void(0)", None),
        ("tel:+49 30 123", None),
        ("mailto:", None),
        ("data:text/html,x", None),
        ("*", None),
        ("*.acme.example", "acme.example"),
        ("localhost", None),
        ("http://127.0.0.1/", None),
        ("http://2130706433/", None),
        ("acme", None),
        ("not a domain", None),
        ("acme..example", None),
        ("", None),
    ],
)
def test_the_domain_in_whatever_was_written(text: str, domain: str | None):
    assert domain_of(text) == domain


@pytest.mark.parametrize(
    "text",
    [
        "%2Fobbo.sg",
        "2fobbo.sg",
        "%20support@obbo.sg",
        "%2F%2Fwww.obbo.sg",
        "252Fobbo.sg",
        "https:%2F%2fobbo.sg",
        "%252Fobbo.sg",
    ],
)
def test_defect_002_percent_encoding_leaked_into_domains(text: str):
    assert domain_of(text) == "obbo.sg"


def test_a_short_name_that_begins_so_stays_whole():
    assert domain_of("2fa.example") == "2fa.example"


@pytest.mark.parametrize(
    "text",
    [
        "https://www.w3.org/1999/xhtml",
        "http://schema.org",
        "https://de.linkedin.com/company/acme",
        "facebook.com/acme",
        "x.com",
        "m.youtube.com",
        "https://www.yelp.com/biz/acme",
        "en.wikipedia.org/wiki/Acme",
        "bit.ly/x",
        "ada@gmail.com",
        "fonts.googleapis.com",
    ],
)
def test_defect_002_w3_org_was_listed_as_a_lookalike(text: str):
    assert company_domain(text) is None
    assert domain_of(text) is not None


def test_a_company_whose_name_ends_like_a_network_is_a_company():
    assert is_company("notlinkedin.com")
    assert company_domain("https://xing.com.example/") == "xing.com.example"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/about", "https://acme.example/about"),
        ("about/", "https://acme.example/x/about/"),
        ("//other.example", "https://other.example/"),
        ("?page=2", "https://acme.example/x/y?page=2"),
        ("#top", None),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("vbscript:x", None),
        ("*", None),
        ("", None),
        ("mailto:%20support@obbo.sg", "mailto:support@obbo.sg"),
        ("mailto:a@b.example?subject=x", "mailto:a@b.example"),
        ("tel:+49%2030%20555", "tel:+49 30 555"),
        ("http://[bad", None),
    ],
)
def test_where_a_link_goes(href: str, url: str | None):
    assert link("https://acme.example/x/y", href) == url


def test_files_are_no_pages():
    assert is_file("https://acme.example/a.PDF")
    assert not is_file("https://acme.example/pdf")


@given(st.text(max_size=80))
def test_a_domain_is_its_own_domain(text: str):
    found = domain_of(text)
    assert found is None or domain_of(found) == found or found.startswith("2f")


@given(
    st.from_regex(r"[a-v][a-z]{2,9}\.(example|com|co\.uk)", fullmatch=True),
    st.sampled_from(["", "www.", "https://", "http://www."]),
)
def test_a_domain_survives_how_it_is_written(domain: str, before: str):
    assert domain_of(f"{before}{domain}/path") == domain
