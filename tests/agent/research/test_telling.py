"""Notes, their wording by a model, and how good data is: pure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.evidence.evidence import Evidence, Signal
from agent.llm.model import ModelError, Reply
from agent.research.findings import Findings, Writer
from agent.research.known import Known
from agent.research.leads import FIELDS, facts_of
from agent.research.notes import notes_of
from agent.research.quality import quality
from agent.research.wording import rewords, worded
from tests.scripted_model import ScriptedModel
from tests.workshop import NOW

HOME, TEAM = "https://acme.example/", "https://acme.example/team"
ADA = Known(name="Ada Lovelace", company="Acme", email="ada@acme.example")


def piece(signal: Signal, value: str, url: str = HOME, **more: str) -> Evidence:
    return Evidence(signal=signal, value=value, url=url, snippet=value, **more)


EVIDENCE = (
    piece(Signal.INDUSTRY, "Logistics"),
    piece(Signal.EMPLOYEES, "120"),
    piece(Signal.PLACE, "Berlin, Germany"),
    *(piece(Signal.TECH, name) for name in ("SAP", "Slack", "Jira", "Odoo", "Okta", "Xero", "Sage")),
    piece(Signal.PERSON, "Ada Lovelace", TEAM, title="CTO", profile="https://www.linkedin.com/in/ada"),
    piece(Signal.PERSON, "Bo Li", TEAM, title="CFO"),
    piece(Signal.EMAIL, "hello@acme.example"),
)


def test_notes_say_what_was_found_where_it_stands_and_no_more():
    notes = notes_of(ADA, "Acme", EVIDENCE)
    assert [(note.text, note.url) for note in notes] == [
        ("Ada Lovelace is CTO, by the company's own page.", TEAM),
        ("Acme is in Logistics.", HOME),
        ("Acme has 120 people.", HOME),
        ("Is in Berlin, Germany.", HOME),
        ("Works with SAP, Slack, Jira, Odoo, Okta, Xero and 1 more.", HOME),
        ("People there: Bo Li, CFO.", TEAM),
        ("E-mail: hello@acme.example", HOME),
    ]


@settings(max_examples=30)
@given(st.lists(st.builds(piece, st.sampled_from(Signal), st.text(min_size=1, max_size=200)), max_size=30))
def test_every_note_has_a_source_of_the_evidence(evidence: list[Evidence]):
    for note in notes_of(ADA, "Acme", evidence):
        assert note.url in {each.url for each in evidence}


def test_quality_is_the_sum_of_what_is_known():
    assert quality(Known(), "", ()) == 0
    assert quality(ADA, "", ()) == 10 + 10 + 15
    assert quality(ADA, "Acme", EVIDENCE) == 35 + 10 + 10 + 8 + 8 + 6 + 5 + 5 + 2
    everything = [piece(signal, "x", title="CTO") for signal in Signal]
    everything.append(
        piece(Signal.PERSON, "Ada Lovelace", title="CTO", profile="https://www.linkedin.com/in/ada")
    )
    assert quality(ADA, "Acme", everything) == 100
    assert quality(Known(website="https://acme.example"), "Acme", everything) == 100


@given(st.sets(st.sampled_from(Signal)), st.sets(st.sampled_from(Signal)))
def test_more_evidence_is_never_worse(some: set[Signal], more: set[Signal]):
    fewer = [piece(signal, "x") for signal in some]
    assert (
        quality(ADA, "Acme", fewer)
        <= quality(ADA, "Acme", [*fewer, *(piece(each, "y") for each in more)])
        <= 100
    )


def test_a_lead_learns_facts_with_their_pages():
    findings = Findings(domain="acme.example", evidence=EVIDENCE, company="Acme")
    facts = {fact.field: (fact.value, fact.source) for fact in facts_of(ADA, findings, NOW)}
    assert facts["company_size"] == ("120", HOME)
    assert facts["company_technologies"] == ("SAP; Slack; Jira; Odoo; Okta; Xero; Sage", HOME)
    assert facts["company_places"] == ("Berlin, Germany", HOME)
    assert facts["title"] == ("CTO", TEAM)
    assert facts["profile_url"] == ("https://www.linkedin.com/in/ada", TEAM)
    assert "name" not in facts
    assert set(FIELDS.values()).isdisjoint({"name", "email", "location", "title"})


def test_a_pages_address_is_nobodys_e_mail_until_it_is_verified():
    own = piece(Signal.PERSON, "Ada Lovelace", TEAM, title="CTO", email="Ada.L@acme.example")
    known, findings = Known(name="Ada Lovelace"), Findings(domain="acme.example", evidence=(own,))
    facts = {fact.field: fact.value for fact in facts_of(known, findings, NOW)}
    assert facts["email_unverified"] == "Ada.L@acme.example"
    assert "email" not in facts
    there = known.model_copy(update={"email": "ada.l@acme.example"})
    assert {fact.field for fact in facts_of(there, findings, NOW)} == {"title"}


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        ("The team at Acme counts 120 people.", True),
        ("Acme employs 120.", True),
        ("Acme has 1,200 people.", False),
        ("Acme has many people.", False),
        ("Acme has 120 people in Berlin.", False),
        ("Acme has 120 people, see https://evil.example", False),
        ("Acme has 120 people. <@U123>", False),
        ("Acme has 120 people, write to me@evil.example", False),
        ("x" * 300, False),
    ],
)
def test_a_models_line_must_keep_to_its_fact(text: str, keeps: bool):
    assert rewords(text, "Acme has 120 people.") is keeps


async def test_a_models_lines_keep_their_sources_and_wrong_ones_are_not_used():
    notes = notes_of(ADA, "Acme", EVIDENCE[:2])
    said = "1: The trade of Acme is Logistics.\n2: Acme has 5000 people.\n3: And more."
    lines, writer, tokens = await worded(notes, ScriptedModel([Reply(said, tokens=50)]))
    assert [line.text for line in lines] == ["The trade of Acme is Logistics.", "Acme has 120 people."]
    assert [line.url for line in lines] == [note.url for note in notes]
    assert (writer, tokens) == (Writer.MODEL, 50)


@pytest.mark.parametrize("reply", [ModelError("It is down."), Reply(""), Reply("I cannot do that.")])
async def test_without_a_models_words_the_rules_words_stay(reply: Reply | Exception):
    notes = notes_of(ADA, "Acme", EVIDENCE)
    lines, writer, _ = await worded(notes, ScriptedModel([reply]))
    assert (lines, writer) == (notes, Writer.RULES)
    assert (await worded(notes, None))[0] == notes
