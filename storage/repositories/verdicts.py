"""What people said of answers and plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from storage.models import Opinion, Verdict
from storage.repositories.base import Repository


class Verdicts(Repository):
    """The workspace's verdicts."""

    async def put(self, kind: str, about: str, person: str, opinion: Opinion, at: datetime) -> None:
        """Keep a verdict; a newer one of the same person replaces it."""
        row = {
            "workspace": self.workspace,
            "kind": kind,
            "about": about,
            "person": person,
            "opinion": opinion,
            "at": at,
        }
        await self._insert_newest(Verdict, [row], age=Verdict.at)

    async def counts(self) -> Sequence[tuple[str, Opinion, int]]:
        """How many there are of each opinion on each kind of thing."""
        found = await self.session.execute(
            select(Verdict.kind, Verdict.opinion, func.count())
            .where(Verdict.workspace == self.workspace)
            .group_by(Verdict.kind, Verdict.opinion)
            .order_by(Verdict.kind, Verdict.opinion)
        )
        return [(kind, opinion, number) for kind, opinion, number in found]

    async def newest(self, opinion: Opinion, limit: int) -> Sequence[Verdict]:
        """The newest verdicts of one opinion."""
        found = await self.session.scalars(
            select(Verdict)
            .where(Verdict.workspace == self.workspace, Verdict.opinion == opinion)
            .order_by(Verdict.at.desc(), Verdict.kind, Verdict.about)
            .limit(limit)
        )
        return found.all()
