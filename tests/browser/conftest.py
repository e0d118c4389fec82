"""A browser, a sandbox with a plain Bolt app, and windows that must have nothing to complain about."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Browser, Page
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox
from bot.trial import Trial
from tests.browser.plain import MANIFEST
from tests.browser.visitor import LAPTOP, PHONE, Visitor, chromium

Visit = Callable[..., Awaitable[Visitor]]
"""Opens a window on a trial, as `rep` or `manager`, so many pixels wide."""


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One event loop a module, so that the browser can outlive a test."""
    return "asyncio"


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest.fixture(autouse=True)
def quick_queues(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queues that are looked at often, so that a test waits less."""
    monkeypatch.setattr("agent.durable.POLL_SECONDS", 0.15)


@pytest.fixture
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    visitors: list[Visitor] = []

    async def open_window(trial: Trial, who: str = "rep", width: int = LAPTOP) -> Visitor:
        page = await browser.new_page(viewport={"width": width, "height": 820})
        visitor = Visitor(page, trial.sandbox.slack.origin)
        visitors.append(visitor)
        await visitor.arrive(who)
        return visitor

    yield open_window
    for visitor in visitors:
        await visitor.page.close()
    assert [visitor.complaints for visitor in visitors if visitor.complaints] == []


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(manifest=MANIFEST) as running:
        running.slack.rates.enabled = False
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")


@pytest.fixture
def dana(sandbox: Sandbox) -> Person:
    return sandbox.person("rep")


@pytest.fixture
def boss(sandbox: Sandbox) -> Person:
    return sandbox.person("manager")


@pytest.fixture
async def bolt(sandbox: Sandbox, client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    """A plain Bolt app that listens to nothing yet."""
    app = AsyncApp(client=client, raise_error_for_unhandled_request=True)
    handler = AsyncSocketModeHandler(app, sandbox.credentials.app_token, ping_interval=0.2)

    @app.error
    async def unheard(error: Exception) -> BoltResponse:
        """What a test does not listen to is acknowledged all the same."""
        assert isinstance(error, BoltUnhandledRequestError)
        return BoltResponse(status=200)

    await handler.connect_async()
    yield app
    await sandbox.idle()
    await handler.close_async()


@pytest.fixture(params=[LAPTOP, PHONE], ids=["laptop", "phone"])
def width(request: pytest.FixtureRequest) -> int:
    """A test that asks for a page runs at both widths."""
    return int(request.param)


@pytest.fixture
async def page(browser: Browser, sandbox: Sandbox, width: int) -> AsyncIterator[Page]:
    """Dana's window."""
    problems: list[Any] = []
    opened = await browser.new_page(viewport={"width": width, "height": 820}, reduced_motion="reduce")
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("dialog", lambda dialog: problems.append(dialog.message))
    opened.set_default_timeout(5_000)
    await opened.goto(sandbox.url)
    await opened.wait_for_selector("#sidebar .team", state="attached")
    yield opened
    wide = await opened.evaluate("document.documentElement.scrollWidth")
    await opened.close()
    assert problems == []
    assert wide <= width
