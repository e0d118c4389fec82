"""blocks.validate: what is wrong with blocks, a message or a view, told without sending them."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.methods.method import Answer, Call, Method
from bot.sandbox.validation.inspection import Surface
from bot.sandbox.validation.message import look_at_blocks
from bot.sandbox.validation.view import look_at_view

_GIVEN = ("blocks", "view", "message")
_VIEWS = {"modal": Surface.MODAL, "home": Surface.HOME}


def _problems(name: str, payload: Any) -> list[str]:
    if name == "blocks":
        return _of_blocks(payload, "")
    if not isinstance(payload, dict):
        return ["must provide an object [json-pointer:]"]
    if name == "message":
        return _of_blocks(payload.get("blocks", []), "/blocks")
    surface = _VIEWS.get(str(payload.get("type")))
    if surface is None:
        return [f"unsupported type: {payload.get('type')} [json-pointer:/type]"]
    return look_at_view(payload, surface, "")


def _of_blocks(blocks: Any, at: str) -> list[str]:
    return (
        look_at_blocks(blocks, at)
        if isinstance(blocks, list)
        else [f"must provide an array [json-pointer:{at}]"]
    )


def _told(problem: str) -> dict[str, str]:
    message, _, pointer = problem.removesuffix("]").rpartition(" [json-pointer:")
    return {"code": "failed_constraint", "message": message, "pointer": pointer}


def _validate(call: Call) -> Answer:
    given = {name: call.arguments.json(name) for name in _GIVEN if call.arguments.get(name) is not None}
    if len(given) != 1:
        raise SlackError("invalid_arguments", ["must provide exactly one of `blocks`, `view`, or `message`"])
    ((name, payload),) = given.items()
    problems = _problems(name, payload)
    if not problems:
        return {}
    return {"ok": False, "error": f"invalid_{name}", "errors": [_told(problem) for problem in problems]}


METHODS = {"blocks.validate": Method(_validate)}
