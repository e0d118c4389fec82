"""The audit trail."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from storage.models import AuditEntry
from storage.repositories.base import Repository


class Audit(Repository):
    """What was done in the workspace. Entries are added, never changed."""

    def add(self, entry: AuditEntry) -> None:
        self.session.add(entry)

    async def page(self, limit: int, offset: int = 0) -> Sequence[AuditEntry]:
        """Entries, newest first."""
        found = await self.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.workspace == self.workspace)
            .order_by(AuditEntry.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return found.all()

    async def count(self) -> int:
        counted = select(func.count()).select_from(AuditEntry).where(AuditEntry.workspace == self.workspace)
        return await self.session.scalar(counted) or 0
