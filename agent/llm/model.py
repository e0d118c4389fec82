"""The port to a language model, and the words exchanged with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from agent.errors import UnavailableError


class Role(StrEnum):
    """Who speaks."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class Call:
    """A tool the model wants to use. `arguments` is what it wrote, which may be anything."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of the conversation; `call_id` says which call a tool's message answers."""

    role: Role
    content: str
    calls: tuple[Call, ...] = ()
    call_id: str | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """What a model is told of a tool; `parameters` is a JSON schema."""

    name: str
    description: str
    parameters: Mapping[str, object]
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model answered; `tokens` is what the endpoint says the exchange took, if it says.

    `in_text` is true where calls were asked for as text, since the endpoint takes them in no other form;
    `refused` counts the forms that it would not take before.
    """

    text: str = ""
    calls: tuple[Call, ...] = ()
    tokens: int | None = None
    in_text: bool = False
    refused: int = 0


class ModelError(UnavailableError):
    """The model gave no answer that can be used."""


class RestingError(ModelError):
    """The model was not even asked."""


class Model(Protocol):
    """Answers a conversation. Raises `ModelError` and nothing else."""

    async def complete(
        self,
        messages: Sequence[Message],
        tools: Sequence[Tool],
        *,
        max_tokens: int,
        temperature: float | None = None,
    ) -> Reply:
        """The next turn; no temperature leaves it to the endpoint."""
        ...
