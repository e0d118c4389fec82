"""Answers: what is listed in them, within what Slack takes."""

from __future__ import annotations

from agent.assistant.card import TurnCard, TurnStatus
from agent.execution.card import RunStatus
from agent.leads.service import LeadLine
from agent.review.card import Summary
from agent.tools.heard import About, Noun
from agent.tools.shown import Listed
from bot.sandbox.validation import check_message
from bot.views.answer import FURTHER, answer_message
from storage.models import Decision
from tests.bot.views.cards import NOW, run_card
from tests.support import buttons, said


def test_of_two_tables_the_first_is_shown_and_the_other_is_behind_its_button():
    rows = ({"fullname": "Ada Lovelace", "email": "ada@acme.example"},)
    run = run_card(status=RunStatus.FINISHED, first_rows=rows, people=1, emails=1, ended_at=NOW)
    best = LeadLine("Alan Turing", "CTO", "Bombe", "alan@bombe.example", None)
    summary = Summary({}, {Decision.PROPOSED: 1}, [best], 0)
    shown = (
        Listed(noun=Noun.RUNS, ids=("run1",), text="Your last run"),
        Listed(noun=Noun.REVIEW, ids=("review",), text="One lead waits"),
    )
    turn = TurnCard(
        id="turn1",
        workspace="T1",
        author="U1",
        channel="D1",
        thread_ts="1.1",
        text="my last run, and who waits for me",
        status=TurnStatus.DONE,
        tool="",
        about=About(),
        shown=shown,
        others=(),
    )
    message = answer_message(turn, {"run1": run, "review": summary})
    blocks = list(message.blocks)
    check_message(message.text, blocks)
    text = said({"blocks": blocks})
    assert "Ada Lovelace" in text
    assert "Alan Turing" not in text
    assert FURTHER in text
    assert "Review" in buttons({"blocks": blocks})
