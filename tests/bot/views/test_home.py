"""Home as a whole: its order, its limits, and what stands where nothing is yet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.questions.week import Figure, Week
from bot import limits
from bot.sandbox.validation import check_view
from bot.views import blocks as b
from bot.views import home
from bot.views.home import MORE, PARTS, home_view
from bot.views.home_page import HomePage
from tests.bot.views.cards import plan_card, run_card
from tests.support import buttons, said

NOTHING = HomePage(
    user="U1",
    proposed=[],
    waiting=[],
    running=[],
    recent=[],
    week=Week(Figure(0, 0), Figure(0, 0), Figure(0, 0), (0,)),
    leads=[],
    lead_count=0,
    playbooks=[],
    schedules=[],
    connections={},
    links={},
)


def titles(view: b.Block) -> list[str]:
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "header"]


def test_the_parts_come_in_their_order_whatever_is_in_them() -> None:
    names = ["Waiting for you", "Running", "This week", "Leads", "Priority list", "Schedules", "Playbooks"]
    names += ["Connections", "Preferences", "Help"]
    for page in (NOTHING, replace(NOTHING, proposed=[plan_card()], running=[run_card()])):
        assert [title.partition(" · ")[0] for title in titles(home_view(page))] == names


def test_an_empty_part_offers_what_would_fill_it() -> None:
    shown = home_view(NOTHING)
    assert {"New goal", "Find people", "New reminder", "Set", "What can you do?"} <= set(buttons(shown))
    assert "See all" not in buttons(shown)


def test_decisions_come_before_runs_that_wait() -> None:
    shown = said(home_view(replace(NOTHING, proposed=[plan_card()], waiting=[run_card()])))
    assert shown.index("waits for your decision") < shown.index("to add")


def test_a_week_without_leads_has_no_bars() -> None:
    week = Week(plans=Figure(2, 1), runs=Figure(0, 3), leads=Figure(0, 0), leads_by_day=(0, 0))
    shown = said(home_view(replace(NOTHING, week=week)))
    assert "*2* plans  ▲ 1 more" in shown
    assert "*0* runs  ▼ 3 fewer" in shown
    assert "by day" not in shown


def test_what_does_not_fit_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def long(_page: HomePage) -> list[b.Block]:
        return [b.divider()] * limits.VIEW_BLOCKS

    monkeypatch.setattr(home, "PARTS", (*PARTS, (PARTS[0][0], long)))
    shown = check_view(home_view(NOTHING), "home")["blocks"]
    assert len(shown) == limits.VIEW_BLOCKS
    assert shown[-1]["elements"][0]["text"] == MORE
