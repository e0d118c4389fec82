"""The people that tests work with keep the contracts of the real ones."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.contracts.actors import ActorsContract
from tests.contracts.zones import TimeZonesContract
from tests.workshop import Everybody, EverybodyIn


class TestEverybodyInOneZone(TimeZonesContract):
    def knowing(self, name: str | None) -> EverybodyIn:
        return EverybodyIn(name)


class TestEverybodyARep(ActorsContract):
    @asynccontextmanager
    async def knowing(self) -> AsyncIterator[Everybody]:
        yield Everybody()
