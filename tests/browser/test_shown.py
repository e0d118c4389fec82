"""What an app shows: plans, tables, charts, every other block; nothing of it can run."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person
from tests.browser.plain import PIE, PLAN, SHOWN, chart, rich, table

pytestmark = pytest.mark.browser
EVIL = "<img src=x onerror=window.hit=1><script>window.hit=1</script>"


def task(status: str, **more: Any) -> list[dict[str, Any]]:
    card = {"type": "task_card", "task_id": "1", "title": "Search", "status": status, **more}
    return [{"type": "plan", "title": "Running", "tasks": [card]}]


async def test_a_running_plan_changes_in_place_and_stays_folded(
    page: Page, client: AsyncWebClient, dana: Person
) -> None:
    posted = await client.chat_postMessage(channel=dana.id, text="run", blocks=task("in_progress"))
    card = page.locator("[data-task-id='1']")
    await expect(card).to_have_attribute("data-status", "in_progress")
    await page.click(".plan summary")
    await expect(card).not_to_be_visible()
    done = task("complete", details=rich("50 people"))
    await client.chat_update(channel=dana.channel().id, ts=posted["ts"], text="run", blocks=done)
    await expect(card).to_have_attribute("data-status", "complete")
    await expect(card).not_to_be_visible()
    await page.focus(".plan summary")
    await page.keyboard.press("Enter")
    await expect(card).to_contain_text("50 people")


async def test_a_data_table_turns_pages_and_sorts_and_keeps_both(
    page: Page, client: AsyncWebClient, dana: Person
) -> None:
    posted = await client.chat_postMessage(channel=dana.id, text="table", blocks=[table()])
    shown = page.locator(".data-table tbody tr:visible")
    await expect(shown).to_have_count(5)
    await page.click("[aria-label='Next page']")
    await page.click("[aria-label='Next page']")
    await expect(shown).to_have_count(2)
    await page.click("[aria-label='Previous page']")
    await expect(page.locator(".pager-text")).to_have_text("6–10 of 12")
    await page.click(".data-table th:nth-child(2) .sort")
    await page.click(".data-table th:nth-child(2) .sort")
    await expect(shown.first).to_contain_text("P11")
    await expect(page.locator("[aria-sort=descending]")).to_have_text("Score")
    marked = {"channel": dana.channel().id, "timestamp": str(posted["ts"]), "name": "eyes"}
    await client.reactions_add(**marked)
    await expect(page.locator("[data-react=eyes]")).to_be_visible()
    await expect(shown.first).to_contain_text("P11")


@pytest.mark.parametrize("kind", ["bar", "line", "area", "pie"])
@pytest.mark.parametrize("width", [1280])
async def test_a_chart_is_drawn_and_told_in_a_table(
    page: Page, client: AsyncWebClient, dana: Person, kind: str
) -> None:
    await client.chat_postMessage(channel=dana.id, text="c", blocks=[PIE if kind == "pie" else chart(kind)])
    drawing = page.get_by_role("img", name=f"{kind} chart")
    await expect(drawing).to_be_visible()
    assert await drawing.locator("path, rect, polyline").count() >= 2
    await page.click(".as-table summary")
    await expect(page.locator(".as-table td").first).to_be_visible()
    await expect(page.locator(".as-table")).to_contain_text("LinkedIn" if kind == "pie" else "Wed")


async def test_every_other_block_is_shown(page: Page, client: AsyncWebClient, dana: Person) -> None:
    await client.chat_postMessage(channel=dana.id, text="all", blocks=[*SHOWN, PLAN])
    message = page.locator("#content .message")
    for text in ("What was found", "Two people", "How it works", "Card 3", "example.com"):
        await expect(message).to_contain_text(text)
    for name in ("A map", "A film"):
        await expect(message.get_by_role("img", name=name).last).to_be_visible()
    for cell in ("1", "2"):
        await expect(message.get_by_role("cell", name=cell, exact=True)).to_have_count(1)
    inside = message.get_by_text("Inside the container")
    await expect(inside).not_to_be_visible()
    await message.get_by_text("Details", exact=True).click()
    await expect(inside).to_be_visible()
    await expect(message.get_by_role("link", name="How it works")).to_have_attribute("target", "_blank")


@pytest.mark.parametrize("width", [1280])
async def test_nothing_that_an_app_shows_can_run(page: Page, client: AsyncWebClient, dana: Person) -> None:
    spoilt = chart("bar")
    spoilt["title"] = EVIL[:50]
    spoilt["chart"]["series"][0]["name"] = "<script>hit()"
    spoilt["chart"]["axis_config"] |= {"x_label": "<svg onload=hit()>", "y_label": "</svg><script>"}
    data = table(2) | {"caption": EVIL}
    data["rows"][1][0] = {"type": "raw_text", "text": EVIL}
    video = SHOWN[5] | {"alt_text": EVIL, "title_url": "https://example.com/'><script>"}
    blocks = [spoilt, data, video, *task("complete", details=rich(EVIL)), {"type": "markdown", "text": EVIL}]
    await client.chat_postMessage(channel=dana.id, text=EVIL, blocks=blocks)
    await dana.send(EVIL, files=[(f"{EVIL}.txt".replace("/", ""), EVIL.encode())])
    await expect(page.locator("#content .message")).to_have_count(2)
    await page.click("#log")
    await page.locator(".log-name").first.click()
    await expect(page.locator(".log-detail pre").first).to_contain_text("onerror")
    assert await page.evaluate("window.hit") is None
    for place in ("#content", "#announcer", "#drawer"):
        assert await page.locator(place).locator("img, script").count() == 0
