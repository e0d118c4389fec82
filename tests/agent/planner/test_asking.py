"""A goal that misses something essential gets one question, and no other goal does."""

from __future__ import annotations

import pytest

from agent.planner.asking import question
from agent.planner.reading import read
from agent.planner.reading.data import table
from tests.planning import PLANNER

MOST_BUTTONS = 5


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("find people", "Whom are you looking for?"),
        ("Get leads for me, please!", "Whom are you looking for?"),
        ("scrape this", "What should I work on?"),
        ("start a campaign", "Whom should I reach out to?"),
        ("connect with people", "Whom should I reach out to?"),
        ("Ich brauche mehr Kunden", "Wen suchst du?"),
        ("trouve des clients", "Qui cherches-tu ?"),
        ("necesito más clientes", "¿A quién buscas?"),
    ],
)
def test_one_question_with_buttons(text: str, asked: str):
    outcome = PLANNER.plan(read(text))

    assert outcome.plan is None
    assert outcome.question is not None
    assert outcome.question.text.startswith(asked)
    assert 1 < len(outcome.question.options) <= MOST_BUTTONS


@pytest.mark.parametrize(
    "text",
    [
        "find CFOs",
        "find people in Berlin",
        "find people at Stripe",
        "scrape this https://www.linkedin.com/groups/42/",
        "export my connections",
        "people who liked our post",
        "message my leads",
        "buy me five thousand leads",
        "how many leads do we have",
        "tell me a joke",
    ],
)
def test_what_can_be_planned_or_refused_is_not_asked_about(text: str):
    assert PLANNER.plan(read(text)).question is None


@pytest.mark.parametrize("kind", ["what", "reach", "who"])
def test_every_answer_can_be_planned(kind: str):
    for goal in table("questions")["ask"][kind]["options"].values():
        assert PLANNER.plan(read(goal)).plan is not None, goal


def test_a_surface_without_buttons_can_refuse_instead():
    outcome = PLANNER.plan(read("find people"))

    assert outcome.question is not None
    assert outcome.refusal is not None
    assert outcome.refusal.reason == outcome.question.text
    assert outcome.refusal.instead == outcome.question.options[0].goal_text


def test_a_long_text_is_no_bare_wish():
    assert question(read("find people who are much like the best customers that we have today")) is None
