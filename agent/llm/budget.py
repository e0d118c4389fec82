"""How much one conversation may take, counted the same way whatever the endpoint claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.llm.model import Message, Reply, Tool

SMALLEST_REPLY = 100
"""With less room than this a call is cut off in the middle; it is not worth asking."""

BYTES_A_TOKEN = 4
FRAME = 4
"""Tokens that surround each message or tool."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one conversation may take in all, and the longest single reply."""

    turns: int = 12
    tokens: int = 30_000
    seconds: float = 60.0
    reply: int = 1_200


def estimate(*texts: str) -> int:
    """Tokens in these texts: bytes, not characters, so that other scripts than Latin count in full."""
    return sum(FRAME + len(text.encode("utf-8", "replace")) // BYTES_A_TOKEN for text in texts)


def prompt_size(messages: Sequence[Message], tools: Sequence[Tool]) -> int:
    """Tokens that sending these takes, roughly."""
    said = estimate(*(message.content for message in messages))
    called = estimate(*(call.name + call.arguments for message in messages for call in message.calls))
    offered = estimate(*(tool.name + tool.description + str(tool.parameters) for tool in tools))
    return said + called + offered


class Budget:
    """What one conversation has used so far."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.turns = 0
        self.tokens = 0

    @property
    def out_of_turns(self) -> bool:
        return self.turns >= self._limits.turns

    def room(self, prompt: int) -> int:
        """How long a reply to a prompt of this size may be: less towards the end, 0 when none fits."""
        left = min(self._limits.reply, self._limits.tokens - self.tokens - prompt)
        return left if left >= SMALLEST_REPLY else 0

    def open_turn(self, prompt: int, room: int) -> None:
        """Charge the most this turn should take, so that a turn that fails is paid for too."""
        self.turns += 1
        self._charge(prompt + room)

    def close_turn(self, prompt: int, room: int, reply: Reply) -> None:
        """Put what the turn took in place of what it might have taken."""
        self.tokens = max(0, self.tokens - prompt - room)
        written = estimate(reply.text, *(call.name + call.arguments for call in reply.calls))
        reported = reply.tokens if reply.tokens and reply.tokens > 0 else None
        self._charge(reported or prompt + written)

    def _charge(self, tokens: int) -> None:
        """Never beyond the limit: what is above it is an endpoint that boasts or did not obey."""
        self.tokens = min(self._limits.tokens, self.tokens + tokens)
