from __future__ import annotations

import json
from typing import Any

from agent.llm.actions import ActionMode, request
from agent.llm.model import Call, Message, Role
from tests.contracts.model import MESSAGES, TOOL

TALK = (
    *MESSAGES,
    Message(Role.ASSISTANT, "", (Call("a", "search", '{"query": "x"}'), Call("b", "search", "{}"))),
    Message(Role.TOOL, "Nothing.", call_id="a"),
    Message(Role.TOOL, "One thing.", call_id="b"),
)


def made(mode: ActionMode) -> dict[str, Any]:
    return request(mode, TALK, (TOOL,))


def test_tools_go_in_as_tools():
    assert made(ActionMode.TOOLS).keys() == {"messages", "tools"}


def test_without_tools_nothing_is_asked_for():
    for mode in ActionMode:
        assert request(mode, MESSAGES, ()).keys() == {"messages"}


def test_in_text_the_instructions_name_every_tool_and_its_arguments():
    (system, *_) = made(ActionMode.JSON)["messages"]
    assert system["content"].startswith("Be brief.")
    assert json.dumps(TOOL.parameters) in system["content"]
    assert "- search: Search." in system["content"]


def test_in_text_there_are_no_calls_and_no_tool_messages():
    messages = made(ActionMode.JSON)["messages"]
    assert all(message.keys() == {"role", "content"} for message in messages)
    assert [message["role"] for message in messages] == ["system", "user", "assistant", "user"]
    assert '"search"' in messages[2]["content"]
    assert "Nothing." in messages[3]["content"]
    assert "One thing." in messages[3]["content"]


def test_a_schema_holds_the_endpoint_to_one_of_the_tools():
    asked = made(ActionMode.SCHEMA)["response_format"]
    schema = asked["json_schema"]["schema"]
    (call,) = schema["properties"]["calls"]["items"]["anyOf"]
    assert (asked["type"], asked["json_schema"]["strict"]) == ("json_schema", True)
    assert call["properties"]["name"]["enum"] == ["search"]
    assert call["properties"]["arguments"] == TOOL.parameters


def test_every_object_of_the_schema_is_strict():
    schema = made(ActionMode.SCHEMA)["response_format"]["json_schema"]["schema"]
    call = schema["properties"]["calls"]["items"]["anyOf"][0]
    for each in (schema, call):
        assert each["additionalProperties"] is False
        assert each["required"] == list(each["properties"])
