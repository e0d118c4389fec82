"""A profile is what the best customers share, not what the lost ones do, and keeps what people change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.errors import InvalidError
from agent.icp.building import build
from agent.icp.editing import as_text, edited
from agent.icp.profile import Company, Field, Profile, Signal
from agent.icp.traits import CASES, HIRING, PRICING, band_of, size, traits


def company(name: str, **fields: str | tuple[str, ...]) -> Company:
    domain = f"{name.lower()}.example"
    signals = [
        Signal(field, value, f"https://{domain}/{field}", f"{name} says {value}")
        for field, values in fields.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    return Company(domain, name, tuple(signals))


BEST = [
    company("Acme", industry="Logistics software", employees="120", place="Berlin, Germany", buyer="COO"),
    company(
        "Globex", industry="Logistics software", employees="80 people", place="Hamburg, Germany", buyer="COO"
    ),
    company("Hooli", industry="logistics software", employees="51-200", place="Wien, Austria", pricing="yes"),
    company("Silent"),
]


def said(profile: Profile, field: Field) -> list[str]:
    return [line.value for line in profile.of(field)]


def test_lines_are_what_customers_share_with_the_evidence_behind_each():
    profile = build(BEST)
    assert profile.seeds == 3
    assert said(profile, Field.INDUSTRY) == ["Logistics software"]
    assert said(profile, Field.SIZE) == ["51–200"]
    assert said(profile, Field.PLACE) == ["Germany"]
    assert said(profile, Field.BUYER) == ["COO"]
    line = profile.of(Field.INDUSTRY)[0]
    assert line.shared == 3
    first = line.evidence[0]
    assert (first.company, first.url) == ("Acme", "https://acme.example/industry")
    assert first.snippet == "Acme says Logistics software"


def test_what_one_customer_has_alone_is_no_line():
    assert said(build(BEST), Field.SIGNAL) == []


def test_what_lost_customers_share_even_more_is_left_out_and_said():
    best = [
        company(name, industry="Retail", technology="SAP" if name == "A" else ("SAP", "X")) for name in "AB"
    ]
    best += [company(name, industry="Retail") for name in "CD"]
    lost = [company(name, industry="Retail", technology="SAP") for name in ("Y", "Z")]
    profile = build(best, lost)
    assert said(profile, Field.TECHNOLOGY) == []
    assert [(each.value, each.lost) for each in profile.removed] == [("SAP", True)]
    assert said(profile, Field.INDUSTRY) == ["Retail"]


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("7", "1–10"),
        ("1,200 people", "1001–5000"),
        ("1.200 Mitarbeiter", "1001–5000"),
        ("51-200", "51–200"),
        ("500", "201–500"),
        ("5001+", "5001+"),
        ("5000+", "5001+"),
        ("200+", "201–500"),
        ("many", None),
        ("0", None),
    ],
)
def test_sizes_become_bands(value: str, band: str | None):
    assert size(value) == band


def test_signals_are_pricing_cases_and_three_open_roles():
    one = company("A", open_role=("SDR", "AE", "sdr", "CSM"), pricing="public prices", case_study=("X", "Y"))
    assert {value for field, value in traits(one) if field is Field.SIGNAL} == {PRICING, CASES, HIRING}
    two = company("B", open_role=("SDR", "AE"))
    assert traits(two) == {}


def test_a_line_that_is_edited_by_hand_stays_so():
    profile = edited(build(BEST), {Field.INDUSTRY: "Freight software\nLogistics software", Field.BUYER: ""})
    kept, new = (line for line in sorted(profile.of(Field.INDUSTRY), key=lambda line: line.by_hand))
    assert (kept.by_hand, new.by_hand, new.value) == (False, True, "Freight software")
    assert kept.evidence
    again = build(BEST, before=profile)
    assert said(again, Field.BUYER) == []
    assert set(said(again, Field.INDUSTRY)) == {"Logistics software", "Freight software"}


def test_what_was_removed_can_be_put_back():
    without = edited(build(BEST), {Field.BUYER: ""})
    back = edited(without, {Field.BUYER: "COO"})
    assert back.removed == ()
    assert said(build(BEST, before=back), Field.BUYER) == ["COO"]


def test_an_edit_that_is_too_much_says_where():
    with pytest.raises(InvalidError) as error:
        edited(build(BEST), {Field.PLACE: "\n".join(f"Place {n}" for n in range(16))})
    assert error.value.field == "place"
    with pytest.raises(InvalidError):
        edited(Profile(), {Field.PLACE: " "})


VALUES = st.sampled_from(["Retail", "SaaS", "Logistics", "12", "120", "Berlin, Germany"])
COMPANIES = st.lists(
    st.builds(
        lambda name, fields: company(name, **fields),
        st.from_regex(r"\A[A-Z][a-z]{3,6}\Z"),
        st.dictionaries(st.sampled_from(["industry", "employees", "place", "buyer"]), VALUES),
    ),
    max_size=8,
)


@given(COMPANIES, COMPANIES)
@settings(max_examples=30)
def test_every_line_is_shared_by_at_least_two_and_by_no_more_than_there_are(
    best: list[Company], lost: list[Company]
):
    profile = build(best, lost)
    for line in profile.lines:
        assert 2 <= line.shared <= profile.seeds
        assert line.evidence
        assert all(each.url for each in line.evidence)


@given(COMPANIES)
@settings(max_examples=30)
def test_editing_to_the_same_changes_nothing(best: list[Company]):
    profile = build(best)
    if profile.lines:
        assert edited(profile, {field: as_text(profile, field) for field in Field}) == profile


@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_bands_grow_with_the_number(one: int, other: int):
    order = ["1–10", "11–50", "51–200", "201–500", "501–1000", "1001–5000", "5001+"]
    low, high = sorted((one, other))
    assert order.index(band_of(low)) <= order.index(band_of(high))
