"""Labelled questions: what each should be read as, and how many are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from agent.planner.phantom import Frozen
from agent.questions.query import LeadQuery, Query, Reading
from agent.questions.read import SURE, read
from agent.questions.refine import refine
from agent.tables import shipped

Part = Literal["tuned", "reported"]
ANY = "*"
"""Stands for a value that only has to be there."""


class LabelledQuestion(Frozen):
    """One question with its label, as questions.yaml explains it."""

    ask: str
    after: str | None = None
    leads: dict[str, Any] | None = None
    figures: dict[str, Any] | None = None
    unsure: bool = False
    goal: bool = False


def labelled_questions(part: Part) -> tuple[LabelledQuestion, ...]:
    """The questions of one part."""
    table = shipped(__package__, "questions.yaml")
    return tuple(LabelledQuestion.model_validate(each) for each in table[part])


@dataclass(frozen=True)
class Verdict:
    """What a question was read as, and whether that is right."""

    question: LabelledQuestion
    reading: Reading | None
    right: bool

    @property
    def surely_wrong(self) -> bool:
        """Whether a wrong reading would be answered without asking."""
        return not self.right and self.reading is not None and self.reading.confidence >= SURE


def judged(questions: Sequence[LabelledQuestion]) -> tuple[Verdict, ...]:
    """Every question with what it is read as."""
    readings = [(each, _read(each)) for each in questions]
    return tuple(Verdict(each, reading, _is_right(each, reading)) for each, reading in readings)


def _read(question: LabelledQuestion) -> Reading | None:
    last = read(question.after) if question.after else None
    return refine(last.query, question.ask) if last else read(question.ask)


def _is_right(question: LabelledQuestion, reading: Reading | None) -> bool:
    if question.goal:
        return reading is None
    if reading is None or (reading.confidence < SURE) is not question.unsure:
        return False
    if question.unsure:
        return True
    wanted = question.leads if isinstance(reading.query, LeadQuery) else question.figures
    return wanted is not None and _same(wanted, said_by(reading.query))


def _same(wanted: dict[str, Any], got: dict[str, Any]) -> bool:
    return wanted.keys() == got.keys() and all(value in (ANY, got[name]) for name, value in wanted.items())


def said_by(query: Query) -> dict[str, Any]:
    """A query as far as it differs from an empty one, its time in words."""
    said = query.model_dump(mode="json", exclude_defaults=True)
    return said | ({"span": str(query.span)} if "span" in said else {})
