"""Tools as a model may call them: a strict schema in front, checked arguments behind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.json_schema import JsonSchemaValue

from agent.llm.model import Call, Tool

MOST_MISTAKES = 5

NOT_STRICT = frozenset({"title", "default", "minLength", "maxLength"})
"""Keywords that some endpoints refuse in a strict schema."""


class Arguments(BaseModel):
    """What a tool is called with; a key that nobody knows is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


ArgumentsT = TypeVar("ArgumentsT", bound=Arguments)


@dataclass(frozen=True, slots=True)
class Result:
    """What the model is told; `final` ends the conversation.

    `pause` leaves out what it called after this in the same reply: it must know the answer first.
    """

    text: str
    final: bool = False
    pause: bool = False


@dataclass(frozen=True, slots=True)
class Skill(Generic[ArgumentsT]):
    """A tool and what it does."""

    name: str
    description: str
    arguments: type[ArgumentsT]
    run: Callable[[ArgumentsT], Awaitable[Result]]

    @property
    def tool(self) -> Tool:
        return Tool(self.name, self.description, strict_schema(self.arguments))

    async def answer(self, written: str) -> Result:
        """Do it, or say what is wrong with the arguments."""
        try:
            arguments = self.arguments.model_validate_json(written or "{}")
        except ValidationError as error:
            return Result(
                f"Nothing was done: {mistakes(error)}. Call {self.name} again with valid arguments."
            )
        return await self.run(arguments)


class Toolbox:
    """The tools of one conversation."""

    def __init__(self, *skills: Skill[Any]) -> None:
        self._skills = {skill.name: skill for skill in skills}
        self.tools = tuple(skill.tool for skill in skills)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._skills)

    async def answer(self, call: Call) -> Result:
        skill = self._skills.get(call.name)
        if skill is None:
            return Result(f"There is no tool of that name. The tools are: {', '.join(self._skills)}.")
        return await skill.answer(call.arguments)


def strict_schema(arguments: type[Arguments]) -> JsonSchemaValue:
    """The schema as strict function calling wants it: every property required, and only keywords it knows.

    A model may still leave out what has a default, or write too much: the arguments are checked here anyway.
    """
    schema = arguments.model_json_schema()
    properties = {
        name: {key: value for key, value in field.items() if key not in NOT_STRICT}
        for name, field in schema.get("properties", {}).items()
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def mistakes(error: ValidationError) -> str:
    """What pydantic found, in a line that a model can act on."""
    found = error.errors(include_url=False, include_context=False, include_input=False)[:MOST_MISTAKES]
    return "; ".join(f"{'.'.join(map(str, each['loc'])) or 'arguments'}: {each['msg']}" for each in found)
