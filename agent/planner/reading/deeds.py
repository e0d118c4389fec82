"""What a goal wants done, and from where: the rows of tasks.yaml and origins.yaml, most specific first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from agent.planner.goal import Origin, Task
from agent.planner.reading.data import compiled, table

_GAP = " | "


class Deeds(NamedTuple):
    """The tasks named, in order of work, the origin named, and the one that goes with the tasks.

    `sure` says that the tasks go with no other origin, whatever people are named.
    """

    tasks: tuple[Task, ...]
    origin: Origin | None
    usual_origin: Origin | None
    sure: bool


class _TaskRow(NamedTuple):
    task: Task
    origin: Origin | None
    sure: bool
    said: tuple[re.Pattern[str], ...]


class _OriginRow(NamedTuple):
    origin: Origin
    url: str | None
    said: tuple[re.Pattern[str], ...]


def deeds(text: str, urls: Mapping[str, str]) -> Deeds:
    """Read tasks and origin out of a text whose links are masked."""
    early, text = _tasks(text, "early")
    origin, text = _origin(text, urls)
    late, text = _tasks(text, "late")
    rows = (*early, *late)
    named = {row.task for row in rows}
    usual = next((row for row in rows if row.origin), None)
    ordered = tuple(task for task in Task if task in named)
    return Deeds(ordered, origin, usual and usual.origin, sure=usual is not None and usual.sure)


def _tasks(text: str, part: str) -> tuple[list[_TaskRow], str]:
    found: list[_TaskRow] = []
    for row in _task_rows()[part]:
        rest = _taken(text, row.said)
        if rest != text:
            found.append(row)
            text = rest
    return found, text


def _origin(text: str, urls: Mapping[str, str]) -> tuple[Origin | None, str]:
    for row in _origin_rows():
        rest = _taken(text, row.said)
        if rest != text:
            return row.origin, rest
    return next((row.origin for row in _origin_rows() if row.url in urls), None), text


def _taken(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    for pattern in patterns:
        text = pattern.sub(_GAP, text)
    return text


@cache
def _task_rows() -> dict[str, tuple[_TaskRow, ...]]:
    return {part: tuple(_task_row(row) for row in rows) for part, rows in table("tasks").items()}


def _task_row(row: dict[str, Any]) -> _TaskRow:
    origin = row.get("origin")
    return _TaskRow(
        Task(row["task"]), Origin(origin) if origin else None, row.get("sure", False), compiled(row["said"])
    )


@cache
def _origin_rows() -> tuple[_OriginRow, ...]:
    return tuple(
        _OriginRow(Origin(row["origin"]), row.get("url"), compiled(row["said"])) for row in table("origins")
    )
