"""Preferences in words become typed changes, each with how sure it is."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.people.changes import (
    CHANGE,
    AddGoal,
    Change,
    Forget,
    SetFrequency,
    SetGoals,
    SetMetrics,
    SetQuiet,
    SetStyle,
    Show,
)
from agent.people.person import Frequency, Metric, QuietHours, Style
from agent.people.words import DOUBTFUL, SURE, UNSURE, read


def quiet(start: time, end: time) -> SetQuiet:
    return SetQuiet(quiet=QuietHours(start=start, end=end))


NIGHT = quiet(time(20), time(8))


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("keep it short", SetStyle(style=Style.BRIEF)),
        ("Please be brief with me.", SetStyle(style=Style.BRIEF)),
        ("shorter answers please", SetStyle(style=Style.BRIEF)),
        ("be more detailed", SetStyle(style=Style.DETAILED)),
        ("can you give me more details", SetStyle(style=Style.DETAILED)),
        ("be a bit friendlier", SetStyle(style=Style.FRIENDLY)),
        ("only tell me important things", SetFrequency(frequency=Frequency.IMPORTANT)),
        ("Only message me when something is important", SetFrequency(frequency=Frequency.IMPORTANT)),
        ("send updates weekly", SetFrequency(frequency=Frequency.WEEKLY)),
        ("I'd like a weekly summary", SetFrequency(frequency=Frequency.WEEKLY)),
        ("brief me once a week", SetFrequency(frequency=Frequency.WEEKLY)),
        ("send me my briefing every day", SetFrequency(frequency=Frequency.DAILY)),
        ("no more updates", SetFrequency(frequency=Frequency.NONE)),
        ("stop the briefings", SetFrequency(frequency=Frequency.NONE)),
        ("don’t update me", SetFrequency(frequency=Frequency.NONE)),
        ("no alerts between 8pm and 8am", NIGHT),
        ("don't ping me from 20:00 to 08:00", NIGHT),
        ("quiet hours 20-8", NIGHT),
        ("be quiet from noon to 1.30 pm", quiet(time(12), time(13, 30))),
        ("do not disturb me between midnight and 6am", quiet(time(0), time(6))),
        ("no quiet hours", SetQuiet(quiet=None)),
        ("I care most about e-mails found", SetMetrics(metrics=(Metric.EMAILS,))),
        (
            "i care about runs, new leads and emails",
            SetMetrics(metrics=(Metric.RUNS, Metric.LEADS, Metric.EMAILS)),
        ),
        ("my key metrics are plans and leads", SetMetrics(metrics=(Metric.PLANS, Metric.LEADS))),
        ("my goal this month is 20 demos with CFOs", AddGoal(goal="20 demos with CFOs (this month)")),
        ("My goal is to close 3 deals.", AddGoal(goal="close 3 deals")),
        ("add a goal: five calls a day", AddGoal(goal="five calls a day")),
        ("forget my goals", SetGoals(goals=())),
        ("what do you know about me?", Show()),
        ("show my preferences", Show()),
        ("forget everything you know about me", Forget()),
        ("Forget me", Forget()),
    ],
)
def test_what_is_sure(text: str, change: Change) -> None:
    (said,) = read(text)
    assert (said.change, said.confidence) == (change, SURE)
    assert CHANGE.validate_json(CHANGE.dump_json(change)) == change


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("no messages after 8pm", NIGHT),
        ("don't send me any alerts before 8am", NIGHT),
        ("no alerts between 10 and 6", quiet(time(10), time(6))),
        ("my goal is to find 50 CFOs in Texas", AddGoal(goal="find 50 CFOs in Texas")),
        ("send me a weekly report of my leads", SetFrequency(frequency=Frequency.WEEKLY)),
    ],
)
def test_what_is_asked_about(text: str, change: Change) -> None:
    (said,) = read(text)
    assert (said.change, said.confidence) == (change, UNSURE)


@pytest.mark.parametrize(
    "text", ["don't keep it short", "find 50 CFOs in Texas, get their e-mails and keep it short"]
)
def test_what_is_probably_about_something_else(text: str) -> None:
    assert [said.confidence for said in read(text)] == [DOUBTFUL]


@pytest.mark.parametrize(
    "text",
    [
        "find 50 saas marketing managers in berlin and get their emails",
        "how many leads do I have?",
        "remind me tomorrow at 10 to call Acme",
        "every Monday at 9: find 50 CFOs in Texas",
        "what is a goal?",
        "thanks",
        "no alerts between 25 and 8",
        "no alerts between 8pm and 8pm",
        "show my leads by company",
        "keep it short " * 40,
    ],
)
def test_what_is_about_something_else(text: str) -> None:
    assert read(text) == ()


def test_several_changes_come_in_their_order() -> None:
    found = read("Update me weekly, no alerts between 8pm and 8am, and keep it brief")
    assert [said.change for said in found] == [
        SetFrequency(frequency=Frequency.WEEKLY),
        NIGHT,
        SetStyle(style=Style.BRIEF),
    ]
    assert {said.confidence for said in found} == {SURE}


@given(st.text(max_size=500))
def test_no_text_breaks_it(text: str) -> None:
    assert all(0 < said.confidence <= SURE for said in read(text))
