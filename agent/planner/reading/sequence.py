"""The order of tasks that a text insists on: "first like, then connect", "after visiting, follow"."""

from __future__ import annotations

import re

from agent.planner.reading.completing import READS
from agent.planner.reading.deeds import deeds
from agent.planner.work import Stage, Task

_THEN = re.compile(
    r"\b(?:(?:and|but|only) )?(?:then|afterwards?|after (?:that|this|which)|later(?: on)?"
    r"|subsequently|finally|thereafter"
    r"|(?:once|when|after|as soon as) (?:that|this|it|all (?:that|of that))(?:['’]s| is| has been| was)?"
    r" (?:done|finished|complete[d]?|over|through)"
    r"|before (?=\w+ing\b)|dann|danach|anschließend|puis|ensuite|après|luego|después|finalmente)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?P<last>.+?)\b(?:once you have|after) (?P<first>\w+ing\b.+)", re.IGNORECASE)
_BEFORE = re.compile(
    r"^\W*before (?!anything|everything|all else)(?P<last>[^,]+), ?(?P<first>.+)", re.IGNORECASE
)

_PREPARING = frozenset({Task.COMPANY_DATA, Task.COMPANY_URL, Task.DOMAIN})
"""What is read of companies before their people are found."""


def sequence(text: str) -> tuple[Task, ...]:
    """The tasks in the order insisted on; nothing where the text leaves the order open."""
    named = [task for part in _parts(text) for task in _told(part)]
    once = tuple(dict.fromkeys(named))
    if len(once) < 2:  # noqa: PLR2004 - an order needs two
        return ()
    before_finding = once[: once.index(Task.FIND)] if Task.FIND in once else ()
    if before_finding and _PREPARING.issuperset(before_finding):
        return once
    return tuple(sorted(once, key=lambda task: list(Stage).index(task.stage)))


def _parts(text: str) -> list[str]:
    """The text cut where the next thing begins, in the order of doing."""
    for turned in (_BEFORE.match(text), _AFTER.match(text)):
        if turned:
            return [turned["first"], turned["last"]]
    parts = _THEN.split(text)
    return parts if len(parts) > 1 else []


def _told(part: str) -> tuple[Task, ...]:
    """What a part tells to do. A verb like "get" is said of anything, so that finding gives way."""
    done = deeds(part, {})
    others = tuple(task for task in done.tasks if task is not Task.FIND)
    reads = READS.get(done.origin) if done.origin and not done.weak else None
    return others or ((reads,) if reads else done.tasks)
