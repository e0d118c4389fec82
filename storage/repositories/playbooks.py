"""Playbooks with the plans that they keep."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from storage.models import PlanVersion, Playbook
from storage.repositories.base import Repository

MOST = 100
"""As many of the newest are looked at; nobody reads a longer list."""
Kept = tuple[Playbook, PlanVersion]


class Playbooks(Repository):
    """The workspace's playbooks."""

    def add(self, playbook: Playbook) -> None:
        self.session.add(playbook)

    async def get(self, plan_id: str) -> Kept | None:
        found = await self.session.execute(self._all().where(Playbook.plan_id == plan_id))
        return found.first()

    async def visible(self, user: str, limit: int = MOST) -> Sequence[Kept]:
        """A person's own playbooks and the shared ones, those that were used last first."""
        found = await self.session.execute(
            self._all()
            .where(or_(Playbook.owner == user, Playbook.shared))
            .order_by(Playbook.used_at.desc(), Playbook.plan_id)
            .limit(limit)
        )
        return found.all()

    async def remove(self, plan_id: str) -> bool:
        kept = await self.get(plan_id)
        if kept is not None:
            await self.session.delete(kept[0])
        return kept is not None

    def _all(self) -> Select[Playbook, PlanVersion]:
        approved = (PlanVersion.plan_id == Playbook.plan_id) & (PlanVersion.number == Playbook.plan_version)
        return (
            select(Playbook, PlanVersion)
            .join(PlanVersion, approved)
            .where(Playbook.workspace == self.workspace)
        )
