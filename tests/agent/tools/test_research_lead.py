"""What is read as a wish for research, and what is not."""

from __future__ import annotations

import pytest

from agent.research.depth import Depth
from agent.roles import Actor
from agent.scheduling.proposal import Zone
from agent.tools.heard import About, Heard, Memory, Noun, Past
from agent.tools.research_lead import RESEARCH_LEAD
from agent.tools.research_words import asked_of, depth_of, pointed_at
from agent.tools.tool import SURE
from tests.workshop import NOW

LISTED = Memory((Past("show my leads", "query_leads", About(noun=Noun.LEADS), NOW, here=True),))


def read(text: str, memory: Memory = LISTED) -> tuple[str, str, float] | None:
    reading = RESEARCH_LEAD.read(Heard(text, Actor("T1", "U1"), NOW, Zone("UTC"), memory))
    if reading is None:
        return None
    return reading.arguments.about, reading.arguments.depth, reading.confidence


@pytest.mark.parametrize(
    ("text", "about", "depth"),
    [
        ("Research Ada Lovelace", "Ada Lovelace", "standard"),
        ("please do a deep dive into acme.example", "acme.example", "deep"),
        ("could you look up www.acme.example quickly?", "www.acme.example", "quick"),
        ("research the company acme.example in detail", "acme.example", "deep"),
        ("quick research on the company Acme Freight", "company Acme Freight", "quick"),
        ("research the firm Acme", "company Acme", "standard"),
        ("research the lead Ada Lovelace", "Ada Lovelace", "standard"),
        ("research Ludwig van der Berg from Acme", "Ludwig van der Berg from Acme", "standard"),
        ("what do you know about the third one?", "3", "standard"),
        ("research lead 12", "12", "standard"),
        ("research it thoroughly", "that", "deep"),
    ],
)
def test_what_is_to_be_researched(text: str, about: str, depth: str):
    found = read(text)
    assert found is not None
    assert found[:2] == (about, depth)
    assert found[2] >= SURE


@pytest.mark.parametrize(
    "text",
    [
        "research 50 CTOs in Berlin",
        "research our competitors",
        "research company culture",
        "what do you know about my leads?",
        "tell me about yourself",
        "tell me about the campaigns that failed",
        "market research agencies in Paris",
        "what do you know about how to write mails",
        "find researchers at Acme",
        "research",
    ],
)
def test_what_is_none(text: str):
    found = read(text)
    assert found is None or found[2] < SURE


def test_one_that_nobody_talked_about_is_not_guessed():
    assert read("tell me about him", Memory()) is None
    assert read("dig deeper", LISTED) is None
    done = Memory(
        (Past("research acme.example", "research_lead", About(noun=Noun.RESEARCH, id="r1"), NOW, here=True),)
    )
    assert read("dig deeper", done) == ("that", "deep", 0.9)


def test_words_around_the_name_are_left_out():
    assert asked_of("Research Ada Lovelace in depth, please.") == ("Ada Lovelace", True)
    assert asked_of("was weißt du über Acme?") == ("Acme", False)
    assert asked_of("hello") == ("", False)
    assert depth_of("a quick look") is Depth.QUICK
    assert (pointed_at("the tenth lead"), pointed_at("#4"), pointed_at("Ada")) == ("10", "4", None)
