"""Clicks and submissions that were taken already."""

from __future__ import annotations

from agent.clock import Clock
from storage.store import Store


class Deliveries:
    """Remembers what was delivered, since Slack may deliver it again."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def first(self, workspace: str, key: str) -> bool:
        """Take a delivery; false when it was taken before."""
        async with self._store.transaction(workspace) as repos:
            return await repos.events.claim(key, self._clock.now())
