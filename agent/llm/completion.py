"""What an OpenAI-compatible endpoint sends and receives, parsed at the boundary."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from agent.llm.model import Call, Message, ModelError, Reply, Role, Tool


def _written(arguments: object) -> object:
    """Arguments as text; some endpoints send the object itself, or nothing."""
    if isinstance(arguments, dict):
        return json.dumps(arguments)
    return "" if arguments is None else arguments


class _Function(BaseModel):
    name: str
    arguments: Annotated[str, BeforeValidator(_written)] = ""


class _ToolCall(BaseModel):
    id: str | None = None
    function: _Function


class _Said(BaseModel):
    content: str | None = None
    tool_calls: list[_ToolCall] | None = None


class _Choice(BaseModel):
    message: _Said


class _Usage(BaseModel):
    total_tokens: int | None = None


class _Completion(BaseModel):
    choices: Annotated[list[_Choice], Field(min_length=1)]
    usage: _Usage | None = None


def parse(body: bytes) -> Reply:
    """The reply in an endpoint's answer, or a `ModelError`."""
    try:
        completion = _Completion.model_validate_json(body)
    except ValidationError as error:
        raise ModelError("The model's endpoint sent an answer that is no chat completion.") from error
    said = completion.choices[0].message
    calls = (
        Call(each.id or f"call_{number}", each.function.name, each.function.arguments)
        for number, each in enumerate(said.tool_calls or (), 1)
    )
    tokens = completion.usage.total_tokens if completion.usage else None
    return Reply(said.content or "", tuple(calls), tokens)


def encode_messages(messages: Sequence[Message]) -> list[dict[str, object]]:
    return [_encode_message(message) for message in messages]


def _encode_message(message: Message) -> dict[str, object]:
    encoded: dict[str, object] = {"role": message.role.value, "content": encodable(message.content)}
    if message.calls:
        encoded["tool_calls"] = [_encode_call(call) for call in message.calls]
    if message.role is Role.TOOL:
        encoded["tool_call_id"] = message.call_id
    return encoded


def _encode_call(call: Call) -> dict[str, object]:
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}


def encode_tools(tools: Sequence[Tool]) -> list[dict[str, object]]:
    return [
        {
            "type": "function",
            "function": {
                "name": tool.name,
                "description": tool.description,
                "parameters": dict(tool.parameters),
                "strict": tool.strict,
            },
        }
        for tool in tools
    ]


def encodable(text: str) -> str:
    """The text without halves of surrogate pairs, which no request can carry."""
    return text.encode("utf-8", "replace").decode()
