"""A research's message in any of its states keeps Slack's rules, and pings nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.research.card import ResearchCard, ResearchStatus
from agent.research.depth import Depth
from agent.research.findings import LONGEST_NOTE, Findings, Note, Read, Writer
from agent.research.known import Known
from bot.sandbox.validation import check_message
from bot.views.research import research_message
from tests.support import buttons, said
from tests.workshop import NOW

WORDS = st.text(max_size=LONGEST_NOTE) | st.sampled_from(["<@U1>", "<!channel>", "a|b>", "&" * LONGEST_NOTE])
URLS = st.sampled_from(
    ["https://acme.example/", "https://acme.example/a|b<c>?x=1&y= z", f"https://a.example/{'x' * 900}"]
)
FINDINGS = st.builds(
    Findings,
    domain=st.just("acme.example"),
    reading=URLS | st.just(""),
    most=st.integers(0, 6),
    pages=st.lists(st.builds(Read, url=URLS, trouble=WORDS), max_size=6).map(tuple),
    notes=st.lists(st.builds(Note, text=WORDS, url=URLS), max_size=30).map(tuple),
    quality=st.integers(0, 100),
    seconds=st.floats(0, 500),
    cents=st.floats(0, 99),
    writer=st.sampled_from(Writer),
    trouble=WORDS,
)


def card(**changes: Any) -> ResearchCard:
    values: dict[str, Any] = {
        "id": "r1",
        "workspace": "T1",
        "author": "U1",
        "channel": "D1",
        "thread_ts": "1.1",
        "subject": "Ada Lovelace at Acme",
        "depth": Depth.STANDARD,
        "status": ResearchStatus.DONE,
        "known": Known(),
        "findings": Findings(domain="acme.example"),
        "starts_at": NOW,
        "asked_at": NOW,
    }
    return ResearchCard(**values | changes)


@settings(max_examples=30)
@given(FINDINGS, st.sampled_from(ResearchStatus), WORDS, st.sampled_from(Depth))
def test_whatever_is_in_it(findings: Findings, status: ResearchStatus, subject: str, depth: Depth):
    shown = research_message(card(findings=findings, status=status, subject=subject[:200], depth=depth))
    check_message(shown.text, list(shown.blocks))
    text = said({"blocks": list(shown.blocks)})
    assert "<@" not in text
    assert "<!channel" not in text


def test_it_says_where_it_is():
    reading = Findings(
        domain="acme.example", reading="https://www.acme.example/team", most=6, pages=(Read(url="x"),) * 2
    )
    shown = said(
        {"blocks": list(research_message(card(status=ResearchStatus.READING, findings=reading)).blocks)}
    )
    assert "reading acme.example/team… 3 of 6 pages" in shown


def test_a_site_that_is_searched_for_is_said_with_who_found_it():
    looking = card(status=ResearchStatus.WAITING, findings=Findings(), known=Known(company="Acme <Freight>"))
    assert "looking for the site of Acme &lt;Freight&gt;…" in said(
        {"blocks": list(research_message(looking).blocks)}
    )
    found = card(findings=Findings(domain="acme.example", found_by="Brave Search", cents=0.5))
    shown = said({"blocks": list(research_message(found).blocks)})
    assert "Their site, acme.example, was found by a search: Brave Search." in shown
    assert "0.50 ¢" in shown
    failed = card(status=ResearchStatus.FAILED, findings=Findings(trouble="No."), known=Known(company="Acme"))
    assert "Name the company's site, for example" in said({"blocks": list(research_message(failed).blocks)})


def test_one_that_has_to_wait_says_until_when():
    waits = card(status=ResearchStatus.WAITING, starts_at=NOW + timedelta(seconds=30))
    assert "this one starts <!date^" in said({"blocks": list(research_message(waits).blocks)})


def test_deeper_is_offered_until_nothing_is_deeper():
    for depth in Depth:
        message = {"blocks": list(research_message(card(depth=depth)).blocks)}
        assert ("Research deeper" in buttons(message)) is (depth is not Depth.DEEP)


def test_what_it_cost_and_what_could_not_be_read_is_said():
    findings = Findings(
        cents=0.16, seconds=2.34, quality=48, pages=(Read(url="x", trouble="x is broken."), Read(url="y"))
    )
    shown = said({"blocks": list(research_message(card(findings=findings)).blocks)})
    assert "Data quality *48* of 100 · 1 page · 2.3 s · 0.16 ¢" in shown
    assert "x is broken." in shown
