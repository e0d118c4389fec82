"""Finding the tool calls that a weak model wrote into its text instead of calling."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Collection, Iterable, Iterator

from agent.llm.mending import mended
from agent.llm.model import Call

LONGEST_TEXT = 20_000
MOST_ATTEMPTS = 200
MOST_MENDINGS = 5
WRAPPERS = ("tool_calls", "calls", "function")
NAMES = ("name", "tool", "function")
ARGUMENTS = ("arguments", "parameters", "args")

_DECODER = json.JSONDecoder(strict=False)
_OPENING = re.compile(r"[{\[]")
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


def salvage(text: str, tools: Collection[str]) -> tuple[Call, ...]:
    """The calls in a text, in order: bare, in code fences, several, or in a list.

    A value counts as a call when it has a name and arguments, or the name of one of `tools` alone.
    """
    return _numbered(pair for value in _json_values(_said(text)) for pair in _calls(value, tools))


def salvage_broken(text: str, tools: Collection[str]) -> tuple[Call, ...]:
    """The calls in the first broken value of a text that can be mended and holds some."""
    said = _said(text)
    openings = itertools.islice(re.finditer("{", said), MOST_MENDINGS)
    values = (json.loads(whole) for opening in openings if (whole := mended(said[opening.start() :])))
    return next(filter(None, (_numbered(_calls(value, tools)) for value in values)), ())


def _said(text: str) -> str:
    return _THOUGHT.sub("", text[:LONGEST_TEXT])


def _numbered(found: Iterable[tuple[str, str]]) -> tuple[Call, ...]:
    return tuple(Call(f"text_{number}", name, arguments) for number, (name, arguments) in enumerate(found, 1))


def _json_values(text: str) -> Iterator[object]:
    """Every outermost JSON object or list in a text; attempts are bounded, as failing ones add up."""
    position = 0
    for _ in range(MOST_ATTEMPTS):
        opening = _OPENING.search(text, position)
        if opening is None:
            return
        try:
            value, position = _DECODER.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            position = opening.end()
        else:
            yield value


def _calls(value: object, tools: Collection[str]) -> Iterator[tuple[str, str]]:
    """The calls in one value, looking into lists and into the wrappers that endpoints use."""
    if isinstance(value, list):
        for item in value:
            yield from _calls(item, tools)
    elif isinstance(value, dict):
        wrapped = next((value[key] for key in WRAPPERS if isinstance(value.get(key), dict | list)), None)
        if wrapped:
            yield from _calls(wrapped, tools)
        else:
            yield from _call(value, tools)


def _call(value: dict[str, object], tools: Collection[str]) -> Iterator[tuple[str, str]]:
    name = next((value[key] for key in NAMES if isinstance(value.get(key), str)), None)
    arguments = next((value[key] for key in ARGUMENTS if isinstance(value.get(key), dict | str)), None)
    if isinstance(name, str) and (arguments is not None or name in tools):
        yield name, arguments if isinstance(arguments, str) else json.dumps(arguments or {})
