"""Offices for the tests of the bot: one for many tests, and a maker of others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from tests.support import FixedPlanner, Office, office_at


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One event loop a module, so that an office can outlive a test."""
    return "asyncio"


@pytest.fixture(scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    """One Leadsmith for a module: each test has threads of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agent.durable.POLL_SECONDS", 0.15)
        async with office_at(tmp_path_factory.mktemp("office")) as office:
            yield office


@pytest.fixture
def office(shared: Office) -> Office:
    """The office, with nothing set to fail and no modal left open."""
    shared.failures.clear()
    for user in shared.sandbox.slack.users:
        shared.sandbox.slack.views.clear(user)
    shared.sandbox.violations.clear()
    return shared


@pytest.fixture(autouse=True)
def quick_queues(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queues that are looked at often, so that a test waits less."""
    monkeypatch.setattr("agent.durable.POLL_SECONDS", 0.15)


@pytest.fixture
def plan_as(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make every goal of this test a plan of the phantoms that are named."""

    def fix(*scripts: str) -> None:
        monkeypatch.setattr(office.services.planning, "_planner", FixedPlanner(*scripts))

    return fix
