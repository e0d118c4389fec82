"""A browser for the tests, and windows in it that must have nothing to complain about."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser

from bot.serving import Trial
from tests.browser.visitor import Visitor, chromium

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
    monkeypatch.setattr("agent.durable.POLL_SECONDS", 0.05)


@pytest.fixture
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    visitors: list[Visitor] = []

    async def open_window(trial: Trial, who: str = "rep", width: int = 1280) -> Visitor:
        page = await browser.new_page(viewport={"width": width, "height": 820})
        visitor = Visitor(page, trial.sandbox.slack.origin)
        visitors.append(visitor)
        await visitor.arrive(who)
        return visitor

    yield open_window
    for visitor in visitors:
        await visitor.page.close()
    assert [visitor.complaints for visitor in visitors if visitor.complaints] == []
