"""Priority lists."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from storage.models import Lead, Priority, PriorityStatus
from storage.repositories.base import Repository

Listed = tuple[Priority, Lead | None]


class Priorities(Repository):
    """People's priority lists. Who changes a list locks its owner's row first (`People.lock`)."""

    async def of(self, owner: str, status: PriorityStatus = PriorityStatus.OPEN) -> Sequence[Listed]:
        """A person's list in its order, each entry with its lead if it is one."""
        lead = aliased(Lead)
        found = await self.session.execute(
            select(Priority, lead)
            .outerjoin(lead, (lead.id == Priority.lead_id) & (lead.workspace == self.workspace))
            .where(Priority.workspace == self.workspace, Priority.owner == owner, Priority.status == status)
            .order_by(Priority.position, Priority.id)
        )
        return [(row, of_row) for row, of_row in found]

    async def get(self, owner: str, priority_id: str) -> Priority | None:
        """One entry of a person's own list."""
        return await self.session.scalar(
            select(Priority).where(
                Priority.workspace == self.workspace, Priority.owner == owner, Priority.id == priority_id
            )
        )

    async def with_lead(self, owner: str, lead_id: str) -> Priority | None:
        return await self.session.scalar(
            select(Priority).where(
                Priority.workspace == self.workspace, Priority.owner == owner, Priority.lead_id == lead_id
            )
        )

    def add(self, entry: Priority) -> None:
        self.session.add(entry)

    async def remove(self, owner: str, priority_id: str) -> bool:
        row = await self.get(owner, priority_id)
        if row is not None:
            await self.session.delete(row)
        return row is not None
