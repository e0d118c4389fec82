"""Calls as they are compared, done and shown again, whatever the model wrote."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

from agent.llm.mending import mended
from agent.llm.model import Call


class Repetition:
    """Notices a model that goes in circles: the same call with the same answer.

    Twice in a row, or three times in all, is a circle. An answer that differs means that something moved.
    """

    TIMES = 3

    def __init__(self) -> None:
        self._last: tuple[str, str, str] | None = None
        self._times: Counter[tuple[str, str, str]] = Counter()

    def sees(self, call: Call, answer: str) -> bool:
        deed = (call.name, canonical(call.arguments), answer)
        again = deed == self._last
        self._last = deed
        self._times[deed] += 1
        return again or self._times[deed] >= self.TIMES


def whole(call: Call) -> Call:
    """The call itself, or one with its broken arguments mended."""
    if not call.arguments or _value(call.arguments) is not None:
        return call
    arguments = mended(call.arguments)
    return call if arguments is None else replace(call, arguments=arguments)


def presentable(call: Call) -> Call:
    """The call as it may be shown to an endpoint again: many refuse odd names or broken arguments."""
    name = re.sub(r"[^A-Za-z0-9_-]", "_", call.name)[:64] or "unnamed"
    return replace(call, name=name, arguments=canonical(call.arguments, broken="{}"))


def canonical(arguments: str, broken: str | None = None) -> str:
    """Arguments that mean the same, written the same; `broken` stands for what is no JSON object."""
    fallback = arguments if broken is None else broken
    value = _value(arguments)
    return json.dumps(value, sort_keys=True) if isinstance(value, dict) else fallback


def _value(arguments: str) -> object:
    try:
        return json.loads(arguments)
    except (ValueError, RecursionError):
        return None
