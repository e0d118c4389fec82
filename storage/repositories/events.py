"""Deliveries taken."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CursorResult, null

from storage.models import Event
from storage.models.event import keyed
from storage.repositories.base import COUNTED, Repository


class Events(Repository):
    """What was delivered, by key."""

    async def claim(self, key: str, at: datetime) -> bool:
        """Take a delivery, one that waits in the letterbox as well; false when it was taken before."""
        row = {"key": keyed(self.workspace, key), "received_at": at}
        statement = self._insert(Event, [row]).on_conflict_do_update(
            index_elements=[Event.key], set_={"letter": null()}, where=Event.letter.is_not(None)
        )
        result = await self.session.execute(statement, execution_options=COUNTED)
        return isinstance(result, CursorResult) and result.rowcount == 1
