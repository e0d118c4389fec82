"""A migrated store, once on each kind of database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.migrations import migrate
from storage.store import Store


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = Store.at(database_url)
    await migrate(opened.engine)
    yield opened
    await opened.close()
