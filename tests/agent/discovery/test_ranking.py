"""Lookalikes are ranked by how much of the profile they share, each with why and a snippet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.discovery.candidates import Candidate
from agent.discovery.ranking import MOST, fit, is_alike, ranked
from agent.icp.profile import Company, Field, Line, Profile, Signal

PROFILE = Profile(
    lines=(
        Line(field=Field.INDUSTRY, value="Logistics", shared=4),
        Line(field=Field.SIZE, value="51–200", shared=3),
        Line(field=Field.BUYER, value="COO", shared=4),
        Line(field=Field.BUYER, value="CFO", shared=2),
    ),
    seeds=4,
)


def company(name: str, **fields: str) -> Company:
    url = f"https://{name}.example/about"
    return Company(
        f"{name}.example",
        name.title(),
        tuple(Signal(field, value, url, f"it says {value}") for field, value in fields.items()),
    )


def candidate(name: str, quality: float = 5.0) -> Candidate:
    return Candidate(
        f"{name}.example", name.title(), f"https://{name}.example/", "as found", "one", "q", quality
    )


ALL = company("all", industry="logistics", employees="120", buyer="COO")
LESS = company("less", industry="Logistics", employees="9", buyer="CFO")
NONE = company("none", industry="Retail")


def test_who_shares_everything_has_a_hundred_points_and_who_shares_nothing_is_none():
    assert fit(PROFILE, ALL).points == 100.0
    assert 0 < fit(PROFILE, LESS).points < 100
    assert fit(PROFILE, NONE).points == 0.0
    found = ranked(PROFILE, [(candidate("none"), NONE), (candidate("less"), LESS), (candidate("all"), ALL)])
    assert [each.name for each in found] == ["All", "Less"]
    assert found[0].why == "Logistics · 51–200 employees · COO"
    assert (found[0].snippet, found[0].url) == ("it says logistics", "https://all.example/about")


def test_nobody_can_be_more_alike_than_who_shares_the_most_shared_of_each_main_field():
    assert is_alike(PROFILE, ALL)
    assert not is_alike(PROFILE, LESS), "another size, and a buyer that few share"
    without_size = Profile(
        lines=tuple(each for each in PROFILE.lines if each.field is not Field.SIZE), seeds=4
    )
    assert not is_alike(without_size, ALL), "who knows: sizes are not known"


def test_what_was_put_in_by_hand_counts_in_full():
    by_hand = Profile(lines=(Line(field=Field.INDUSTRY, value="Retail", by_hand=True),), seeds=4)
    assert fit(by_hand, NONE).points == 100.0


def test_equal_ones_are_in_the_order_of_quality():
    pairs = [(candidate(name, quality), company(name, buyer="COO")) for name, quality in [("a", 5), ("b", 8)]]
    assert [each.name for each in ranked(PROFILE, pairs)] == ["B", "A"]


def test_there_are_at_most_fifty():
    pairs = [(candidate(f"c{n}"), company(f"c{n}", buyer="COO")) for n in range(80)]
    assert len(ranked(PROFILE, pairs)) == MOST == 50


@given(
    st.dictionaries(
        st.sampled_from(["industry", "employees", "buyer"]), st.sampled_from(["Logistics", "60", "COO"])
    )
)
def test_more_in_common_is_never_less(fields: dict[str, str]):
    some = fit(PROFILE, company("some", **fields))
    more = fit(
        PROFILE, Company("x", "X", (*company("some", **fields).signals, Signal("industry", "Logistics", "u")))
    )
    assert 0 <= some.points <= more.points <= 100
    assert bool(some.shared) == (some.points > 0)
