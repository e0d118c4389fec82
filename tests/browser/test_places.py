"""Where one is: channels, direct messages, Home, two people, a second window, light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person
from tests.browser.plain import plain
from tests.browser.visitor import LAPTOP, PHONE

pytestmark = pytest.mark.browser


async def sidebar(page: Page) -> None:
    """On a phone it is behind a button."""
    if not await page.locator("#sidebar").is_visible():
        await page.click("#menu")


async def go(page: Page, channel: str) -> None:
    await sidebar(page)
    await page.click(f"#sidebar [data-channel={channel}]")


async def test_home_and_messages_are_tabs(page: Page, bolt: AsyncApp, client: AsyncWebClient) -> None:
    @bolt.middleware
    async def publish(body: dict[str, Any], next_: Any) -> None:
        event = body.get("event", {})
        if event.get("type") == "app_home_opened":
            view = {
                "type": "home",
                "blocks": [{"type": "header", "text": plain(f"Hello from {event['tab']}")}],
            }
            await client.views_publish(user_id=event["user"], view=view)
        await next_()

    await page.click("[data-tab=home]")
    await expect(page.locator("#content")).to_contain_text("Hello from home")
    await expect(page.locator("#composer-form")).not_to_be_visible()
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("[data-tab=messages]")).to_have_attribute("aria-selected", "true")
    await expect(page.locator("[data-tab=messages]")).to_be_focused()


async def test_what_is_new_is_marked_and_mentions_are_counted(page: Page, dana: Person, boss: Person) -> None:
    await go(page, "C0GENERAL1")
    await boss.send("news", "sales")
    sales = page.locator("#sidebar [data-channel=C0SALES001]")
    await expect(sales.locator(".mark")).to_have_count(1)
    await boss.send(f"<@{dana.id}> look", "sales")
    await expect(sales.locator(".count")).to_contain_text("1")
    await expect(page).to_have_title("(1) #general · sandbox Slack")
    await go(page, "C0SALES001")
    await expect(page.locator("#content")).to_contain_text("@Dana look")
    await expect(page.locator("#sidebar .unread")).to_have_count(0)


async def test_a_channel_is_added_or_refused_in_words(page: Page, dana: Person) -> None:
    await sidebar(page)
    await page.click("#create-open")
    await page.fill("#create-name", "sales")
    await page.keyboard.press("Enter")
    await expect(page.locator("#create-error")).to_have_text("There is a channel of that name already.")
    await page.fill("#create-name", "berlin")
    await page.keyboard.press("Enter")
    await expect(page.locator("#place-name")).to_have_text("#berlin")
    await expect(page.locator("#invite")).to_contain_text("Plain is not in this channel.")
    assert dana.channel("berlin").members == [dana.id]
    await sidebar(page)
    await page.click("#create-open")
    await page.click("#create [data-cancel]")
    await expect(page.locator("#create")).not_to_be_visible()


async def test_the_app_is_invited_from_the_line_or_the_menu(page: Page, client: AsyncWebClient) -> None:
    await go(page, "C0GENERAL1")
    await page.click("#invite-app")
    await expect(page.locator("#invite")).not_to_be_visible()
    assert (await client.chat_postMessage(channel="general", text="hi"))["ok"]
    await page.click("#channel-tools [data-menu]")
    await expect(page.locator("#invite-menu")).not_to_be_visible()


async def test_a_channel_is_archived_and_brought_back(page: Page, dana: Person) -> None:
    await go(page, "C0GENERAL1")
    await page.click("#channel-tools [data-menu]")
    await page.click("#archive")
    await page.click("#confirm-deny")
    await page.click("#channel-tools [data-menu]")
    await page.click("#archive")
    await page.click("#confirm-confirm")
    await expect(page.locator("#archived")).to_be_visible()
    await expect(page.locator("#composer-form")).not_to_be_visible()
    await expect(page.locator("#sidebar .archived [data-channel=C0GENERAL1]")).to_have_count(1)
    await page.click("#unarchive")
    await expect(page.locator("#composer-form")).to_be_visible()
    assert not dana.channel("general").archived


async def test_people_switch_in_one_window(page: Page, dana: Person, boss: Person) -> None:
    await dana.send("only mine")
    await expect(page.locator("#content")).to_contain_text("only mine")
    await sidebar(page)
    await page.click("[data-user-switch=manager]")
    await expect(page.locator("#content")).not_to_contain_text("only mine")
    await page.fill("#composer", "I am Max")
    await page.press("#composer", "Enter")
    await expect(page.locator("#content")).to_contain_text("I am Max")
    assert [sent["text"] for sent in boss.messages()] == ["I am Max"]


async def test_a_second_window_shows_the_other_person(page: Page) -> None:
    await sidebar(page)
    async with page.expect_popup() as popup:
        await page.get_by_label("Open a second window as Max").click()
    second = await popup.value
    await second.locator("[data-user-switch=manager][aria-pressed=true]").wait_for(state="attached")
    await second.close()
    await expect(page.locator("[data-user-switch=rep]")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("width", [LAPTOP])
async def test_the_appearance_is_chosen_and_remembered(page: Page) -> None:
    dark = "getComputedStyle(document.body).backgroundColor === 'rgb(26, 29, 33)'"
    assert not await page.evaluate(dark)
    await page.emulate_media(color_scheme="dark")
    assert await page.evaluate(dark)
    await page.click("#theme")
    await expect(page.locator("#theme")).to_have_attribute("aria-label", "Appearance: light")
    assert not await page.evaluate(dark)
    await page.click("#theme")
    await page.reload()
    await expect(page.locator("#theme")).to_have_attribute("aria-label", "Appearance: dark")
    await page.emulate_media(color_scheme="light")
    assert await page.evaluate(dark)


@pytest.mark.parametrize("width", [PHONE])
async def test_on_a_phone_the_sidebar_is_behind_a_button(page: Page, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="sales", text="news in sales")
    await expect(page.locator("#sidebar")).not_to_be_visible()
    await page.click("#menu")
    await expect(page.locator("#menu")).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("Escape")
    await expect(page.locator("#sidebar")).not_to_be_visible()
    await go(page, "C0SALES001")
    await expect(page.locator("#content")).to_contain_text("news in sales")
    await expect(page.locator("#sidebar")).not_to_be_visible()
    await expect(page.locator("#content")).to_be_focused()


async def test_a_permalink_opens_its_thread_on_the_page(
    page: Page, client: AsyncWebClient, dana: Person
) -> None:
    ts = await dana.send("find people")
    answer = await client.chat_postMessage(channel=dana.id, thread_ts=ts, text="the answer")
    link = await client.chat_getPermalink(channel=dana.channel().id, message_ts=str(answer["ts"]))
    await client.chat_postMessage(channel="sales", text=f"<{link['permalink']}|the plan>")
    await go(page, "C0SALES001")
    await page.click("text=the plan")
    await expect(page.locator("#thread-content")).to_contain_text("the answer")


async def test_reset_empties_the_workspace_when_confirmed(page: Page, dana: Person) -> None:
    await dana.send("hello")
    await expect(page.locator("#content .message")).to_have_count(1)
    await page.click("#reset")
    await page.click("#confirm-deny")
    await expect(page.locator("#content .message")).to_have_count(1)
    await page.click("#reset")
    await page.click("#confirm-confirm")
    await expect(page.locator("#content .message")).to_have_count(0)
    assert dana.messages() == []


async def test_a_channel_is_shared_with_another_company_and_one_is_its_visitor(
    page: Page, bolt: AsyncApp, dana: Person
) -> None:
    del bolt
    await dana.send("only for us", "general")
    await sidebar(page)
    await expect(page.locator("[data-user-switch]")).to_have_count(2)
    await go(page, "C0SALES001")
    await page.get_by_label("Channel actions").click()
    await page.click("#share")
    await sidebar(page)
    await page.click("[data-user-switch=visitor]")
    await expect(page.locator("#content")).to_contain_text("Pat")
    await sidebar(page)
    await expect(page.locator("#sidebar [data-channel]")).to_have_count(1)
    await page.keyboard.press("Escape")
    await page.fill("#composer", "hello from Partner")
    await page.press("#composer", "Enter")
    await expect(page.locator("#content")).to_contain_text("hello from Partner")
    assert dana.messages("sales")[-1]["team"] == "T0PARTNER1"
