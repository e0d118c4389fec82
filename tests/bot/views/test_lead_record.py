"""Whatever is known of a lead, its windows keep Slack's rules and say it all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.audit import AuditAct, AuditLine
from agent.leads.editing import FIELDS
from agent.leads.erasing import ErasurePreview
from agent.leads.fact import Fact, said_by
from agent.leads.merging import HEADLINE_FIELDS, Differs, MergePreview
from agent.leads.record import LABELS, Alike, Blocked, LeadCard, RunOf, Undoable, field_views
from bot.sandbox.validation import check_view
from bot.views.lead_forms import REASONS, block_modal, delete_modal, deleted_modal, edit_modal, merge_modal
from bot.views.lead_record import record_modal
from tests.bot.views.cards import NOW, texts
from tests.support import said

pytestmark = pytest.mark.long
few = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
_values = texts(3_000).filter(str.strip)
_facts = st.builds(
    Fact,
    st.sampled_from([*LABELS, "twitter_handle"]),
    st.just("") | _values,
    texts(100).filter(bool) | st.just(said_by("U1")),
    st.integers(0, 99).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)
_acts = st.builds(
    AuditLine, st.just("U1"), st.sampled_from(AuditAct), st.just("l1"), texts(300), st.just(NOW)
)


@st.composite
def lead_cards(draw: Any) -> LeadCard:
    return LeadCard(
        id="lead1",
        name=draw(_values),
        version=NOW.isoformat(),
        created_at=NOW,
        fields=field_views(draw(st.lists(_facts, max_size=40))),
        runs=draw(
            st.lists(st.builds(RunOf, st.just("r1"), texts(80), st.just(NOW), st.booleans()), max_size=8)
        ),
        alike=draw(st.lists(st.builds(Alike, st.just("l2"), _values, texts(300), texts(50)), max_size=20)),
        blocked=draw(st.none() | st.builds(Blocked, st.just(NOW), st.just("U1"), texts(200))),
        history=draw(st.lists(_acts, max_size=8)),
        undoable=draw(st.none() | st.just(Undoable("m1", NOW))),
    )


@few
@given(lead_cards(), texts(200))
def test_a_lead(card: LeadCard, note: str) -> None:
    for view in (record_modal(card, note), edit_modal(card, note=note), block_modal(card)):
        check_view(view, "modal")


@few
@given(
    st.lists(
        st.builds(
            Differs,
            st.sampled_from(HEADLINE_FIELDS),
            texts(20).filter(str.strip),
            _values,
            _values,
            st.sampled_from(["keep", "other"]),
        ),
        max_size=7,
        unique_by=lambda each: each.field,
    ),
    st.lists(st.tuples(st.just("Title"), _values), max_size=7),
    _values,
)
def test_a_merge_and_a_deletion(differs: list[Differs], same: list[tuple[str, str]], name: str) -> None:
    preview = MergePreview("lead1", "lead2", name, name, tuple(differs), tuple(same), 2, 9)
    check_view(merge_modal(preview, "lead1"), "modal")
    for runs in (0, 1, 7):
        check_view(delete_modal(ErasurePreview("lead1", name, 9, runs)), "modal")
    check_view(deleted_modal(), "modal")


def test_what_is_said_of_each_field() -> None:
    later = NOW + timedelta(days=1)
    facts = [
        Fact("title", "CTO", "Search.js", NOW),
        Fact("title", "CEO", said_by("U1"), NOW),
        Fact("title", "CFO", "Profile.js", later),
        Fact("profile_url", "https://www.linkedin.com/in/ada", "Search.js", NOW),
        Fact("first_name", "Ada", "Search.js", NOW),
    ]
    card = LeadCard("l", "Ada", "v", NOW, field_views(facts), [], [], None, [], None)
    text = said(record_modal(card))
    for words in ("*Title*  CEO", "<@U1>", "Found since: CFO · _Profile,", "Before: CTO · _Search,"):
        assert words in text
    assert "First name" not in text
    assert "<https://www.linkedin.com/in/ada|" in text


def test_every_field_that_may_be_edited_has_a_name_and_reasons_fit() -> None:
    assert {field.name for field in FIELDS} <= LABELS.keys()
    assert {field.label for field in FIELDS} <= set(LABELS.values())
    assert all(len(words) <= 75 for words in REASONS.values())
