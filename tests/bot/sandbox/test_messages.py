from __future__ import annotations

import pytest

from bot.sandbox.database import Database
from bot.sandbox.messages import Message, Messages


def message(ts: str, **fields: object) -> Message:
    return {"ts": ts, "user": "U1", "text": ts, **fields}


@pytest.fixture
def messages() -> Messages:
    """A thread of two, a message outside it, and an answer that everybody sees."""
    kept = Messages(Database(), "C1")
    kept.put(message("1.0"))
    kept.put(message("2.0", thread_ts="1.0", user="U2"))
    kept.put(message("3.0"))
    kept.put(message("4.0", thread_ts="1.0", reply_broadcast=True))
    return kept


def stamps(found: list[Message]) -> list[str]:
    return [each["ts"] for each in found]


def test_threads_and_the_channel_are_read_apart(messages: Messages) -> None:
    assert stamps(messages.thread("1.0")) == ["1.0", "2.0", "4.0"]
    assert stamps(messages.newest(10)) == ["1.0", "3.0", "4.0"]
    assert stamps(messages.newest(1, before="4.0")) == ["3.0"]
    assert stamps(messages.thread("1.0", after="1.0", most=1)) == ["2.0"]


def test_the_last_message_counts_wherever_it_is(messages: Messages) -> None:
    last = messages.last()
    assert last is not None
    assert last["ts"] == "4.0"
    assert Messages(Database(), "C1").last() is None


def test_authors_are_known(messages: Messages) -> None:
    assert messages.has_from("U2")
    assert not messages.has_from("U3")


def test_a_change_to_what_was_read_is_put_back_or_lost(messages: Messages) -> None:
    read = messages.values()[0]
    read["text"] = "changed"
    assert messages.values()[0]["text"] == "1.0"
    messages.put(read)
    assert messages.values()[0]["text"] == "changed"
    assert len(messages) == 4


def test_what_one_person_sees_alone_is_kept_apart() -> None:
    database = Database()
    Messages(database, "C1", "U1").put(message("1.0"))
    assert Messages(database, "C1").get("1.0") is None
    assert Messages(database, "C1", "U2").values() == []
    assert stamps(Messages(database, "C1", "U1").values()) == ["1.0"]


def test_a_removed_message_is_gone(messages: Messages) -> None:
    messages.remove("3.0")
    assert messages.get("3.0") is None
    assert stamps(messages.newest(10)) == ["1.0", "4.0"]
