"""Researches that were asked for, and the times that they were given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from storage.models import Research
from storage.repositories.base import Repository


class Researches(Repository):
    """The workspace's researches."""

    def add(self, research: Research) -> None:
        self.session.add(research)

    async def get(self, research_id: str) -> Research | None:
        return await self.session.scalar(
            select(Research)
            .where(Research.workspace == self.workspace, Research.id == research_id)
            .execution_options(populate_existing=True)
        )

    async def of_lead(self, lead_id: str) -> Sequence[Research]:
        """Every research of a lead, as it was asked for."""
        found = await self.session.scalars(
            select(Research)
            .where(Research.workspace == self.workspace, Research.lead_id == lead_id)
            .order_by(Research.asked_at, Research.id)
            .execution_options(populate_existing=True)
        )
        return found.all()

    async def latest_starts(self, since: datetime, number: int) -> Sequence[datetime]:
        """The newest times that were given, from this one on: at most so many, the newest first."""
        found = await self.session.scalars(
            select(Research.starts_at)
            .where(Research.workspace == self.workspace, Research.starts_at > since)
            .order_by(Research.starts_at.desc())
            .limit(number)
        )
        return found.all()
