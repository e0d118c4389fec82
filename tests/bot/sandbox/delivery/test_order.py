from __future__ import annotations

import asyncio
from random import Random
from typing import Any

import pytest

from bot.sandbox.delivery.order import Shuffled, conversation


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"type": "message", "channel": "C1", "user": "U1"}, "C1"),
        ({"type": "channel_created", "channel": {"id": "C2"}}, "C2"),
        ({"type": "member_joined_channel", "channel_id": "C3", "user": "U1"}, "C3"),
        ({"type": "reaction_added", "user": "U1", "item": {"type": "message", "channel": "C4"}}, "C4"),
        ({"type": "assistant_thread_started", "assistant_thread": {"channel_id": "D5"}}, "D5"),
        ({"type": "user_change", "user": {"id": "U6"}}, "U6"),
        ({"type": "tokens_revoked", "tokens": {}}, ""),
    ],
)
def test_an_event_belongs_to_a_conversation_or_a_person(event: dict[str, Any], expected: str) -> None:
    assert conversation({"event": event}) == expected


class Delivered:
    """What was let go, and what the log is told."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.faults: list[str] = []

    def __call__(self, payload: dict[str, Any], fault: str) -> None:
        self.events.append(payload["event"])
        self.faults.append(fault)


def shuffled(delivered: Delivered, seed: int = 1, seconds: float = 60.0) -> Shuffled:
    return Shuffled(delivered, Random(seed), seconds=seconds)


async def test_a_window_goes_out_whole_and_in_another_order() -> None:
    delivered = Delivered()
    held = shuffled(delivered)
    for name in "abc":
        assert delivered.events == []
        held.add({"event": name}, 3)
    assert delivered.events != ["a", "b", "c"]
    assert sorted(delivered.events) == ["a", "b", "c"]
    moved = [name != was for name, was in zip(delivered.events, "abc", strict=True)]
    assert [fault == "out of order" for fault in delivered.faults] == moved


@pytest.mark.parametrize("seed", range(6))
async def test_two_events_always_change_places(seed: int) -> None:
    delivered = Delivered()
    held = shuffled(delivered, seed)
    for name in "ab":
        held.add({"event": name}, 2)
    assert delivered.events == ["b", "a"]


async def test_the_same_seed_gives_the_same_order() -> None:
    first, second = Delivered(), Delivered()
    for delivered in (first, second):
        held = shuffled(delivered, 7)
        for name in "abcdefgh":
            held.add({"event": name}, 4)
    assert first.events == second.events


async def test_a_window_that_stays_open_is_let_go_after_a_moment() -> None:
    delivered = Delivered()
    held = shuffled(delivered, seconds=0.01)
    held.add({"event": "a"}, 3)
    held.add({"event": "b"}, 3)
    await asyncio.sleep(0.05)
    assert delivered.events == ["b", "a"]
