"""A workshop whose contact providers are the fictional market's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.market.providers.server import ProviderServer
from tests.workshop import Workshop, workshop_at


@pytest.fixture
async def server() -> AsyncIterator[ProviderServer]:
    async with ProviderServer() as running:
        yield running


@pytest.fixture
async def workshop(server: ProviderServer, tmp_path: Path) -> AsyncIterator[Workshop]:
    async with workshop_at(tmp_path, urls=server.urls) as opened:
        yield opened
