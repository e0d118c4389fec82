"""What a question is answered with: values that a surface shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.errors import NotFoundError
from agent.leads.service import LeadLine
from agent.questions.query import Figures, LeadQuery, Reading, What
from storage.models import Question


@dataclass(frozen=True)
class QuestionCard:
    """A question as it was asked and understood."""

    id: str
    workspace: str
    author: str
    channel: str
    thread_ts: str
    ts: str
    text: str
    reading: Reading
    asked_at: datetime

    @property
    def is_report(self) -> bool:
        """Whether nobody wrote it just now: it is asked at its times."""
        return not self.ts


def card_of(row: Question | None) -> QuestionCard:
    """The question of a row."""
    if row is None:
        raise NotFoundError("I don't have that question any more. Ask me again.")
    return QuestionCard(
        id=row.id,
        workspace=row.workspace,
        author=row.author,
        channel=row.channel,
        thread_ts=row.thread_ts,
        ts=row.ts,
        text=row.text,
        reading=Reading.model_validate(row.document),
        asked_at=row.asked_at,
    )


@dataclass(frozen=True)
class Wider:
    """A part of the question that could be left out, and how many leads there would be."""

    without: str
    people: int


@dataclass(frozen=True)
class LeadsAnswer:
    """Some leads: how many there are, and one page of them.

    `people` is at most the limit that was asked for; `found` is how many there are without it.
    """

    query: LeadQuery
    people: int
    found: int
    emails: int
    lines: Sequence[LeadLine]
    page: int
    pages: int
    wider: Sequence[Wider] = ()


@dataclass(frozen=True)
class Group:
    """How many leads are of one company, place and the like; without a name, nothing is known of it."""

    name: str | None
    people: int


@dataclass(frozen=True)
class GroupsAnswer:
    """Leads counted by something: the biggest groups, and how many there are in all."""

    query: LeadQuery
    people: int
    groups: Sequence[Group]
    group_count: int
    wider: Sequence[Wider] = ()


@dataclass(frozen=True)
class FiguresAnswer:
    """Numbers and their course. `states` tells where plans and runs stand."""

    query: Figures
    numbers: Mapping[What, int]
    emails: int
    states: Mapping[What, Mapping[str, int]]
    labels: Sequence[str]
    series: Mapping[What, Sequence[int]]


Answer = LeadsAnswer | GroupsAnswer | FiguresAnswer


@dataclass(frozen=True)
class CsvFile:
    """An answer as a file; `people` may be more than it holds, whose ids are `leads`."""

    name: str
    text: str
    rows: int
    people: int
    leads: tuple[str, ...] = ()
