"""Whatever people write, their windows keep Slack's limits and ping nobody; each choice has its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.audit import PAGE, AuditAct, AuditLine, AuditPage
from agent.people.lead import NamedLead
from agent.people.members import Member
from agent.people.person import (
    GOAL_LIMIT,
    MOST_CAMPAIGNS,
    MOST_GOALS,
    MOST_LEADS,
    Campaign,
    Frequency,
    Metric,
    Person,
    QuietHours,
    Style,
)
from agent.people.priorities import MOST, TEXT_LIMIT, PriorityItem
from agent.people.service import Known
from agent.planner.card import PlanCard, PlanStatus
from agent.planner.catalogue import catalogue
from agent.roles import Actor, Approver, LeadScope, Policy, Role
from bot.sandbox.validation import check_view
from bot.views.approval import approval_modal, approval_part, approved_modal
from bot.views.preferences import (
    FREQUENCIES,
    METRICS,
    STYLES,
    forgotten_modal,
    known_modal,
    preferences_modal,
    preferences_part,
)
from bot.views.preferences import saved_modal as preferences_saved
from bot.views.priority import PAGE as PRIORITY_PAGE
from bot.views.priority import priority_modal, priority_part
from bot.views.settings import (
    ACTS,
    APPROVERS,
    LEAST,
    LISTED,
    ROLES,
    SCOPES,
    SETTLERS,
    audit_modal,
    saved_modal,
    settings_modal,
    settings_part,
    sure_modal,
)
from tests.bot.views.cards import NOW, plan_cards, texts
from tests.bot.views.test_extremes import _live, few

pytestmark = pytest.mark.long

leads = st.builds(NamedLead, st.just("lead1"), texts(2_000), *[st.none() | texts(2_000)] * 4)
campaigns = st.builds(
    Campaign, plan_id=st.just("p"), run_id=st.just("r"), title=texts(2_000), at=st.just(NOW)
)
people = st.builds(
    Person,
    style=st.sampled_from(Style),
    frequency=st.sampled_from(Frequency),
    metrics=st.lists(st.sampled_from(Metric), unique=True).map(tuple),
    goals=st.lists(texts(GOAL_LIMIT), max_size=MOST_GOALS).map(tuple),
    quiet=st.sampled_from([None, QuietHours(start=time(20), end=time(8))]),
    campaigns=st.lists(campaigns, max_size=MOST_CAMPAIGNS).map(tuple),
)
policies = st.builds(
    Policy,
    approvers=st.frozensets(st.sampled_from(Approver), min_size=1),
    manager_leads=st.sampled_from(LeadScope),
    connections=st.sampled_from(Role),
    settings=st.sampled_from([Role.MANAGER, Role.ADMIN]),
)
items = st.builds(
    PriorityItem, st.just("i"), texts(TEXT_LIMIT), st.none() | leads, st.integers(0, MOST), st.just(NOW)
)


def sound(view: Any, kind: str = "modal") -> None:
    assert _live(check_view(view, kind)["blocks"]) == []


@few
@given(people, st.lists(leads, max_size=MOST_LEADS))
def test_what_is_known(person: Person, known: list[NamedLead]) -> None:
    for view in (preferences_modal(person), preferences_saved(person), forgotten_modal()):
        sound(view)
    sound(known_modal(Known(person, known)))
    sound({"type": "home", "blocks": list(preferences_part(person))}, "home")


@few
@given(items, st.integers(0, MOST), st.integers(-1, 9), st.integers(0, 50))
def test_priorities(item: PriorityItem, count: int, page: int, turn: int) -> None:
    every = [replace(item, id=f"item{n}", position=n) for n in range(count)]
    view = priority_modal(every, page, turn)
    sound(view)
    assert len([block for block in view["blocks"] if block["type"] == "section"]) <= PRIORITY_PAGE
    sound({"type": "home", "blocks": list(priority_part(every))}, "home")


@few
@given(policies, st.sampled_from([Role.MANAGER, Role.ADMIN]), st.integers(0, LISTED + 2))
def test_settings(policy: Policy, role: Role, count: int) -> None:
    members = [Member("U1", Role.MANAGER, "U1", NOW)] * count
    view = settings_modal(Actor("T1", "U1", role, policy), members)
    sound(view)
    assert Policy.model_validate_json(view["private_metadata"]) == policy
    for given_role in (None, *Role):
        sound(sure_modal(given_role))
        sound(saved_modal(policy, ("U1", given_role)))
    sound(saved_modal(policy, None, settles=False))
    sound({"type": "home", "blocks": list(settings_part())}, "home")


@few
@given(texts(300), st.integers(0, 3))
def test_the_trail(detail: str, page: int) -> None:
    shown = [AuditLine("U1", act, "U1", detail, NOW) for act in AuditAct]
    sound(audit_modal(AuditPage(shown[:PAGE], page, 4, 61)))


@few
@given(plan_cards())
def test_a_review(card: PlanCard) -> None:
    sound(approved_modal(card))
    if card.plan is not None:
        view = approval_modal(card, catalogue())
        sound(view)
        assert ("submit" in view) is (card.status is PlanStatus.PROPOSED)
    sound({"type": "home", "blocks": list(approval_part([card]))}, "home")


def test_every_choice_has_its_words() -> None:
    assert (set(STYLES), set(FREQUENCIES), set(METRICS)) == (set(Style), set(Frequency), set(Metric))
    assert (set(ACTS), set(APPROVERS)) == (set(AuditAct), set(Approver))
    assert set(SCOPES) == {scope.value for scope in LeadScope}
    assert set(LEAST) == {role.value for role in Role} == set(ROLES) - {"slack"}
    assert set(SETTLERS) == {Role.MANAGER.value, Role.ADMIN.value}
