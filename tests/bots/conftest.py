"""Two bots that share no code with Leadsmith, at work on a local Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import Options, Sandbox
from tests.bots.driver import PATIENCE, Driver, driven, eventually, free_port, program, reached

Office = tuple[Sandbox, Driver]


def patient(request_url: str | None = None) -> Sandbox:
    """A Slack that waits for a busy machine."""
    options = Options(request_url=request_url, ack_seconds=PATIENCE, trigger_seconds=PATIENCE)
    return Sandbox(options=options)


@pytest.fixture
async def lunch() -> AsyncIterator[Office]:
    """The lunch bot, connected by Socket Mode."""
    async with patient() as sandbox, driven(sandbox) as driver, program("lunch_bot.py", sandbox):
        await eventually(lambda: reached(sandbox))
        yield sandbox, driver
        await sandbox.idle()


@pytest.fixture
async def desk() -> AsyncIterator[Office]:
    """The help desk, reached by HTTP at a request URL that it has verified."""
    port = free_port()
    async with (
        patient(f"http://127.0.0.1:{port}/slack/events") as sandbox,
        driven(sandbox) as driver,
        program("desk_bot.py", sandbox, PORT=str(port)),
    ):
        await eventually(lambda: reached(sandbox))
        yield sandbox, driver
        await sandbox.idle()
