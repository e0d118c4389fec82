"""In which order events go out: one after the other in a conversation, or shuffled when that is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from random import Random
from typing import Any

from bot.sandbox.delivery.route import Payload

_MOMENT = 1.0

Deliver = Callable[[Payload, str], None]
"""Takes an event and what the log is to say of it."""


def conversation(payload: Payload) -> str:
    """What keeps its order: the conversation that an event is about, or else the person."""
    event = payload["event"]
    place: Any = event.get("channel") or event.get("channel_id") or event.get("item", {}).get("channel")
    thread = event.get("assistant_thread", {}).get("channel_id")
    who: Any = place or thread or event.get("user") or ""
    return str(who.get("id", "") if isinstance(who, dict) else who)


class Shuffled:
    """Holds events until a window of them is full, or a moment is over, and lets them go in another order."""

    def __init__(self, deliver: Deliver, random: Random, *, seconds: float = _MOMENT) -> None:
        self._deliver = deliver
        self._random = random
        self._seconds = seconds
        self._held: list[Payload] = []
        self._timer: asyncio.TimerHandle | None = None

    def add(self, payload: Payload, window: int) -> None:
        self._held.append(payload)
        if len(self._held) >= window:
            self.release()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self.release)

    def release(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        held, self._held = self._held, []
        for place, number in enumerate(_other_order(len(held), self._random)):
            self._deliver(held[number], "out of order" if place != number else "")


def _other_order(length: int, random: Random) -> list[int]:
    order = list(range(length))
    random.shuffle(order)
    if order == sorted(order):
        order = [*order[1:], *order[:1]]
    return order
