"""Which messages ask for something later, and what they ask for."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agent.scheduling.asking import BRIEF_NOW, BRIEFED, BRIEFING, GOAL, REMINDER, REPORT, Wanted, wanted

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "what", "when"),
    [
        ("remind me tomorrow at 10 to call Acme", "call Acme", "tomorrow at 10"),
        ("Remind me to call Acme tomorrow at 10", "call Acme", "tomorrow at 10"),
        ("remind me in 20 minutes: stretch", "stretch", "in 20 minutes"),
        ("please remind me about the demo every Friday at 5pm", "the demo", "every Friday at 5pm"),
        (
            "remind me to call Acme tomorrow at 10 about the demo",
            "call Acme about the demo",
            "tomorrow at 10",
        ),
        ("remind me tomorrow to prepare for Friday at 9", "prepare for Friday at 9", "tomorrow"),
        ("remind me to buy 2 tickets at 9", "buy 2 tickets", "at 9"),
        ("set a reminder for tomorrow at 9 to send the deck", "send the deck", "tomorrow at 9"),
        ("erinnere mich morgen um 10 an den Anruf", "den Anruf", "morgen um 10"),
        ("remind me to call Acme", "call Acme", ""),
        ("remind me", "", ""),
    ],
)
def test_a_reminder_is_taken_apart(text: str, what: str, when: str) -> None:
    assert wanted(text, NOW, ZONE) == Wanted(REMINDER, what, when)


@pytest.mark.parametrize(
    ("text", "what", "when"),
    [
        ("every Monday at 9: find 50 CFOs in Texas", "find 50 CFOs in Texas", "every Monday at 9"),
        ("every weekday at 8:30, find 20 CTOs in Vienna", "find 20 CTOs in Vienna", "every weekday at 8:30"),
        ("tomorrow at 10: find 50 CFOs in Texas", "find 50 CFOs in Texas", "tomorrow at 10"),
    ],
)
def test_a_goal_with_its_times_is_taken_apart(text: str, what: str, when: str) -> None:
    assert wanted(text, NOW, ZONE) == Wanted(GOAL, what, when)


@pytest.mark.parametrize(
    "text",
    [
        "find 50 CFOs in Texas",
        "find 50 SaaS marketing managers in Berlin: get their e-mails",
        "every CFO in Texas, with their e-mails",
        "Monday, find CFOs",
        "Note: find people",
        "remember me",
        "",
    ],
)
def test_everything_else_is_left_to_the_planner(text: str) -> None:
    assert wanted(text, NOW, ZONE) is None


WEEK, MONTH = "what happened this week?", "what happened this month?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("brief me every morning at 8", Wanted(BRIEFING, BRIEFED, "every morning at 8")),
        ("Send me a daily report every morning at 9am", Wanted(BRIEFING, BRIEFED, "every morning at 9am")),
        ("send me a daily briefing at 7:30", Wanted(BRIEFING, BRIEFED, "every day at 7:30")),
        ("please send me my briefing on weekdays at 7", Wanted(BRIEFING, BRIEFED, "on weekdays at 7")),
        ("give me a morning update", Wanted(BRIEFING, BRIEFED, "every morning")),
        ("brief me tomorrow at 8", Wanted(BRIEFING, BRIEFED, "tomorrow at 8")),
        ("send me a weekly report every friday at 5pm", Wanted(REPORT, WEEK, "every friday at 5pm")),
        ("send me a monthly report", Wanted(REPORT, MONTH, "every month")),
        ("send me a report of my runs every Monday at 9", Wanted(REPORT, "my runs", "every Monday at 9")),
        ("brief me", Wanted(BRIEF_NOW, BRIEFED, "now")),
        ("Brief me now.", Wanted(BRIEF_NOW, BRIEFED, "now")),
        ("send me a report on the weather", None),
        ("write a report for 50 CFOs in Texas", None),
        ("briefly, find 50 CFOs in Texas", None),
    ],
)
def test_a_briefing_or_a_report_is_recognised(text: str, expected: Wanted | None) -> None:
    assert wanted(text, NOW, ZONE) == expected
