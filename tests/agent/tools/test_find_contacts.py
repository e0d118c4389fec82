"""Words that ask for e-mails of somebody, or of leads; and those that want new people."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.roles import Actor
from agent.scheduling.proposal import Zone
from agent.tools.find_contacts import ContactArguments, providers_in, read
from agent.tools.heard import Heard, Memory, Thread

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def heard(text: str, memory: Memory | None = None) -> ContactArguments | None:
    reading = read(Heard(text, Actor("T1", "U1"), NOW, Zone("Europe/Berlin"), memory or Memory()))
    return reading.arguments if reading is not None else None


@pytest.mark.parametrize(
    ("text", "name", "company"),
    [
        ("find the e-mail of Ada Lovelace at Acme", "Ada Lovelace", "Acme"),
        (
            "Could you get me the work email for Jean-Luc Picard from Enterprise Ltd?",
            "Jean-Luc Picard",
            "Enterprise Ltd",
        ),
        ("what's Peter Müller's email at siemens.com?", "Peter Müller", "siemens.com"),
        (
            "look up the email address of Maria da Silva at Padaria & Filhos",
            "Maria da Silva",
            "Padaria & Filhos",
        ),
    ],
)
def test_somebody_is_meant(text: str, name: str, company: str) -> None:
    assert heard(text) == ContactArguments(which="person", name=name, company=company)


@pytest.mark.parametrize(
    "text",
    [
        "get e-mails for my leads without one",
        "find the missing emails",
        "find work emails for the leads that have none",
        "please complete the missing e-mails of my leads",
        "enrich my leads without an email",
    ],
)
def test_leads_without_one_are_meant(text: str) -> None:
    assert heard(text) == ContactArguments()


@pytest.mark.parametrize(
    "text",
    [
        "find emails of CTOs at fintech startups in Berlin",
        "find the emails of the founders at Acme",
        "get emails for my leads",
        "find their emails",
        "find 50 saas marketing managers in berlin and get their emails",
        "my leads without an email",
        "how many of my leads have no e-mail?",
        "find the email of Ada Lovelace",
        "",
    ],
)
def test_everything_else_is_not(text: str) -> None:
    assert heard(text) is None


def test_what_is_said_under_a_plan_that_waits_is_said_of_it() -> None:
    waiting = Memory(thread=Thread(plan="p1", run="", mine=True, waits=True, at=NOW))
    assert heard("find the missing emails", waiting) is None


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Apollo", ("apollo",)),
        ("hunter and snov.io", ("hunter", "snov")),
        ("the website", ("website",)),
        (None, ()),
    ],
)
def test_providers_are_known_by_name(said: str | None, names: tuple[str, ...]) -> None:
    assert providers_in(said) == names
