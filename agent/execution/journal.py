"""What the mock executor remembers of its launches, as the vendor would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from agent.errors import NotFoundError
from agent.execution.executor import Launch
from agent.execution.pace import Fault


@dataclass(frozen=True)
class Record:
    """One launch: when it began, how it is going to fail, if at all, and when it was stopped, if it was."""

    container: str
    launch: Launch
    launched_at: datetime
    fault: Fault | None = None
    stopped_at: datetime | None = None


class Journal(Protocol):
    """Launches by key and by container."""

    async def add(self, record: Record) -> Record:
        """Remember a launch, or return the one that already has its key."""
        ...

    async def get(self, container: str) -> Record:
        """The launch of a container; `NotFoundError` when there is none."""
        ...

    async def stop(self, container: str, at: datetime) -> None:
        """Note that it was stopped; the first time counts."""
        ...


def container_of(key: str) -> str:
    """A container's id: the same for the same key, and telling nothing of it."""
    return str(int(sha256(key.encode()).hexdigest()[:13], 16))


class MemoryJournal:
    """A journal that lasts as long as the process."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}

    async def add(self, record: Record) -> Record:
        return self._records.setdefault(record.container, record)

    async def get(self, container: str) -> Record:
        if container not in self._records:
            raise NotFoundError(f"There is no launch {container}.")
        return self._records[container]

    async def stop(self, container: str, at: datetime) -> None:
        record = await self.get(container)
        if record.stopped_at is None:
            self._records[container] = replace(record, stopped_at=at)
