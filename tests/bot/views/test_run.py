"""The card of a run, word by word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from textwrap import wrap
from typing import Any

import pytest
from inline_snapshot import snapshot

from agent.execution.card import RunCard, RunStatus, StepStatus
from agent.execution.executor import Failure
from bot.views.run import run_message, short_table
from tests.bot.views.cards import FINDER, NOW, run_card, step_card
from tests.support import buttons, texts


def _words(card: RunCard) -> list[str]:
    return [
        part
        for text in texts(list(run_message(card).blocks))
        for line in text.splitlines()
        for part in wrap(line, 90)
    ]


def _buttons(card: RunCard) -> list[str]:
    return list(buttons({"blocks": run_message(card).blocks}))


def _stopped(failure: Failure, done: int = 20) -> RunCard:
    first = step_card(status=StepStatus.FAILED, failure=failure, done=done, total=50, found=done)
    return run_card(status=RunStatus.STOPPED, segment=1, steps=(first, step_card(2, FINDER)), started_at=NOW)


def _ended(**changes: Any) -> RunCard:
    steps = (
        step_card(status=StepStatus.FINISHED, done=50, total=50, found=50),
        step_card(2, FINDER, status=StepStatus.FINISHED, done=50, total=50, found=38),
    )
    ended: dict[str, Any] = {
        "status": RunStatus.FINISHED,
        "steps": steps,
        "people": 50,
        "emails": 38,
        "known": 4,
        "started_at": NOW,
        "ended_at": NOW + timedelta(minutes=9),
        "first_rows": ({"fullname": "Ada Berg", "email": "ada@berg.example"}, {"fullname": "Bo Li"}),
    }
    return run_card(**ended | changes)


def test_a_run_that_misses_something() -> None:
    assert _words(run_card())[0] == "*Before I can run this:* 2 things to add."
    assert _buttons(run_card()) == ["Inputs", "Cancel run"]


def test_one_thing_is_one_thing() -> None:
    assert "1 thing to add" in _words(run_card(connected=("linkedin",)))[0]


def test_a_run_with_everything() -> None:
    card = run_card()
    ready = replace(card, form=replace(card.form, steps=(), accounts=()))
    assert _words(ready)[0] == "*Ready to run · 50 people · about 6 min*"
    assert _buttons(ready) == ["Run", "Change inputs", "Cancel run"]


def test_a_running_run() -> None:
    steps = (
        step_card(status=StepStatus.FINISHED, done=50, total=50, found=50),
        step_card(2, FINDER, status=StepStatus.RUNNING, done=31, total=50, found=22),
    )
    running = run_card(status=RunStatus.RUNNING, steps=steps, started_at=NOW)
    assert _words(running) == snapshot(
        [
            "Running · 2 of 2",
            "LinkedIn Search Export · 50 people",
            "Professional Email Finder · 31 of 50, 22 found",
            "Cancel run",
            "Cancel this run?",
            "What it has delivered so far is kept.",
            "Cancel the run",
            "Go on",
        ]
    )


def test_a_stopped_run_says_why_and_what_is_kept() -> None:
    assert _words(_stopped(Failure.EXPIRED_COOKIE)) == snapshot(
        [
            "Stopped · 1 of 2",
            "LinkedIn Search Export · 20 of 50, 20 found",
            "Professional Email Finder",
            ":warning: LinkedIn Search Export stopped after 20 people: the session cookie expired or is",
            "missing. The 20 are kept.",
            "Update cookie and go on",
            "Retry",
            "Go on with 20",
            "Cancel run",
            "Cancel this run?",
            "What it has delivered so far is kept.",
            "Cancel the run",
            "Go on",
        ]
    )


@pytest.mark.parametrize("failure", list(Failure))
@pytest.mark.parametrize("done", [0, 20])
def test_the_ways_on_fit_the_failure(failure: Failure, done: int) -> None:
    offered = _buttons(_stopped(failure, done))
    assert offered[-3:] == ["Retry", f"Go on with {done}" if done else "Skip this step", "Cancel run"]
    first = {
        Failure.EXPIRED_COOKIE: ["Update cookie and go on"],
        Failure.EMPTY: ["Change inputs"],
        Failure.INVALID_INPUT: ["Change inputs"],
    }
    assert offered[:-3] == first.get(failure, [])


def test_a_finished_run() -> None:
    assert _words(_ended()) == snapshot(
        [
            "*50 people, 38 with an e-mail · 9 min · 4 were already known and updated*",
            "Done",
            "LinkedIn Search Export · 50 people",
            "Professional Email Finder · 50 of 50, 38 found",
            "Name",
            "E-mail",
            "Ada Berg",
            "ada@berg.example",
            "Bo Li",
            "–",
            "The whole result is in the CSV below.",
            "12 have no e-mail: another finder may know them. Ask me for it.",
            "See leads",
            "Review",
            "Run again",
        ]
    )
    assert run_message(_ended()).text == snapshot(
        "50 people, 38 with an e-mail · 9 min · 4 were already known and updated"
    )


def test_a_cancelled_run_says_who_and_what_is_kept() -> None:
    assert _words(_ended(status=RunStatus.CANCELLED, ended_by="U7"))[0] == (
        "*Run cancelled by <@U7>. 50 people, 38 with an e-mail kept.*"
    )


def test_a_run_without_leads_offers_none() -> None:
    assert _buttons(_ended(people=0, emails=0, first_rows=())) == ["Run again"]


def test_the_short_table_has_only_columns_with_something_in_them() -> None:
    rows = ({"fullname": "Ada", "email": "a@b.example"}, {"fullname": "Bo"})
    assert short_table(rows) == [["Name", "E-mail"], ["Ada", "a@b.example"], ["Bo", ""]]
    assert short_table(({"other": "x"},)) == [["Result"], ["–"]]
