"""A model that says what it was told to, for tests that need no endpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.llm.model import Message, Reply, Tool


@dataclass(frozen=True)
class Asked:
    """What one call of the model was given."""

    messages: tuple[Message, ...]
    tools: tuple[Tool, ...]
    max_tokens: int
    temperature: float | None


@dataclass
class ScriptedModel:
    """Gives its replies in order, the last one for ever; an exception among them is raised."""

    replies: Sequence[Reply | Exception]
    asked: list[Asked] = field(default_factory=list)

    async def complete(
        self,
        messages: Sequence[Message],
        tools: Sequence[Tool],
        *,
        max_tokens: int,
        temperature: float | None = None,
    ) -> Reply:
        reply = self.replies[min(len(self.asked), len(self.replies) - 1)]
        self.asked.append(Asked(tuple(messages), tuple(tools), max_tokens, temperature))
        if isinstance(reply, Exception):
            raise reply
        return reply
