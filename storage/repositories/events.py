"""Deliveries taken."""

from __future__ import annotations

from datetime import datetime

from storage.models import Event
from storage.repositories.base import Repository


class Events(Repository):
    """What was delivered, by key."""

    async def claim(self, key: str, at: datetime) -> bool:
        """Take a delivery; false when it was taken before."""
        keyed = f"{self.workspace}:{key}"
        return await self._insert_new(Event, [{"key": keyed, "received_at": at}]) == 1
