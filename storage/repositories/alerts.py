"""What people are alerted to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select

from storage.models import Alert, AlertKind
from storage.repositories.base import Repository


class Alerts(Repository):
    """The workspace's alerts by key."""

    async def raise_one(self, row: Mapping[str, Any]) -> bool:
        """Keep an alert (its columns by name); false when its key was raised before."""
        return await self._insert_new(Alert, [{"workspace": self.workspace, **row}]) == 1

    async def get(self, key: str) -> Alert | None:
        return await self.session.scalar(self._all().where(Alert.key == key))

    async def lock(self, key: str) -> Alert | None:
        """The alert, for change: others wait until this transaction ends."""
        statement = self._all().where(Alert.key == key).with_for_update()
        return await self.session.scalar(statement, execution_options={"populate_existing": True})

    async def newest(self, owner: str, kind: AlertKind) -> Alert | None:
        """The newest of this kind that was raised for a person."""
        of_kind = self._all().where(Alert.owner == owner, Alert.kind == kind)
        return await self.session.scalar(of_kind.order_by(Alert.raised_at.desc(), Alert.key).limit(1))

    def _all(self) -> Select[Alert]:
        return select(Alert).where(Alert.workspace == self.workspace)
