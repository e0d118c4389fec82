"""Where a turn stands, and the one function that moves it."""

from __future__ import annotations

from collections.abc import Mapping

from agent.errors import StaleError
from storage.models import Turn, TurnStatus

NEXT: Mapping[TurnStatus, frozenset[TurnStatus]] = {
    TurnStatus.THINKING: frozenset({TurnStatus.DONE, TurnStatus.ASKING}),
    TurnStatus.ASKING: frozenset({TurnStatus.DONE, TurnStatus.DROPPED}),
    TurnStatus.DONE: frozenset({TurnStatus.ASKING}),
    TurnStatus.DROPPED: frozenset(),
}
_SAID = {
    TurnStatus.THINKING: "I'm still at it; the answer will be here in a moment.",
    TurnStatus.ASKING: "That waits for you to say what you meant.",
    TurnStatus.DONE: "You have already said what you meant.",
    TurnStatus.DROPPED: "You have already said that it was something else.",
}


def move(turn: Turn, to: TurnStatus) -> None:
    """Put a turn into another state, or say why that cannot be."""
    if to not in NEXT[turn.status]:
        raise StaleError(_SAID[turn.status])
    turn.status = to
