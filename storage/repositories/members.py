"""Roles that were given, and what the workspace has settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from storage.models import Member, Workspace
from storage.repositories.base import Repository


class Members(Repository):
    """The workspace's people whose role was settled here, and its settings."""

    async def get(self, user: str) -> Member | None:
        return await self.session.get(Member, (self.workspace, user), populate_existing=True)

    async def all(self) -> Sequence[Member]:
        """Everybody who was given a role, those of the latest first."""
        found = await self.session.scalars(
            select(Member)
            .where(Member.workspace == self.workspace)
            .order_by(Member.given_at.desc(), Member.user)
        )
        return found.all()

    def add(self, member: Member) -> None:
        self.session.add(member)

    async def remove(self, user: str) -> bool:
        row = await self.get(user)
        if row is not None:
            await self.session.delete(row)
        return row is not None

    async def settings(self) -> Workspace | None:
        return await self.session.get(Workspace, self.workspace, populate_existing=True)

    async def lock_settings(self, at: datetime) -> Workspace:
        """The settings, for change: others who change settings or roles wait until this transaction ends."""
        row = {"workspace": self.workspace, "document": {}, "updated_at": at}
        await self._insert_new(Workspace, [row])
        locked = await self.session.scalars(
            select(Workspace)
            .where(Workspace.workspace == self.workspace)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return locked.one()
