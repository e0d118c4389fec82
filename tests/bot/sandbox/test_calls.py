from __future__ import annotations

import pytest

from bot.sandbox.calls import RING, CallLog
from bot.sandbox.clock import MachineClock
from bot.sandbox.delivery.route import Kind, Parcel
from bot.sandbox.errors import NotAnsweredError


@pytest.fixture
def log() -> CallLog:
    return CallLog(MachineClock())


def call(log: CallLog, name: str, verdict: str = "ok") -> None:
    with log.call(name, {"text": "hi"}) as entry:
        entry.answered({"ok": verdict == "ok"}, verdict)


def test_a_call_is_in_the_log_before_and_after_its_answer(log: CallLog) -> None:
    with log.call("chat.postMessage", {"text": "hi"}) as entry:
        assert [(e.name, e.verdict) for e in log.entries] == [("chat.postMessage", "pending")]
        entry.answered({"ok": True})
    (kept,) = log.entries
    assert (kept.verdict, kept.request, kept.answer) == ("ok", {"text": "hi"}, {"ok": True})


def test_the_log_is_a_ring(log: CallLog) -> None:
    for number in range(RING + 5):
        call(log, f"method.{number}")
    assert len(log.entries) == RING
    assert log.entries[0].name == "method.5"
    assert [row["name"] for row in log.rows(2)] == [f"method.{RING + 3}", f"method.{RING + 4}"]


def test_the_log_is_searched_by_name_and_verdict(log: CallLog) -> None:
    call(log, "chat.update", "ratelimited")
    call(log, "chat.update")
    call(log, "chat.delete", "message_not_found")
    assert [row["verdict"] for row in log.rows(name="chat.update")] == ["ratelimited", "ok"]
    assert [row["name"] for row in log.rows(verdict="message")] == ["chat.delete"]
    assert log.rows(name="chat.delete", verdict="ok") == []


def test_a_delivery_that_nobody_answered_says_why(log: CallLog) -> None:
    parcel = Parcel(Kind.EVENT, {"event": {"type": "app_mention"}})
    with pytest.raises(NotAnsweredError), log.delivery(parcel):
        raise NotAnsweredError("no acknowledgement in time")
    (entry,) = log.entries
    assert (entry.name, entry.verdict) == ("app_mention", "not answered: no acknowledgement in time")


def test_credentials_are_not_kept(log: CallLog) -> None:
    cookie = f"AQED{'x9_-' * 36}"
    with log.call("chat.postMessage", {"text": cookie}) as entry:
        entry.answered({"message": {"text": cookie}})
    log.violation("chat.postMessage", "no_text", (), {"text": cookie})
    assert cookie not in str(log.rows())
    assert cookie not in str(log.violations)


def test_a_cleared_log_is_empty(log: CallLog) -> None:
    call(log, "chat.update")
    log.violation("chat.update", "no_text", (), {})
    log.clear()
    assert (log.entries, log.violations) == ([], [])
