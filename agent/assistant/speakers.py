"""Who speaks: what they are in their workspace, and where on earth. Asked for before anything is locked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from agent.roles import Actor
from agent.scheduling.proposal import Zone


class TimeZones(Protocol):
    """Knows the time zones of people. It may take its time; it does not fail."""

    async def of(self, user: str) -> Zone: ...


class Actors(Protocol):
    """Knows what people are in their workspace. It may take its time; it does not fail over Slack."""

    async def of(self, workspace: str, user: str) -> Actor: ...


@dataclass(frozen=True)
class Speaker:
    """A person as a message is read and done for them."""

    actor: Actor
    zone: Zone


@dataclass(frozen=True)
class Speakers:
    """Knows both of a person."""

    actors: Actors
    zones: TimeZones

    async def of(self, workspace: str, user: str) -> Speaker:
        return Speaker(await self.actors.of(workspace, user), await self.zones.of(user))
