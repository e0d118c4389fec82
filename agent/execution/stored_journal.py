"""The mock executor's memory in the database, so that it outlives the process as a vendor's does."""

from __future__ import annotations

from datetime import datetime

from agent.errors import NotFoundError
from agent.execution.executor import Launch
from agent.execution.journal import Record
from agent.execution.pace import Fault
from storage.store import Store

VENDOR = "simulation"
"""A vendor's memory knows no workspace; its transactions name this one."""


class StoredJournal:
    """Launches in the table `ls_simulated_launch`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, record: Record) -> Record:
        async with self._store.transaction(VENDOR) as repos:
            await repos.simulated.add(
                {
                    "key": record.launch.key,
                    "container": record.container,
                    "document": record.launch.model_dump_json(),
                    "failure": str(record.fault) if record.fault else None,
                    "launched_at": record.launched_at,
                }
            )
        return await self.get(record.container)

    async def get(self, container: str) -> Record:
        async with self._store.reading(VENDOR) as repos:
            row = await repos.simulated.get(container)
        if row is None:
            raise NotFoundError(f"There is no launch {container}.")
        return Record(
            container=row.container,
            launch=Launch.model_validate_json(row.document),
            launched_at=row.launched_at,
            fault=Fault.parse(row.failure) if row.failure else None,
            stopped_at=row.stopped_at,
        )

    async def stop(self, container: str, at: datetime) -> None:
        async with self._store.transaction(VENDOR) as repos:
            row = await repos.simulated.get(container)
            if row is None:
                raise NotFoundError(f"There is no launch {container}.")
            row.stopped_at = row.stopped_at or at
