from __future__ import annotations

from pydantic import Field

from agent.llm.model import Call
from agent.llm.toolbox import Arguments, Result, Skill, Toolbox, strict_schema


class Greeting(Arguments):
    name: str = Field(min_length=1, description="Who.")
    language: str | None = None


async def greet(greeting: Greeting) -> Result:
    return Result(f"Hello {greeting.name} ({greeting.language})")


TOOLBOX = Toolbox(Skill("greet", "Say hello.", Greeting, greet))


async def said(name: str, arguments: str) -> str:
    return (await TOOLBOX.answer(Call("1", name, arguments))).text


def test_a_strict_schema_requires_every_property_and_allows_no_other():
    assert strict_schema(Greeting) == {
        "type": "object",
        "properties": {
            "name": {"description": "Who.", "type": "string"},
            "language": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        },
        "required": ["name", "language"],
        "additionalProperties": False,
    }


async def test_a_tool_is_called_with_checked_arguments():
    assert await said("greet", '{"name": "Dana", "language": "en"}') == "Hello Dana (en)"


async def test_a_model_may_leave_out_what_has_a_default():
    assert await said("greet", '{"name": "Dana"}') == "Hello Dana (None)"


async def test_wrong_arguments_are_explained_and_nothing_is_done():
    answer = await said("greet", '{"name": "", "volume": 3}')
    assert answer.startswith("Nothing was done: name: ")
    assert "volume: " in answer


async def test_arguments_that_are_no_json_are_explained():
    assert "arguments: Invalid JSON" in await said("greet", '{"name": ')


async def test_many_mistakes_make_a_short_answer():
    junk = ", ".join(f'"key{number}": 1' for number in range(500))
    assert len(await said("greet", f"{{{junk}}}")) < 600


async def test_an_unknown_tool_is_answered_with_those_there_are():
    assert await said("shout", "{}") == "There is no tool of that name. The tools are: greet."
