"""Scores: golden examples of the three presets, the defects they must not have, and properties of all."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.scoring.facts import NAMES, Facts
from agent.scoring.presets import RECIPES, Preset, recipe_of
from agent.scoring.profile import Profile
from agent.scoring.score import score
from agent.scoring.signals import SIGNALS
from agent.scoring.signals.recovery import savings
from storage.models import Tier
from tests.agent.scoring.known import EVERYTHING, PERSON, facts

SAVINGS, EVIDENCE, COMPLETENESS = (
    Profile.usual(each) for each in (Preset.SAVINGS, Preset.EVIDENCE, Preset.COMPLETENESS)
)
FIELDS = sorted({field for fields in NAMES.values() for field in fields})
VALUES = st.sampled_from(["", "no", "1", "3", "25", "2M", "a, b, c", "Retail", "x" * 300]) | st.text(
    max_size=20
)
KNOWN = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=12)


def test_a_preset_weighs_100_of_signals_that_there_are() -> None:
    keys = {signal.key for signal in SIGNALS}
    assert len(keys) == len(SIGNALS)
    for recipe in RECIPES:
        assert sum(recipe.weights.values()) == 100
        assert recipe.weights.keys() <= keys
    assert {key for recipe in RECIPES for key in recipe.weights} == keys


@pytest.mark.parametrize(
    ("spend", "value"),
    [("15M", 100), ("7.5M", 85), ("3.8M", 70), ("1.9M", 55), ("1M", 40), ("14,814,815", 100), ("14.8M", 85)],
)
def test_recovery_goes_by_the_middle_savings(spend: str, value: int) -> None:
    scored = score(facts(spend=spend), SAVINGS)
    assert next(part.value for part in scored.parts if part.key == "recovery") == value


def test_savings_are_10_and_13_5_and_17_percent() -> None:
    assert savings(1_000_000) == (100_000, 135_000, 170_000)


@pytest.mark.parametrize(
    ("industry", "value"),
    [
        ("Hospitals and Health Care", 90),
        ("Hotels", 90),
        ("Manufacturing", 90),
        ("Retail", 90),
        ("Public Sector", 70),
        ("Office buildings", 70),
        ("Software", 55),
        ("", 45),
    ],
)
def test_industries(industry: str, value: int) -> None:
    scored = score(facts(industry=industry), SAVINGS)
    assert next(part.value for part in scored.parts if part.key == "industry") == value


@pytest.mark.parametrize(
    ("sites", "value"), [("20", 100), ("19", 85), ("10", 85), ("5", 65), ("2", 40), ("1", 15), ("", 15)]
)
def test_sites_are_points_of_20_on_a_scale_of_100(sites: str, value: int) -> None:
    scored = score(facts(sites=sites), SAVINGS)
    assert next(part.value for part in scored.parts if part.key == "multisite") == value


def test_data_quality_is_points_of_15_on_a_scale_of_100() -> None:
    signals = {
        "website": "x.example",
        "locations_page": "y",
        "sites": "2",
        "employees": "9",
        "email": "a@b.de",
    }
    values = []
    for number in range(len(signals) + 1):
        scored = score(facts(**dict(list(signals.items())[:number])), SAVINGS)
        values.append(next(part.value for part in scored.parts if part.key == "data_quality"))
    assert values == [Fraction(points * 100, 15) for points in (1, 1, 4, 8, 12, 15)]


def test_defect_001_points_are_normalised_so_that_high_can_be_reached() -> None:
    """Points of 20 and 15 weighed as they were gave 28 to 68.75: nobody was ever high."""
    best, worst = score(facts(**EVERYTHING), SAVINGS), score(facts(), SAVINGS)
    assert (best.score, best.tier) == (97, Tier.HIGH)
    assert (worst.score, worst.tier) == (31, Tier.LOW)
    points = {"recovery": Fraction(1), "industry": Fraction(1), "multisite": Fraction(20, 100)}
    points["data_quality"] = Fraction(15, 100)
    assert sum(part.points * points[part.key] for part in best.parts) == Fraction(6875, 100)


def test_defect_002_thresholds_are_on_the_scale_of_the_score() -> None:
    """Thresholds from 0 to 1 beside scores from 0 to 100 made everything high."""
    tiers = {
        score(facts(**known), EVIDENCE).tier
        for known in ({}, {"integrations": "Slack", "pricing_page": "yes"}, EVERYTHING)
    }
    assert tiers == {Tier.LOW, Tier.MEDIUM, Tier.HIGH}
    assert all(1 < recipe.medium < recipe.high <= 100 for recipe in RECIPES)


@pytest.mark.parametrize(
    ("known", "points"),
    [
        ({"evidence": "a, b, c"}, 15),
        ({"evidence": "a, b"}, 0),
        ({"integrations": "Slack"}, 35),
        ({"buyer_titles": "CFO"}, 20),
        ({"open_roles": "3"}, 5),
        ({"open_roles": "2"}, 0),
        ({"pricing_page": "https://x.example/pricing"}, 15),
        ({"case_studies": "two"}, 10),
        (EVERYTHING, 100),
    ],
)
def test_evidence_counts_as_the_document_says(known: dict[str, str], points: int) -> None:
    assert score(facts(**known), EVIDENCE).score == points


@pytest.mark.parametrize(
    ("number", "tier"), [(70, Tier.HIGH), (69, Tier.MEDIUM), (50, Tier.MEDIUM), (49, Tier.LOW), (0, Tier.LOW)]
)
def test_the_tiers_of_evidence(number: int, tier: Tier) -> None:
    assert recipe_of(Preset.EVIDENCE).tier(number) is tier


def test_name_email_company_and_title_alone_are_45() -> None:
    assert score(facts(**PERSON), COMPLETENESS).score == 45
    assert score(facts(**EVERYTHING), COMPLETENESS).score == 100
    assert score(facts(), COMPLETENESS).score == 0


def test_what_is_missing_is_listed_the_weightiest_first() -> None:
    scored = score(facts(**PERSON), COMPLETENESS)
    assert scored.missing == (
        "LinkedIn profile",
        "recent activity",
        "company information",
        "personal interests",
    )


@settings(max_examples=60)
@given(KNOWN, st.sampled_from(list(Preset)))
def test_whatever_is_known_a_score_is_on_0_to_100_and_so_is_every_signal(
    known: dict[str, str], preset: Preset
) -> None:
    scored = score(Facts.of(known.items()), Profile.usual(preset))
    assert 0 <= scored.score <= 100
    assert all(0 <= part.value <= 100 for part in scored.parts)
    assert {part.name for part in scored.parts if not part.known} == set(scored.missing)


@settings(max_examples=60)
@given(
    st.sets(st.sampled_from(sorted(EVERYTHING))), st.sampled_from(sorted(EVERYTHING)), st.sampled_from(Preset)
)
def test_to_know_more_never_lowers_a_score(known: set[str], more: str, preset: Preset) -> None:
    profile = Profile.usual(preset)
    before = {field: EVERYTHING[field] for field in known}
    after = {**before, more: EVERYTHING[more]}
    assert score(facts(**before), profile).score <= score(facts(**after), profile).score


@settings(max_examples=40)
@given(st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(any), KNOWN)
def test_any_weights_that_sum_to_100_keep_the_scale(drawn: list[int], known: dict[str, str]) -> None:
    """Whatever the weights, a score lies between the least and the greatest of its signals."""
    whole = sum(drawn)
    weights = [number * 100 // whole for number in drawn]
    weights[0] += 100 - sum(weights)
    profile = Profile.of(Preset.SAVINGS, dict(zip(SAVINGS.weights, weights, strict=True)))
    scored = score(Facts.of(known.items()), profile)
    values = [part.value for part in scored.parts]
    assert int(min(values)) <= scored.score <= max(values)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_more_sites_or_spend_never_lower_a_score(one: int, other: int) -> None:
    less, more = sorted((one, other))
    for field in ("spend", "sites"):
        scores = [score(facts(**{field: str(number)}), SAVINGS).score for number in (less, more)]
        assert scores == sorted(scores)
