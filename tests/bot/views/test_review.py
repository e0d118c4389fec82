"""Whatever stands in a lead, its review keeps Slack's rules, and nothing in it is live but our own links."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.leads.service import LeadLine
from agent.research.lookups import LookUp
from agent.review.card import Act, Decision, Detail, LeadState, Look, Past, Place, Summary, Table, Tier
from agent.scoring.facts import Facts
from agent.scoring.presets import Preset
from agent.scoring.profile import Profile
from agent.scoring.score import score
from agent.scoring.service import Preview, RescoreCard, Shift
from bot.sandbox.validation import check_message, check_view
from bot.views.review import review_modal, table_modal
from bot.views.review_forms import filter_modal, reject_modal
from bot.views.review_summary import summary_part
from bot.views.score_bar import bar, score_words
from bot.views.scoring import preview_modal, rescore_message, scoring_modal

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
OURS = re.compile(r"<@U[12]>|<!date\^\d+\^[^|]*\|[^>]*>|<https://[^|>]*\|[^<>|]*>")
few = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
wild = st.text(max_size=400) | st.sampled_from(["<!channel>", "<@U9>", "a|b", "*x* `y`", "x" * 4_000])
tiers = st.dictionaries(st.sampled_from(Tier), st.integers(0, 50_000))
look_ups = st.none() | st.builds(
    LookUp,
    st.just("lead1"),
    st.integers(0, 1),
    wild,
    st.lists(wild, min_size=1, max_size=9).map(tuple),
    st.booleans(),
)
acts = st.none() | st.builds(Act, st.just("b1"), st.sampled_from(Decision), st.integers(1, 9_999), wild)
places = st.builds(
    Place,
    show=st.sampled_from(Decision),
    tiers=st.lists(st.sampled_from(Tier), unique=True).map(tuple),
    email=st.none() | st.booleans(),
    qualified=st.none() | st.booleans(),
    company=st.text(max_size=80),
    run=st.sampled_from(["", "run1"]),
    team=st.booleans(),
    done=st.integers(0, 99),
    said=st.text(max_size=600),
)
lines = st.builds(
    LeadLine,
    name=st.none() | wild,
    title=wild,
    company=wild,
    email=st.none() | wild,
    profile_url=st.none(),
    id=st.just("lead1"),
    score=st.integers(0, 100),
    tier=st.sampled_from(Tier),
    reason=st.none() | wild,
    qualified=st.booleans(),
)


@st.composite
def details(draw: st.DrawFn) -> Detail:
    known = draw(st.dictionaries(st.sampled_from(["name", "email", "company", "industry", "spend"]), wild))
    return Detail(
        line=draw(lines),
        state=draw(st.sampled_from(LeadState)),
        scored=score(Facts.of(known.items()), Profile.usual(draw(st.sampled_from(Preset)))),
        reason=draw(wild),
        lacks=draw(st.lists(wild, max_size=4)),
        links=draw(st.sampled_from([{}, {"Website": "https://berg.example/<a>|b"}])),
        decision=draw(st.sampled_from(Decision)),
        decided_by=draw(st.sampled_from([None, "U1"])),
        decided_at=draw(st.sampled_from([None, NOW])),
        rejection=draw(st.none() | wild),
        batch="-",
        verified=draw(st.booleans()),
        history=[Past(50, Tier.MEDIUM, "first", NOW)] * draw(st.integers(0, 4)),
    )


def live(node: Any) -> list[str]:
    if isinstance(node, list):
        return [text for item in node for text in live(item)]
    if not isinstance(node, dict):
        return []
    if node.get("type") == "mrkdwn":
        rest = re.sub(r"<@[UW][A-Z0-9]+>", "", OURS.sub("", node["text"]))
        return [node["text"]] if "<" in rest or ">" in rest else []
    return [text for value in node.values() for text in live(value)]


def sound(view: Any) -> None:
    assert live(check_view(view, "modal")["blocks"]) == []
    assert len(view["private_metadata"]) <= 3_000


@few
@given(places, st.none() | details(), tiers, acts, st.integers(0, 3), look_ups)
def test_one_lead(  # whatever may stand in a modal of it
    place: Place, lead: Detail | None, found: Any, last: Act | None, left: int, look_up: LookUp | None
) -> None:
    look = Look(place, lead, position=3, total=27, tiers=found, last=last, scoring=left)
    sound(review_modal(look, look_up))
    if lead is not None:
        sound(reject_modal(place, lead))


@few
@given(places, details())
def test_an_address_is_shown_with_whether_it_is_verified(place: Place, lead: Detail) -> None:
    lead = replace(lead, line=replace(lead.line, email="ada@berg.example"))
    for verified, words in ((True, "(verified)"), (False, "(not verified)")):
        look = Look(place, replace(lead, verified=verified), position=1, total=1, tiers={}, last=None)
        assert f"ada@berg.example {words}" in str(review_modal(look))


@few
@given(places, st.lists(lines, max_size=10), tiers, acts)
def test_a_table(place: Place, shown: list[LeadLine], found: Any, last: Act | None) -> None:
    sound(table_modal(Table(place, shown, 1, 3, 27, found, last)))


@few
@given(places, st.dictionaries(st.text("abc", min_size=1, max_size=12), wild, max_size=25), st.booleans())
def test_a_filter(place: Place, runs: dict[str, str], team: bool) -> None:
    sound(filter_modal(place, runs, team=team))


@few
@given(st.lists(lines, max_size=5), tiers, st.integers(0, 9))
def test_a_summary(best: list[LeadLine], found: Any, left: int) -> None:
    decided = {Decision.PROPOSED: sum(found.values()), Decision.REJECTED: 2}
    check_message("x", list(summary_part(Summary(found, decided, best, left))))


@few
@given(st.sampled_from(Preset), wild, st.integers(0, 8), st.integers(0, 50_000))
def test_weights_and_what_they_do(preset: Preset, name: str, some: int, people: int) -> None:
    profile = Profile.usual(preset)
    sound(scoring_modal(profile, 3, 1, name))
    shifts = [Shift(name, name, Tier.HIGH, Tier.LOW, 12)] * some
    counted = dict.fromkeys(Tier, 1)
    preview = Preview(profile, min(people, 2_000), people, some, shifts, counted, counted)
    sound(preview_modal(preview, 3, 1))
    card = RescoreCard(3, "U1", profile, people, people // 2, 5, None)
    for shown in (card, replace(card, ended_at=NOW)):
        message = rescore_message(shown)
        check_message(message.text, list(message.blocks))


@pytest.mark.parametrize(
    ("number", "drawn"), [(0, "▱" * 10), (100, "▰" * 10), (55, "▰" * 6 + "▱" * 4), (None, "▱" * 10)]
)
def test_a_bar(number: int | None, drawn: str) -> None:
    assert bar(number) == drawn
    assert score_words(None, None) == "not scored yet"
