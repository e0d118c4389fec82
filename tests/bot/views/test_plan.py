"""The plan message, word by word."""

from __future__ import annotations

from textwrap import wrap

from inline_snapshot import snapshot

from agent.planner.card import PlanStatus
from agent.planner.catalogue import catalogue
from agent.planner.plan import Refusal
from bot.views.plan import plan_message
from tests.bot.views.cards import NOW, plan_card
from tests.support import buttons, texts


def _words(**changes: object) -> list[str]:
    shown = plan_message(plan_card(**changes), catalogue())
    return [
        part for text in texts(list(shown.blocks)) for line in text.splitlines() for part in wrap(line, 90)
    ]


def _buttons(**changes: object) -> list[str]:
    shown = plan_message(plan_card(**changes), catalogue())
    return [
        f"{label} {b['action_id']} {b['value']}" for label, b in buttons({"blocks": shown.blocks}).items()
    ]


def test_a_proposed_plan() -> None:
    assert _words() == snapshot(
        [
            "*Plan: 50 SaaS marketing managers in Berlin, with e-mails*  ·  version 1",
            "I understood (press what is wrong):",
            "marketing managers",
            "Berlin",
            "SaaS",
            "50 people",
            "no outreach",
            "More",
            "*1 · LinkedIn Search Export*",
            "It was asked for.",
            "needs: LinkedIn search URL (prefilled), LinkedIn account  →  gives: profile, name, title,",
            "company, company page",
            "*2 · Professional Email Finder*",
            "It was asked for.",
            "needs: Full name (from step 1), Company name (from step 1)  →  gives: profile, name,",
            "title, company, e-mail",
            "I'll ask you for *2 things*: LinkedIn search URL (prefilled), your LinkedIn account. About",
            "6 min · up to 500 e-mails a day.",
            "Approve",
            "Regenerate",
            "Edit",
            "Cancel",
            "Cancel this plan?",
            "The goal is dropped. You can send it again.",
            "Cancel the plan",
            "Keep it",
            "Good",
            "Not good",
        ]
    )


def test_its_buttons_carry_plan_and_version() -> None:
    assert _buttons(version=3) == snapshot(
        [
            "marketing managers plan_chip_titles plan1:3",
            "Berlin plan_chip_place plan1:3",
            "SaaS plan_chip_industry plan1:3",
            "50 people plan_chip_count plan1:3",
            "no outreach plan_chip_forbidden plan1:3",
            "More plan_understood plan1:3",
            "Approve plan_approve plan1:3",
            "Regenerate plan_regenerate plan1:3",
            "Edit plan_edit plan1:3",
            "Cancel plan_cancel plan1:3",
        ]
    )


def test_a_decided_plan_says_who_and_when_instead_of_offering_a_decision() -> None:
    for status, word in ((PlanStatus.APPROVED, "Approved"), (PlanStatus.CANCELLED, "Cancelled")):
        shown = _words(status=status, decided_by="U7", decided_at=NOW)
        assert shown[-3].startswith(f"{word} by <@U7>, <!date^{int(NOW.timestamp())}^")
        assert _buttons(status=status, decided_by="U7", decided_at=NOW) == []


def test_a_plan_that_is_planned_again_offers_nothing() -> None:
    assert _words(status=PlanStatus.PLANNING)[-1] == "Planning again…"


def test_a_changed_plan_says_what_changed_and_what_to_know() -> None:
    shown = _words(version=2, changed="Step 1 now uses Sales Navigator.", notice="No other.")
    assert "Changed: Step 1 now uses Sales Navigator." in shown
    assert "_No other._" in shown


def test_a_refusal_offers_what_is_near() -> None:
    refusal = Refusal(reason="No phantom does that.", instead="find people")
    refused = {"plan": None, "refusal": refusal, "status": PlanStatus.REFUSED}
    assert _words(**refused)[:2] == [
        "No phantom does that.",
        "I could plan this instead: _find people_",
    ]
    assert _buttons(**refused) == ["Plan that plan_instead plan1:1"]
    assert _buttons(**refused | {"status": PlanStatus.CANCELLED}) == []


def test_a_failure_offers_to_try_again() -> None:
    failed = {"plan": None, "status": PlanStatus.FAILED, "notice": "Something broke.", "version": 0}
    assert _words(**failed)[0] == "Something broke."
    assert _buttons(**failed) == ["Try again plan_retry plan1:0"]
