"""What the end-to-end tests share: one loop a module, and an undisturbed talk to compare with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.talk import Talk, talk_through, talking_office


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def calm(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    """A whole talk that nothing disturbs."""
    folder: Path = tmp_path_factory.mktemp("calm")
    async with talking_office(folder, f"sqlite:///{folder}/leadsmith.db") as office:
        return await talk_through(office)
