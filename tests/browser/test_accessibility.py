"""axe-core finds no serious fault anywhere on the page, at both widths, light and dark."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Page
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox
from tests.browser.plain import CONTROLS, FORM, PIE, PLAN, SHOWN, chart, plain, table

AXE = Path(os.environ.get("LEADSMITH_AXE", Path(__file__).parents[2] / ".venv" / "axe.min.js"))
"""Put there by .ci/axe."""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there: run .ci/axe"),
]
FAULTS = """async within => (await axe.run(within, { resultTypes: ["violations"] })).violations
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}`))"""


@pytest.fixture
async def page(
    browser: Browser, sandbox: Sandbox, width: int, scheme: Literal["light", "dark"]
) -> AsyncIterator[Page]:
    """A window with axe in it: put there by the browser, so that the page's policy stays."""
    opened = await browser.new_page(
        viewport={"width": width, "height": 820}, color_scheme=scheme, reduced_motion="reduce"
    )
    await opened.add_init_script(path=AXE)
    await opened.goto(sandbox.url)
    yield opened
    await opened.close()


@pytest.fixture
async def shown(client: AsyncWebClient, dana: Person, boss: Person) -> str:
    """A workspace with something of everything; the ts of a message with a thread."""
    ts = await dana.send(
        "find *people* `now`", files=[("a.csv", b"name,city\nAda,Berlin\n"), ("a.txt", b"hi")]
    )
    for blocks in (SHOWN, [PLAN, table(), PIE, chart("area")], CONTROLS):
        await client.chat_postMessage(channel=dana.id, text="x", blocks=blocks)
    place = dana.channel().id
    await client.chat_postEphemeral(channel=place, user=dana.id, text="Psst <https://example.com|there>")
    await client.chat_postMessage(channel=place, thread_ts=ts, text="<@U0DANAREP1> answered", blocks=CONTROLS)
    await client.reactions_add(channel=place, timestamp=ts, name="eyes")
    await client.assistant_threads_setStatus(channel_id=place, thread_ts=ts, status="is searching…")
    await boss.send(f"<@{dana.id}> look", "sales")
    home = {"type": "home", "blocks": [*SHOWN[:6], *CONTROLS[2:5]]}
    await client.views_publish(user_id=dana.id, view=home)
    return ts


class Inspector:
    """Looks at the page, or a part of it, and keeps what axe says."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.faults: list[str] = []

    async def look(self, where: str, within: str = "body") -> None:
        self.faults += [f"{where}: {fault}" for fault in await self._page.evaluate(FAULTS, within)]


async def conversations(page: Page, axe: Inspector, ts: str) -> None:
    await page.locator("#content .message").nth(4).wait_for()
    await page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    await axe.look("conversation")
    await page.locator("[data-menu]:visible").last.click()
    await axe.look("menu", ".menu:popover-open")
    await page.keyboard.press("Escape")
    await page.evaluate(f"document.querySelector('[data-ts=\"{ts}\"] .replies').click()")
    await page.locator("#thread-content .message").nth(1).wait_for()
    await axe.look("thread", "#thread")
    await page.click("#thread-close")
    await page.click("[data-tab=home]")
    await page.locator(".home").wait_for()
    await axe.look("home", ".main")
    await page.click("[data-tab=messages]")


async def forms(page: Page, axe: Inspector) -> None:
    await page.locator("#modal-form").wait_for()
    await page.click("#modal-submit")
    await page.locator("#modal .field-error:visible").first.wait_for()
    await page.locator("#modal [data-action-id=many] [role=combobox]").click()
    await page.locator("#modal [role=option]:visible").first.click()
    await axe.look("modal", "#modal")
    await page.keyboard.press("Escape")
    await page.click("#modal-close")
    await page.locator("#modal").wait_for(state="hidden")


async def dialogs(page: Page, axe: Inspector) -> None:
    if not await page.locator("#sidebar").is_visible():
        await page.click("#menu")
    await axe.look("sidebar", "#sidebar")
    await page.click("#create-open")
    await page.keyboard.press("Enter")
    await page.locator("#create-error:visible").wait_for()
    await axe.look("create", "#create")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+k")
    await axe.look("jump", "#jump")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await page.click("#reset")
    await axe.look("confirm", "#confirm")
    await page.keyboard.press("Escape")
    await page.click("[data-emoji-for=composer]")
    await axe.look("emoji", "#emoji")
    await page.keyboard.press("Escape")


async def tools(page: Page, axe: Inspector) -> None:
    await page.click("#log")
    await page.locator(".log-name").first.click()
    await axe.look("log", "#drawer")
    await page.click("#tab-faults")
    await page.locator("#planned li").wait_for()
    await axe.look("faults", "#drawer")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nothing_on_the_page_is_out_of_reach(
    page: Page, shown: str, sandbox: Sandbox, dana: Person, client: AsyncWebClient
) -> None:
    axe = Inspector(page)
    await conversations(page, axe, shown)
    trigger = sandbox.slack.triggers.issue(dana.id)
    await client.views_open(trigger_id=trigger, view={**FORM, "close": plain("Stop")})
    await forms(page, axe)
    await dialogs(page, axe)
    await tools(page, axe)
    assert axe.faults == []


@pytest.mark.parametrize("scheme", ["light"])
@pytest.mark.parametrize("width", [1280])
async def test_a_fault_would_be_found(page: Page) -> None:
    axe = Inspector(page)
    await page.evaluate("document.body.append(document.createElement('button'))")
    await axe.look("page")
    assert any("button-name" in fault for fault in axe.faults)
