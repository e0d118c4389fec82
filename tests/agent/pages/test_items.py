"""What elements tell machines is read as JSON-LD is: names and numbers of what a person can see."""

from __future__ import annotations

from agent.pages.html import page_of
from agent.pages.page import Record


def records(body: str) -> list[Record]:
    return list(page_of("https://acme.example/", f"<body>{body}</body>").records)


def test_microdata_of_a_company():
    body = (
        "<div itemscope itemtype='https://schema.org/Organization'><h1 itemprop='name'>Acme</h1>"
        "<p itemprop='numberOfEmployees' itemscope itemtype='https://schema.org/QuantitativeValue'>"
        "<b itemprop='value'>120</b> people</p>"
        "<p itemprop='address' itemscope><span itemprop='addressLocality'>Leeds</span>, "
        "<span itemprop='addressCountry'>United Kingdom</span></p>"
        "<a itemprop='sameAs' href='https://www.linkedin.com/company/acme'>in</a></div>"
    )
    (record,) = records(body)
    assert record.kind == "organization"
    assert record.values == {
        "name": ("Acme",),
        "numberOfEmployees": ("120",),
        "sameAs": ("https://www.linkedin.com/company/acme",),
        "address": ("Leeds, United Kingdom",),
    }


def test_rdfa_of_a_person():
    body = (
        "<p vocab='https://schema.org/' typeof='schema:Person'><b property='schema:name'>Ada</b> "
        "<i property='jobTitle'>CTO</i></p>"
    )
    assert records(body) == [Record("person", {"name": ("Ada",), "jobTitle": ("CTO",)})]


def test_who_wrote_a_review_is_nobody_of_the_company():
    body = (
        "<div itemscope itemtype='https://schema.org/Organization'><i itemprop='name'>Acme</i>"
        "<div itemprop='review' itemscope itemtype='https://schema.org/Review'>"
        "<p itemprop='author' itemscope itemtype='https://schema.org/Person'><b itemprop='name'>Bob</b></p>"
        "</div></div>"
    )
    assert [each.kind for each in records(body)] == ["organization"]


def test_what_nobody_sees_describes_nothing():
    hidden = "<div hidden itemscope itemtype='https://schema.org/Person'><b itemprop='name'>Mallory</b></div>"
    partly = (
        "<div itemscope itemtype='https://schema.org/Person'><b itemprop='name'>Ada"
        "<i style='display:none'> Mallory</i></b></div>"
    )
    assert records(hidden) == []
    assert records(partly) == [Record("person", {"name": ("Ada",)})]


def test_properties_without_a_thing_and_things_without_end_are_no_trouble():
    assert records("<p itemprop='name'>Acme</p>" + "<div itemscope>" * 500) == []
