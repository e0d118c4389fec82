"""A migrated store, once on each kind of database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.store import Store
from tests.migrated import newest_store


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await newest_store(database_url)
    yield opened
    await opened.close()
