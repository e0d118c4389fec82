"""Every rule of a plan speaks up, in a sentence, and only when it is broken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.planner.catalogue import catalogue
from agent.planner.reading import read
from agent.planner.validation import violations

SCRIPTS = [phantom.script for phantom in catalogue()]
SEARCH, EMAILS = "LinkedIn Search Export.js", "Professional Email Finder.js"


def against(text: str, *scripts: str, found: set[str] | None = None) -> str:
    return " ".join(violations(read(text), scripts, catalogue(), found))


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("find CFOs in Texas", [SEARCH]),
        ("find CFOs in Texas and get their emails", [SEARCH, EMAILS]),
        ("find CFOs in Texas and get their emails", ["LinkedIn Search to Emails.js"]),
        ("find CFOs in Texas and get their emails", [SEARCH, "LinkedIn Profile Scraper.js", EMAILS]),
        ("connect with CFOs in Texas", [SEARCH, "LinkedIn Auto Connect.js"]),
        (
            "connect with the attendees of our event and welcome them",
            [
                "LinkedIn Event Guests Export.js",
                "LinkedIn Auto Connect.js",
                "LinkedIn New Connection Welcome Message.js",
            ],
        ),
        (
            "find the CEOs at these companies",
            ["LinkedIn Company URL Finder.js", "LinkedIn Company Employees Export.js"],
        ),
        ("withdraw pending invitations", ["LinkedIn Auto Invitation Withdrawer.js"]),
    ],
)
def test_sound_plans_pass(text: str, scripts: list[str]):
    assert against(text, *scripts) == ""


@pytest.mark.parametrize(
    ("text", "scripts", "sentence"),
    [
        ("find CFOs", [], "The plan is empty"),
        ("find CFOs", [SEARCH, "LinkedIn Mind Reader.js"], "There is no phantom “LinkedIn Mind Reader.js”"),
        ("find CFOs", [SEARCH, SEARCH], "more than once"),
        ("find CFOs", SCRIPTS[:9], "9 steps; 8 are the most"),
        ("find CFOs and get their emails", [EMAILS, SEARCH], "belongs before step 1"),
        ("find CFOs and message them", [SEARCH, "LinkedIn Auto Liker.js", SEARCH], "belongs before step 2"),
        (
            "find CFOs and connect with them",
            ["Slack Channel User Extractor.js", "LinkedIn Auto Connect.js"],
            "does not connect",
        ),
        (
            "export my connections",
            ["LinkedIn Connections Export.js", "LinkedIn Group Members Export.js"],
            "does not connect",
        ),
        (
            "find CFOs",
            [SEARCH, "LinkedIn Auto Connect.js"],
            "covers outreach, which the goal does not ask for",
        ),
        ("find CFOs but don't message them", ["LinkedIn Search to Lead Outreach.js"], "the goal rules out"),
        (
            "find CFOs, no emails",
            ["LinkedIn Search to Emails.js"],
            "covers contact, which the goal rules out",
        ),
        ("find CFOs and get their emails", [SEARCH], "Nothing in the plan covers contact"),
        ("tell me a joke", [SEARCH], "refuse it"),
    ],
)
def test_a_broken_rule_is_named(text: str, scripts: list[str], sentence: str):
    assert sentence in against(text, *scripts)


def test_phantoms_that_no_search_returned_are_turned_down():
    assert "was not among the search results" in against("find CFOs", SEARCH, found={EMAILS})
    assert against("find CFOs", SEARCH, found={SEARCH}) == ""


def test_enrichment_that_nobody_asked_for_passes_only_as_a_bridge():
    assert "covers enrich" in against("find CFOs", SEARCH, "LinkedIn Profile Scraper.js")


def test_what_a_model_plans_in_a_language_we_do_not_read_is_not_unasked_for():
    text = "Trova 30 direttori commerciali a Milano"

    assert against(text, SEARCH) == ""
    assert "does not connect" in against(text, SEARCH, "LinkedIn Connections Export.js")


@settings(max_examples=150)
@given(st.lists(st.sampled_from([*SCRIPTS, "", "Nothing.js"]), max_size=10), st.text(max_size=80))
def test_any_list_of_scripts_gets_sentences_and_no_exception(scripts: list[str], text: str):
    assert all(sentence.endswith(".") for sentence in violations(read(text), scripts, catalogue()))
