"""Words become a typed query, and only where something is asked about what is there."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.evals.goals import RefusalKind, labelled
from agent.evals.questions import Part, judged, labelled_questions, said_by
from agent.questions.query import Figures, LeadQuery
from agent.questions.read import LONGEST, SURE, read
from agent.questions.refine import refine
from tests.samples import some_or_all

GOALS = labelled()
WORDS = (
    "my",
    "leads",
    "show",
    "in",
    "Berlin",
    "how many",
    "last",
    "7",
    "days",
    "by",
    "company",
    "'; --",
    "%",
)


@pytest.mark.parametrize(("part", "at_least"), [("tuned", 0.98), ("reported", 0.92)])
def test_the_labelled_questions_are_read(part: Part, at_least: float) -> None:
    verdicts = judged(labelled_questions(part))
    assert len(verdicts) == 60
    assert sum(verdict.right for verdict in verdicts) / len(verdicts) >= at_least
    assert sum(verdict.surely_wrong for verdict in verdicts) / len(verdicts) <= 0.02


@some_or_all
def test_a_goal_is_no_question(every: int) -> None:
    goals = [goal.goal for goal in GOALS if goal.is_lead][::every]
    readings = {goal: reading for goal in goals if (reading := read(goal)) is not None}
    assert [goal for goal, reading in readings.items() if reading.confidence >= SURE] == []
    # Who only names people ("CTOs, London") may mean those that are there already.
    assert len(readings) <= 0.005 * len(goals), list(readings)


@some_or_all
def test_what_is_refused_or_asked_about_is_surely_no_question_about_what_is_there(every: int) -> None:
    others = [goal for goal in GOALS if not goal.is_lead and goal.refuse is not RefusalKind.OURS][::every]
    readings = [reading for goal in others if (reading := read(goal.goal)) is not None]
    assert all(reading.confidence < SURE for reading in readings)
    assert len(readings) <= 0.02 * len(others)


@pytest.mark.parametrize(
    "text",
    [
        "delete my leads",
        "stop all my runs",
        "how many leads replied this week?",
        "export my leads from https://www.linkedin.com/sales/lists/people/1",
        "show my leads " + "x" * LONGEST,
    ],
)
def test_what_is_to_be_done_or_is_not_known_is_no_question(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "find leads in my industry",
        "my target is 50 leads this week",
        "I have a list of leads in a csv",
        "how many leads can you find",
        "list the CTOs of our competitors",
        "find people like our customers",
        "list leads at companies in our market",
        "wir brauchen Leads in unserer Branche",
    ],
)
def test_what_only_sounds_like_it_is_no_question(text: str) -> None:
    assert read(text) is None


def test_words_that_are_not_understood_make_it_less_sure() -> None:
    plain, odd = read("show my leads"), read("show my blue leads")
    assert plain is not None
    assert odd is not None
    assert plain.confidence > odd.confidence >= SURE


@pytest.mark.long
@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WORDS) | st.text(string.printable, max_size=12), max_size=30))
def test_any_text_is_read_in_time(words: list[str]) -> None:
    text = " ".join(words)
    started = time.monotonic()
    reading = read(text)
    for last in (LeadQuery(count=True), Figures()):
        refine(last, text)
    assert time.monotonic() - started < 1.0
    assert reading is None or 0 <= reading.confidence <= 1


@pytest.mark.parametrize(
    "text", ["find their emails", "write to them", "thanks", "find 20 CTOs in Berlin", ""]
)
def test_what_goes_on_with_no_question_is_none(text: str) -> None:
    assert refine(LeadQuery(places=("Berlin",)), text) is None


def test_a_question_of_its_own_starts_afresh() -> None:
    reading = refine(LeadQuery(places=("Berlin",)), "how many leads do I have?")
    assert reading is not None
    assert said_by(reading.query) == {"count": True}
