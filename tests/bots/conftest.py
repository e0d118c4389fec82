"""Two bots that share no code with Leadsmith, at work on a local Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import NotAnsweredError, Options, Sandbox
from bot.sandbox.delivery.http import RequestUrl
from tests.bots.driver import PATIENCE, Driver, driven, eventually, free_port, program

Office = tuple[Sandbox, Driver]


def patient(request_url: str | None = None) -> Sandbox:
    """A Slack that waits for a busy machine."""
    options = Options(request_url=request_url, ack_seconds=PATIENCE, trigger_seconds=PATIENCE)
    return Sandbox(options=options)


@pytest.fixture
async def lunch() -> AsyncIterator[Office]:
    """The lunch bot, connected by Socket Mode."""
    async with patient() as sandbox, driven(sandbox) as driver, program("lunch_bot.py", sandbox):

        async def connected() -> bool:
            return sandbox.slack.socket.connections > 0

        await eventually(connected)
        yield sandbox, driver
        await sandbox.idle()


@pytest.fixture
async def desk() -> AsyncIterator[Office]:
    """The help desk, reached by HTTP at a request URL that it has verified."""
    port = free_port()
    sandbox = patient(f"http://127.0.0.1:{port}/slack/events")
    route = sandbox.slack.postman.route
    assert isinstance(route, RequestUrl)

    async def verified() -> bool:
        try:
            return await route.verify("a challenge")
        except NotAnsweredError:
            return False

    async with sandbox, driven(sandbox) as driver, program("desk_bot.py", sandbox, PORT=str(port)):
        await eventually(verified)
        yield sandbox, driver
        await sandbox.idle()
