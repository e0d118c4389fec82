"""Turns of conversations."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select

from storage.models import Turn, TurnStatus, TurnVerdict
from storage.repositories.base import Repository


class Turns(Repository):
    """The workspace's turns, person by person."""

    def add(self, turn: Turn) -> None:
        self.session.add(turn)

    async def get(self, turn_id: str) -> Turn | None:
        return await self.session.scalar(self._all().where(Turn.id == turn_id))

    async def lock(self, turn_id: str) -> Turn | None:
        """The turn, for change: others wait until this transaction ends."""
        statement = self._all().where(Turn.id == turn_id).with_for_update()
        return await self.session.scalar(statement, execution_options={"populate_existing": True})

    async def recent(self, author: str, channel: str, limit: int) -> Sequence[Turn]:
        """A person's newest turns in a conversation that came to something, newest first."""
        found = await self.session.scalars(
            self._all()
            .where(Turn.author == author, Turn.channel == channel, Turn.status == TurnStatus.DONE)
            .order_by(Turn.asked_at.desc(), Turn.ts.desc(), Turn.id)
            .limit(limit)
        )
        return found.all()

    async def in_thread(self, author: str, channel: str, thread_ts: str, limit: int) -> Sequence[Turn]:
        """A person's newest turns in a thread that came to something, newest first."""
        found = await self.session.scalars(
            self._all()
            .where(Turn.author == author, Turn.channel == channel, Turn.thread_ts == thread_ts)
            .where(Turn.status == TurnStatus.DONE)
            .order_by(Turn.asked_at.desc(), Turn.ts.desc(), Turn.id)
            .limit(limit)
        )
        return found.all()

    async def newest_in_thread(self, channel: str, thread_ts: str) -> Turn | None:
        """The newest turn of a thread that came to something, whoever spoke."""
        return await self.session.scalar(
            self._all()
            .where(Turn.channel == channel, Turn.thread_ts == thread_ts, Turn.status == TurnStatus.DONE)
            .order_by(Turn.asked_at.desc(), Turn.ts.desc(), Turn.id)
            .limit(1)
        )

    async def judged(self, author: str, words: str) -> Turn | None:
        """The newest turn of these words of whose meaning this person has said something."""
        return await self.session.scalar(
            self._all()
            .where(Turn.author == author, Turn.words == words, Turn.verdict != TurnVerdict.NONE)
            .order_by(Turn.asked_at.desc(), Turn.ts.desc(), Turn.id)
            .limit(1)
        )

    def _all(self) -> Select[Turn]:
        return select(Turn).where(Turn.workspace == self.workspace)
