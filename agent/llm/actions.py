"""The forms in which an endpoint is asked for calls: its own tools, a schema for its text, or words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import groupby

from agent.llm.completion import encode_messages, encode_tools
from agent.llm.model import Message, Role, Tool


class ActionMode(StrEnum):
    """How calls are asked for. `auto` finds out what the endpoint takes."""

    AUTO = "auto"
    TOOLS = "tools"
    SCHEMA = "schema"
    JSON = "json"


IN_TEXT = """\

Answer with one JSON object and nothing else. It lists the calls to make now, in order:
{"calls": [{"name": "…", "arguments": {…}}]}
The results come with the next message. These can be called; each line ends with the schema of its arguments:
"""


def request(mode: ActionMode, messages: Sequence[Message], tools: Sequence[Tool]) -> dict[str, object]:
    """The part of a request that depends on the mode; without tools there is nothing to ask for."""
    if not tools:
        return {"messages": encode_messages(messages)}
    if mode is ActionMode.TOOLS:
        return {"messages": encode_messages(messages), "tools": encode_tools(tools)}
    told = {"messages": encode_messages(in_text(messages, tools))}
    if mode is ActionMode.SCHEMA:
        return {**told, "response_format": response_format(tools)}
    return {**told}


def in_text(messages: Sequence[Message], tools: Sequence[Tool]) -> list[Message]:
    """A conversation in words only: the tools in the instructions, each speaker once at a time."""
    listed = (f"- {tool.name}: {tool.description} {json.dumps(tool.parameters)}" for tool in tools)
    told = Message(Role.SYSTEM, IN_TEXT + "\n".join(listed))
    first = [message for message in messages if message.role is Role.SYSTEM]
    rest = [_in_words(message) for message in messages if message.role is not Role.SYSTEM]
    return [_joined(list(said)) for _, said in groupby([*first, told, *rest], key=lambda said: said.role)]


def response_format(tools: Sequence[Tool]) -> dict[str, object]:
    """What holds an endpoint to the same JSON, in the words of strict structured output."""
    call = {"anyOf": [_call(tool) for tool in tools]}
    schema = _object({"calls": {"type": "array", "items": call}})
    return {"type": "json_schema", "json_schema": {"name": "calls", "strict": True, "schema": schema}}


def _call(tool: Tool) -> dict[str, object]:
    return _object({"name": {"type": "string", "enum": [tool.name]}, "arguments": dict(tool.parameters)})


def _object(properties: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _in_words(message: Message) -> Message:
    """One turn without calls and results of its own kind."""
    if message.role is Role.TOOL:
        return Message(Role.USER, f"Result of {message.call_id}:\n{message.content}")
    if message.calls:
        calls = [{"id": call.id, "name": call.name, "arguments": call.arguments} for call in message.calls]
        return Message(message.role, message.content + json.dumps({"calls": calls}))
    return message


def _joined(said: Sequence[Message]) -> Message:
    """What one speaker says in a row, at once: many templates want them to take turns."""
    return replace(said[0], content="\n\n".join(message.content for message in said))
