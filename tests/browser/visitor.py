"""A person at the page of the local Slack: what one reads and does there, in few words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import which
from typing import Any

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, async_playwright, expect

from agent.prospecting.parts import Parts
from bot.settings import Settings
from bot.trial import Trial
from tests.small_web import ACME, small_web

FLAGS = ("--no-sandbox", "--disable-gpu")
"""CI runs as root in a container, without a graphics card."""
LAPTOP, PHONE = 1280, 390
"""The widths of a window, in pixels."""
PATIENCE = 15_000
"""Milliseconds until something that does not come counts as missing."""
SEEN = "[...document.querySelectorAll('#content, #thread-content, #modal')].map(e => e.innerText).join()"


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Debian's Chromium, else the one that playwright installed."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=which("chromium"), args=FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def trial_at(
    data: Path,
    parts: Parts[Any] | None = None,
    *,
    equipped: bool = False,
    pace: float = 1.0,
    **changes: Any,
) -> AsyncIterator[Trial]:
    """What `leadsmith try` runs, on any free port; `changes` are settings by their field names.

    `equipped` as in `try`, with the keys of the simulated providers; slow pages take `pace` of their time.
    """
    quick = {"port": 0, "data": data, "openai_api_key": None, "row_seconds": 0.01, "tick_seconds": 0.1}
    async with small_web({"acme.example": ACME}) as web:
        settings = Settings().model_copy(update=quick | changes)
        trial = Trial(settings, web.resolver, parts, equipped=equipped, pace=pace)
        runner = await trial.start()
        try:
            yield trial
        finally:
            await trial.stop()
            await runner.cleanup()


class Visitor:
    """One browser window. Everything that a good page does not do is kept in `complaints`."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.pressed: set[str] = set()
        self._origin = origin
        page.on("request", lambda request: self._watch(request.url))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("console", self._listen)
        page.set_default_timeout(PATIENCE)

    def _watch(self, url: str) -> None:
        if not url.startswith((f"{self._origin}/", "blob:", "data:")):
            self.complaints.append(f"left the machine: {url}")

    def _listen(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.complaints.append(line.text)

    async def arrive(self, who: str = "rep") -> None:
        """Open the page as somebody and wait for the greeting."""
        await self.page.goto(f"{self._origin}/?as={who}")
        await self.reads("Tell me who you want to reach", "#content")

    async def say(self, text: str, composer: str = "#composer") -> None:
        await self.page.fill(composer, text)
        await self.page.press(composer, "Enter")

    def action(self, action_id: str) -> Locator:
        """The newest button or menu with this action: in a modal, else in the thread, else in the middle."""
        return self.page.locator(f'[data-action-id="{action_id}"]:visible').last

    async def press(self, action_id: str) -> None:
        """Click a button, confirm where it asks, and wait until the page shows something else."""
        button = self.action(action_id)
        await button.wait_for()
        before = await self.page.evaluate(SEEN)
        await button.click()
        if await self.page.locator("#confirm[open]").count():
            await self.page.click("#confirm-confirm")
        await self._changes(before)
        self.pressed.add(action_id)

    async def choose(self, action_id: str, label: str) -> None:
        """Choose from a menu, and wait until the page shows something else."""
        menu = self.action(action_id)
        await menu.wait_for()
        before = await self.page.evaluate(SEEN)
        await menu.select_option(label=label)
        await self._changes(before)
        self.pressed.add(action_id)

    async def search(self, action_id: str, typed: str, label: str) -> None:
        """Choose from a menu that is searched, and wait until the page shows something else."""
        menu = self.action(action_id)
        await menu.get_by_role("combobox").fill(typed)
        before = await self.page.evaluate(SEEN)
        await menu.get_by_role("option", name=label).click()
        await self._changes(before)
        self.pressed.add(action_id)

    async def _changes(self, before: str) -> None:
        await self.page.wait_for_function(f"before => {SEEN} !== before", arg=before)

    async def offered(self, action_id: str) -> None:
        await self.action(action_id).wait_for()

    async def submit(self) -> None:
        """Press the modal's button; the modal closes."""
        await self.page.click("#modal-submit")
        await self.page.wait_for_selector("#modal", state="hidden")

    async def close(self) -> None:
        await self.page.click("#modal-close")
        await self.page.wait_for_selector("#modal", state="hidden")

    def field(self, block_id: str) -> Locator:
        return self.page.locator(f'#modal [data-block-id="{block_id}"]')

    async def reads(self, text: str, place: str = "#thread-content", *, ms: float = PATIENCE) -> None:
        """Wait until the page says this."""
        await expect(self.page.locator(place)).to_contain_text(text, timeout=ms)

    async def tab(self, name: str) -> None:
        await self.page.click(f'[data-tab="{name}"]')

    async def plan(self, goal: str) -> None:
        """Send a goal in the conversation; its plan waits for a decision in the thread."""
        await self.tab("messages")
        await self.say(goal)
        await self.offered("plan_approve")

    async def ready(self, goal: str) -> None:
        """A plan, approved and given the demo account: Run is offered."""
        await self.plan(goal)
        await self.press("plan_approve")
        await self.press("run_inputs")
        await self.press("connection_demo")
        await self.submit()
        await self.offered("run_start")
