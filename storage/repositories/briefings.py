"""Briefings that people were given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select

from storage.models import Briefing
from storage.repositories.base import Repository


class Briefings(Repository):
    """The workspace's briefings."""

    async def keep(self, row: Mapping[str, Any]) -> None:
        """Keep a briefing (its columns by name); one that is there already stays as it is."""
        await self._insert_new(Briefing, [{"workspace": self.workspace, **row}])

    async def get(self, briefing_id: str) -> Briefing | None:
        return await self.session.scalar(self._all().where(Briefing.id == briefing_id))

    async def lock(self, briefing_id: str) -> Briefing | None:
        """The briefing, for change: others wait until this transaction ends."""
        statement = self._all().where(Briefing.id == briefing_id).with_for_update()
        return await self.session.scalar(statement, execution_options={"populate_existing": True})

    async def newest(self, owner: str, channel: str, *, told: bool = False) -> Briefing | None:
        """The newest that a person was given in this channel; on demand, of those that count as told."""
        found = self._all().where(Briefing.owner == owner, Briefing.channel == channel)
        if told:
            found = found.where(Briefing.snoozed_until.is_(None))
        return await self.session.scalar(found.order_by(Briefing.at.desc(), Briefing.id).limit(1))

    def _all(self) -> Select[Briefing]:
        return select(Briefing).where(Briefing.workspace == self.workspace)
