"""What is known of people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.models import Person
from storage.repositories.base import Repository


class People(Repository):
    """The workspace's people, each by their own id."""

    async def get(self, user: str) -> Person | None:
        return await self.session.get(Person, (self.workspace, user), populate_existing=True)

    async def lock(self, user: str, at: datetime) -> Person:
        """A person's row, made if need be, for change: others wait until this transaction ends."""
        row = {"workspace": self.workspace, "user": user, "document": {}, "updated_at": at}
        await self._insert_new(Person, [row])
        locked = await self.session.scalars(
            select(Person)
            .where(Person.workspace == self.workspace, Person.user == user)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return locked.one()
