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

    async def lock(self, question_id: str) -> Question | None:
        """The question, for change: others wait until this transaction ends."""
        return await self.session.scalar(
            select(Question)
            .where(Question.workspace == self.workspace, Question.id == question_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )

    async def newest_in_thread(self, channel: str, thread_ts: str) -> Question | None:
        return await self.session.scalar(
            select(Question)
            .where(
                Question.workspace == self.workspace,
                Question.channel == channel,
                Question.thread_ts == thread_ts,
            )
            .order_by(Question.asked_at.desc(), Question.id)
            .limit(1)
        )
