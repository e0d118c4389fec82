"""What a goal wants done, and from where: the rows of tasks.yaml and origins.yaml, most specific first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from agent.planner.reading.data import compiled, table
from agent.planner.work import Origin, Task

_GAP = " | "
_PUT = re.compile(
    r"(?:\b(?:and|then)|,) (?:then )?(?:write|put|add|save|update|push|sync|load|store|send|log) "
    r""
    r"(?:(?:it|them|those|this|that|all|everything|each|everyone|everybody|the (?:whole )?lot)"
    r"(?: of (?:it|them|those|these))?)\s*$",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(r"\b(?:everybody|everyone|anybody|anyone|whoever|who|personnel)\b", re.IGNORECASE)
_MY_CONTACTS = re.compile(r"\b(?:my|our) contacts\b", re.IGNORECASE)


class Deeds(NamedTuple):
    """The tasks named, in order of work, the origin named, and the one that goes with the tasks.

    `sure` says that the tasks go with no other origin, whatever people are named; `weak` that the origin
    named gives way to people of a title, `linked` that only a link names it, `keeps` that the tasks keep
    to their own in spite of a link, `crowd` that followers, members and the like
    are meant, whom nobody has at hand, `everybody` that "everybody" is said.
    """

    tasks: tuple[Task, ...]
    origin: Origin | None
    usual_origin: Origin | None
    sure: bool
    weak: bool
    linked: bool
    keeps: bool
    crowd: bool
    everybody: bool


class _TaskRow(NamedTuple):
    task: Task
    origin: Origin | None
    sure: bool
    keeps: bool
    said: tuple[re.Pattern[str], ...]


class _OriginRow(NamedTuple):
    origin: Origin
    url: str | None
    weak: bool
    link_first: bool
    shapes: frozenset[str]
    said: tuple[re.Pattern[str], ...]


def deeds(text: str, urls: Mapping[str, str]) -> Deeds:
    """Read tasks and origin out of a text whose links are masked."""
    crowd = any(pattern.search(text) for pattern in compiled(table("limits")["crowd"]))
    everybody = _EVERYBODY.search(text) is not None
    early, text = _tasks(text, "early")
    worded, text = _worded(text, urls)
    by_link = next((row for row in _origin_rows() if row.url in urls), None)
    linked = by_link is not None and _gives_way(worded, by_link)
    late, _ = _tasks(text, "late")
    return _summed_up(
        (*early, *late), by_link if linked else worded, linked=linked, crowd=crowd, everybody=everybody
    )


def _gives_way(worded: _OriginRow | None, by_link: _OriginRow) -> bool:
    """Whether a link says better than the words where people come from ("this list" and its address)."""
    return worded is None or worded.weak or (by_link.link_first and worded.origin is Origin.PROFILES)


def _summed_up(
    rows: Sequence[_TaskRow], origin: _OriginRow | None, *, linked: bool, crowd: bool, everybody: bool
) -> Deeds:
    named = {row.task for row in rows}
    usual = next((row for row in rows if row.origin), None)
    return Deeds(
        tasks=tuple(task for task in Task if task in named),
        origin=origin and origin.origin,
        usual_origin=usual and usual.origin,
        sure=usual is not None and usual.sure,
        weak=origin is not None and origin.weak,
        linked=linked,
        keeps=usual is not None and usual.keeps,
        crowd=crowd,
        everybody=everybody,
    )


def _tasks(text: str, part: str) -> tuple[list[_TaskRow], str]:
    found: list[_TaskRow] = []
    for row in _task_rows()[part]:
        rest = _taken(text, row.said)
        if rest != text:
            found.append(row)
            text = rest
    return found, text


def _worded(text: str, urls: Mapping[str, str]) -> tuple[_OriginRow | None, str]:
    """The first row whose words are there, and the text without them. A weak one's words are left.

    What is said of a link ("everyone in @url") is true only where a link of that shape is there.
    """
    for row in _origin_rows():
        if row.shapes and urls and row.shapes.isdisjoint(urls):
            rest = _taken(text, row.said, but="@url")
        else:
            rest = _taken(text, row.said)
        if rest != text:
            return row, text if row.weak else rest
    return None, text


def _taken(text: str, patterns: Iterable[re.Pattern[str]], but: str | None = None) -> str:
    """The text without what the patterns find, unless that has `but` in it."""

    def left(found: re.Match[str]) -> str:
        return found[0] if but and but in found[0] else _left(found)

    for pattern in patterns:
        text = pattern.sub(left, text)
    return text


def _left(found: re.Match[str]) -> str:
    """What stays of a phrase: the people in it, who may be an origin. Who can be invited is connected."""
    who = found.groupdict().get("who") or ""
    return f"{_GAP}{_MY_CONTACTS.sub('my connections', _PUT.sub('', who))}{_GAP}"


@cache
def _task_rows() -> dict[str, tuple[_TaskRow, ...]]:
    return {part: tuple(_task_row(row) for row in rows) for part, rows in table("tasks").items()}


def _task_row(row: dict[str, Any]) -> _TaskRow:
    origin = row.get("origin")
    return _TaskRow(
        task=Task(row["task"]),
        origin=Origin(origin) if origin else None,
        sure=row.get("sure", False),
        keeps=row.get("keeps", False),
        said=compiled(row["said"]),
    )


@cache
def _origin_rows() -> tuple[_OriginRow, ...]:
    return tuple(
        _OriginRow(
            origin=Origin(row["origin"]),
            url=row.get("url"),
            weak=row.get("weak", False),
            link_first=row.get("link_first", False),
            shapes=frozenset(row.get("shapes", filter(None, [row.get("url")]))),
            said=compiled(row["said"]),
        )
        for row in table("origins")
    )
