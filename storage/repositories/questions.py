"""Questions that were asked, thread by thread."""

from __future__ import annotations

from sqlalchemy import select

from storage.models import Question
from storage.repositories.base import Repository


class Questions(Repository):
    """The workspace's questions."""

    def add(self, question: Question) -> None:
        self.session.add(question)

    async def get(self, question_id: str) -> Question | None:
        return await self.session.scalar(
            select(Question).where(Question.workspace == self.workspace, Question.id == question_id)
        )
