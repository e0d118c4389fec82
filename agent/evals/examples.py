"""Texts with what each is about, for learning to tell goals from what is none."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from agent.evals.goals import labelled
from agent.evals.questions import labelled_questions
from agent.evals.utterances import Utterance, utterances
from agent.planner.catalogue import catalogue
from agent.tables import shipped

GOAL = "goal"
"""What may be planned, or asked about; everything else is the name of a kind of refusal."""

_FILLED = 9
"""How often a pattern is filled; one with a single gap less often, one about sites more often."""
_ONE_GAP = 5
_GAP = re.compile(r"\{(\w+)\}")
_REFUSALS = Path(__file__).with_name("refusals.yaml")
_ELSEWHERE = {"set_reminder", "preferences"}
"""Tools whose words may name goals, and which are done without a plan."""


class Example(NamedTuple):
    """A text, its kind, whether it was labelled by hand (not filled into a pattern) and is a lead goal."""

    text: str
    kind: str
    by_hand: bool = True
    lead: bool = False


def examples() -> tuple[Example, ...]:
    """Every text once, those labelled by hand first; nothing of what is only reported."""
    found = (*_goals(), *_said(), *_listed(), *_patterns())
    return tuple({example.text.lower().strip(): example for example in reversed(found)}.values())[::-1]


def _goals() -> Iterator[Example]:
    for goal in (*labelled("tuned"), *labelled(path=_REFUSALS)):
        yield Example(goal.goal, goal.refuse.value if goal.refuse else GOAL, lead=goal.is_lead)


def _said() -> Iterator[Example]:
    """What people say to do with what is there already."""
    for said in utterances("tuned"):
        if kind := _kind_of(said):
            yield Example(said.say, kind, lead=kind == GOAL)
    for asked in labelled_questions("tuned"):
        if asked.after is None and (asked.leads is not None or asked.figures is not None):
            yield Example(asked.ask, "ours")


def _kind_of(said: Utterance) -> str | None:
    """The kind of an utterance; none of one that is nothing without what was said before."""
    if said.after or said.route == "ask" or said.tool in _ELSEWHERE:
        return None
    if said.route == "talk":
        return "talk"
    return GOAL if said.tool == "plan_goal" else "ours"


def _listed() -> Iterator[Example]:
    """Short goals: those of the list, and the words that phantoms are looked for with."""
    for text in _table()["goals"]:
        yield Example(text, GOAL, lead=True)
    for phantom in catalogue():
        yield from (Example(words, GOAL) for words in phantom.words)


def _patterns() -> Iterator[Example]:
    """Patterns, each filled in some ways; the same ones every time."""
    for kind, patterns in _table()["patterns"].items():
        for pattern in patterns:
            for text in _filled(pattern, random.Random(pattern)):
                yield Example(text, kind, by_hand=False)


def _filled(pattern: str, draw: random.Random) -> Iterable[str]:
    """The pattern with words in its gaps; one about sites twice as often, since there are so many."""
    gaps = _GAP.findall(pattern)
    times = _FILLED if len(gaps) > 1 else _ONE_GAP if gaps else 1
    times *= 2 if "site" in gaps else 1
    words: dict[str, list[str]] = _table()["gaps"]
    filled = (_GAP.sub(lambda gap: draw.choice(words[gap[1]]), pattern) for _ in range(times))
    return dict.fromkeys(filled)


@cache
def _table() -> Any:
    return shipped(__package__, "subject.yaml")
