"""What the simulated PhantomBuster remembers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from storage.models import SimulatedLaunch
from storage.repositories.base import Repository


class SimulatedLaunches(Repository):
    """Launches by container. A vendor's memory: it knows no workspace."""

    async def add(self, values: Mapping[str, Any]) -> None:
        """Remember a launch; one with the same key stays as it was."""
        await self._insert_new(SimulatedLaunch, [values])

    async def get(self, container: str) -> SimulatedLaunch | None:
        return await self.session.scalar(
            select(SimulatedLaunch).where(SimulatedLaunch.container == container)
        )
