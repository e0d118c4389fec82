"""Customers are pasted in any form, and everything that is wrong with them is said at once."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.icp.intake import MOST, as_text, checked
from agent.icp.pasted import entries, sites

DOMAINS = ["acme.example", "globex.example", "hooli.example", "initech.example", "umbra.example"]
FIVE = ", ".join(f"{domain.split('.')[0].title()} {domain}" for domain in DOMAINS)


@pytest.mark.parametrize(
    "text",
    [
        FIVE,
        FIVE.replace(", ", "\n"),
        "\n".join(DOMAINS),
        ", ".join(DOMAINS),
        " ".join(DOMAINS),
        "\n".join(f"• {d.split('.')[0].title()} ({d})" for d in DOMAINS),
        "\n".join(f"{n}. {d.split('.')[0].title()} – https://www.{d}/" for n, d in enumerate(DOMAINS, 1)),
        "\n".join(f"- [{d.split('.')[0].title()}](https://{d}/about)" for d in DOMAINS),
        "\n".join(f"| {d.split('.')[0].title()} | {d} |" for d in DOMAINS),
        "\n".join(f"{d}\t{d.split('.')[0].title()}" for d in DOMAINS),
        "\n".join(f"<https://{d}|{d}>" for d in DOMAINS),
        "\n".join(f"{d.split('.')[0].title()}\n{d}" for d in DOMAINS),
        "; ".join(f"{d.split('.')[0].title()}: {d}" for d in DOMAINS),
    ],
)
def test_customers_are_read_in_every_form(text: str):
    assert [(each.name, each.site) for each in entries(text)] == [
        (d.split(".")[0].title(), d) for d in DOMAINS
    ]


def test_a_name_with_its_legal_form_is_one_name():
    assert entries("Acme, Inc. acme.example")[0].name == "Acme, Inc"


@pytest.mark.parametrize(
    "text",
    [
        "Marks and Spencer acme.example\nSchmidt und Söhne globex.example",
        "Marks and Spencer acme.example and Schmidt und Söhne (globex.example)",
        "Marks and Spencer acme.example, and Schmidt und Söhne globex.example",
        "acme.example Marks and Spencer und globex.example Schmidt und Söhne",
        "Marks and Spencer\nacme.example\nSchmidt und Söhne\nglobex.example",
    ],
)
def test_a_name_with_and_in_it_is_one_name(text: str):
    assert [(each.name, each.site) for each in entries(text)] == [
        ("Marks and Spencer", "acme.example"),
        ("Schmidt und Söhne", "globex.example"),
    ]


def test_two_sites_may_be_joined_by_and():
    assert [each.name for each in entries("acme.example and globex.example")] == ["Acme", "Globex"]


def test_a_good_intake_is_taken():
    lost = "Nakatomi nakatomi.example – too expensive\nTyrell (tyrell.example): chose a competitor"
    found = checked("https://www.mine.example", FIVE, lost)
    assert found.intake is not None
    assert found.intake.website == "mine.example"
    assert [each.domain for each in found.intake.customers] == DOMAINS
    bare = checked("mine.example", FIVE, "- nakatomi.example: too expensive\n* tyrell.example – slow").intake
    assert bare is not None
    assert [(each.name, each.reason) for each in bare.lost] == [
        ("Nakatomi", "too expensive"),
        ("Tyrell", "slow"),
    ]
    assert [(each.domain, each.reason) for each in found.intake.lost] == [
        ("nakatomi.example", "too expensive"),
        ("tyrell.example", "chose a competitor"),
    ]


def test_it_reads_back_as_the_same():
    intake = checked("mine.example", FIVE, "A a-one.example – dear\nB b-two.example – slow").intake
    assert intake is not None
    assert checked(*as_text(intake)).intake == intake


@given(st.lists(st.sampled_from(["Marks", "and", "und", "Spencer", "And", "Sons", "Inc.,"]), max_size=4))
def test_whatever_a_company_is_called_reads_back_as_the_same(words: list[str]):
    name = " ".join(words)
    customers = "\n".join(f"{name} {domain}" for domain in DOMAINS)
    customers += f"\n[{name}](https://sixth.example)"
    intake = checked("mine.example", customers).intake
    if intake is not None:
        assert checked(*as_text(intake)).intake == intake


def test_everything_that_is_wrong_is_said_at_once():
    customers = "Acme acme.example, acme.example, linkedin.com/company/x, http://localhost\nNobody Ltd"
    found = checked("w3.org", customers, "Tyrell tyrell.example")
    assert found.intake is None
    assert {problem.field for problem in found.problems} == {"website", "customers", "lost"}
    said = " ".join(problem.sentence for problem in found.problems)
    for words in (
        "“w3.org” is no company's own website",
        "linkedin.com/company/x and http://localhost are no companies’ own sites",
        "Nobody Ltd has no website",
        "I can read 1 of them; I need 5 to 15: 4 more, please",
        "Tell me 2 or 3 lost customers, or none; I can read 1",
        "Say why behind Tyrell",
    ):
        assert words in said


def test_duplicates_are_said_and_count_once():
    found = checked("mine.example", f"{FIVE}, http://www.ACME.example/x")
    assert found.intake is not None
    assert len(found.intake.customers) == 5
    assert found.notes == ("acme.example was there twice; once counts.",)


@pytest.mark.parametrize(
    ("website", "customers", "lost", "words"),
    [
        ("", FIVE, "", "Tell me your own website"),
        ("acme.example", FIVE, "", "acme.example is your own site"),
        ("mine.example", "", "", "I need 5 to 15: 5 more"),
        (
            "mine.example",
            " ".join(f"c{n:02}x.example" for n in range(16)),
            "",
            "These are 16; 15 is the most",
        ),
        ("mine.example", FIVE, "Acme acme.example – dear\nB bee.example – slow", "among the best customers"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(website: str, customers: str, lost: str, words: str):
    assert any(words in problem.sentence for problem in checked(website, customers, lost).problems)


@given(st.lists(st.from_regex(r"\A[a-z]{4,10}\Z"), min_size=5, max_size=MOST, unique=True), st.randoms())
@settings(max_examples=30)
def test_any_separators_and_order_will_do(names: list[str], random: Random):
    text = "".join(
        f"{name}.example{random.choice([', ', chr(10), '; ', ' ', chr(10) + '- '])}" for name in names
    )
    assert sites(text) == [f"{name}.example" for name in names]


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_nothing_that_is_pasted_breaks_it(website: str, customers: str, lost: str):
    found = checked(website, customers, lost)
    assert (found.intake is None) == bool(found.problems)
