"""Where a question stands, and the one function that moves it."""

from __future__ import annotations

from collections.abc import Mapping

from agent.errors import StaleError
from storage.models import Question, QuestionStatus

NEXT: Mapping[QuestionStatus, frozenset[QuestionStatus]] = {
    QuestionStatus.UNSURE: frozenset(
        {QuestionStatus.ANSWERED, QuestionStatus.PLANNED, QuestionStatus.DROPPED}
    ),
    QuestionStatus.ANSWERED: frozenset(),
    QuestionStatus.PLANNED: frozenset(),
    QuestionStatus.DROPPED: frozenset(),
}


def move(question: Question, to: QuestionStatus) -> None:
    """Say what an unsure question meant, once."""
    if to not in NEXT[question.status]:
        raise StaleError("You have already said what you meant.")
    question.status = to
