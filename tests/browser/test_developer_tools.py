"""The log and the faults below the page."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox

pytestmark = pytest.mark.browser


async def test_a_fault_is_planned_shown_and_taken_back(page: Page, sandbox: Sandbox) -> None:
    await page.click("#faults")
    await expect(page.locator("#planned")).to_contain_text("every call and delivery goes well")
    await page.select_option("[name=method]", "auth.test")
    await page.select_option("[name=kind]", "429")
    await page.fill("[name=times]", "2")
    await page.fill("[name=retry_after]", "7")
    await page.check("[name=after]")
    await page.click("#faults-form [type=submit]")
    await expect(page.locator("#planned")).to_have_text(
        "auth.test: 429, Retry-After 7 s, after its effect, 2 times"
    )
    assert [(fault.method, fault.times) for fault in sandbox.faults.planned] == [("auth.test", 2)]
    await page.click("#faults-clear")
    await expect(page.locator("#planned")).to_contain_text("goes well")
    assert sandbox.faults.planned == []


async def test_deliveries_are_doubled_delayed_and_reordered(page: Page, sandbox: Sandbox) -> None:
    await page.click("#faults")
    await page.fill("[name=copies]", "2")
    await page.fill("[name=latency]", "0.5")
    await page.fill("[name=skew]", "400")
    await page.check("[name=reorder]")
    await page.click("#delivery-form [type=submit]")
    await expect(page.locator("#planned li")).to_have_count(4)
    state = sandbox.faults.state()
    assert (state["copies"], state["latency"], bool(state["reorder"]), state["skew"]) == (2, 0.5, True, 400)


async def test_sockets_are_asked_to_reconnect(page: Page, bolt: AsyncApp, dana: Person) -> None:
    heard: list[dict[str, Any]] = []

    @bolt.event("message")
    async def hear(event: dict[str, Any], client: AsyncWebClient) -> None:
        heard.append(event)
        await client.chat_postMessage(channel=event["channel"], text="still here")

    await page.click("#faults")
    await page.click("#faults-refresh")
    await expect(page.locator("#toast")).to_have_text("Every socket was asked to reconnect.")
    await page.click("#drawer-close")
    await dana.send("are you there?")
    await expect(page.locator("#content")).to_contain_text("still here")
    assert len(heard) == 1


async def test_the_log_is_live_filtered_and_opens_to_request_and_answer(
    page: Page, client: AsyncWebClient, dana: Person
) -> None:
    await client.auth_test()
    await page.click("#log")
    row = page.locator("#log-rows tr")
    await expect(row.filter(has_text="auth.test")).to_have_count(1)
    await client.chat_postMessage(channel=dana.id, text="it's live")
    await expect(row.filter(has_text="chat.postMessage")).to_have_count(1)
    await page.click("text=auth.test")
    await expect(page.locator(".log-detail")).to_contain_text('"user_id"')
    await page.fill("#log-name", "POST")
    await expect(row.filter(has_text="auth.test")).to_have_count(0)
    await page.click(".log-name")
    await expect(page.locator(".log-detail")).to_contain_text("it's live")
    curl = page.get_by_role("button", name="Copy as curl")
    await curl.click()
    copied = str(await curl.get_attribute("data-copied"))
    assert "/api/chat.postMessage" in copied
    assert "$SLACK_BOT_TOKEN" in copied
    assert "xoxb" not in copied
    await page.select_option("#log-verdict", "refused")
    await expect(row).to_have_count(0)


@pytest.mark.provokes("invalid_blocks")
async def test_what_slack_would_refuse_stands_on_top_in_its_words(
    page: Page, client: AsyncWebClient, dana: Person
) -> None:
    await page.click("#log")
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=dana.id, text="x", blocks=[{"type": "header"}])
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="nowhere", text="x")
    await expect(page.locator("#violations")).to_contain_text("chat.postMessage invalid_blocks")
    await expect(page.locator("#violations")).to_contain_text("/blocks/0")
    await expect(page.locator("#violation-count")).to_have_text("1")
    await expect(page.locator("#log-rows .bad")).to_have_count(2)
    await page.click("#tab-log")
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("#tab-faults")).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Escape")
    await expect(page.locator("#drawer")).not_to_be_visible()
    await expect(page.locator("#faults")).to_be_focused()


@pytest.mark.parametrize("width", [1280])
async def test_a_paused_log_waits(page: Page, client: AsyncWebClient, dana: Person) -> None:
    await page.click("#log")
    await page.check("#log-pause")
    await client.chat_postMessage(channel=dana.id, text="news")
    await expect(page.locator("#content")).to_contain_text("news")
    posted = page.locator("#log-rows tr").filter(has_text="chat.postMessage")
    await expect(posted).to_have_count(0)
    await page.uncheck("#log-pause")
    await expect(posted).to_have_count(1)
