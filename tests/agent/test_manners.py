"""What is said to Leadsmith in a thread, and what people say to each other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.manners import Followed, is_stop, speaks_to_us
from agent.questions.query import LeadQuery

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
WAITING = Followed("U1", NOW, waits=True, asked=None)
ASKED = Followed("U1", NOW, waits=False, asked=LeadQuery())

CHATTER = (
    "lunch at 12?",
    "lol",
    "ok let me ask Tom",
    "I think we should wait for the budget",
    "who is on call today?",
    "can someone send me the deck?",
    "nice plan",
    "this looks good to me",
    "did you see the game yesterday?",
    "I'll check with Max first",
    "the customers in Berlin are all angry today",
    "how many people are coming to the offsite?",
    "we should talk to marketing about it",
    "hmm not sure about that",
    "maybe only Berlin makes sense, what do you think?",
    "let's do it on Monday",
    "I sent the emails already",
    "our CTO is in London next week",
    "find me a slot tomorrow please",
    "get lunch at 12?",
    "take a break today",
    "who wants coffee?",
    "any news?",
    "are you coming to the meeting?",
    "good morning",
    "thanks!",
    "yes",
    "only if Max agrees",
    "no way",
    "and then he said hello",
    "in a meeting, back soon",
    "with pleasure",
    "just kidding",
    "more coffee?",
    "stop me if you heard this one",
    "don't stop now",
    "cancel my lunch please",
)
CHANGES = (
    "only those in Berlin",
    "use Sales Navigator",
    "make it 100 people",
    "make it 100",
    "limit it to 30",
    "without outreach",
    "include outreach",
    "fewer steps",
    "another source please",
    "also get their phone numbers",
    "only CTOs, no managers",
    "skip the e-mails",
    "what about Hamburg?",
    "add a connection request with a note",
    "I want head of sales instead",
    "do the same for Lyon",
)
QUESTIONS = (
    "how many have an e-mail?",
    "show them by company",
    "only those in Berlin",
    "and in Munich?",
    "what about Hamburg?",
    "export them as csv",
    "which of them are CTOs?",
)
STOPS = (
    "stop",
    "Stop!",
    "please stop",
    "cancel that",
    "never mind",
    "ok stop it now",
    "abort",
    "stop the run",
    "stop the search",
    "please stop searching",
)


@pytest.mark.parametrize("text", CHATTER)
def test_chatter_is_left_alone_whatever_the_thread_is_about(text: str) -> None:
    assert not speaks_to_us(text, WAITING, NOW)
    assert not speaks_to_us(text, ASKED, NOW)


@pytest.mark.parametrize("text", CHANGES)
def test_what_changes_a_plan_that_waits_is_for_us(text: str) -> None:
    assert speaks_to_us(text, WAITING, NOW)


@pytest.mark.parametrize("text", QUESTIONS)
def test_what_goes_on_with_a_question_is_for_us(text: str) -> None:
    assert speaks_to_us(text, ASKED, NOW)


@pytest.mark.parametrize("text", ["use Sales Navigator", "make it 100", "skip the e-mails"])
def test_nothing_is_changed_where_no_plan_waits(text: str) -> None:
    assert not speaks_to_us(text, ASKED, NOW)


@pytest.mark.parametrize(
    "text", [*STOPS, "Leadsmith, what do you think?", "remind me tomorrow at 10 to call"]
)
def test_whoever_names_stops_or_schedules_speaks_to_us(text: str) -> None:
    assert speaks_to_us(text, ASKED, NOW)


@pytest.mark.parametrize("text", STOPS)
def test_stop_in_words(text: str) -> None:
    assert is_stop(text)


@pytest.mark.parametrize(
    "text", ["stop and think", "the bus stop", "don't stop", "cancel my lunch", "find stops"]
)
def test_what_only_has_the_word_is_no_stop(text: str) -> None:
    assert not is_stop(text)
