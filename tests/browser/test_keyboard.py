"""The page without a mouse: focus moves where one expects it, and comes back."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from bot.sandbox import Person
from tests.browser.visitor import LAPTOP

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [LAPTOP])]


async def test_arrows_walk_the_messages_and_the_sidebar(page: Page, dana: Person) -> None:
    first, _, last = [await dana.send(f"line {count}") for count in range(3)]
    await expect(page.locator("#content .message")).to_have_count(3)
    await page.focus("#content")
    await page.keyboard.press("ArrowUp")
    await expect(page.locator(f"[data-ts='{last}']")).to_be_focused()
    await page.keyboard.press("Home")
    await expect(page.locator(f"[data-ts='{first}']")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.locator(f"[data-ts='{first}'] [data-add-reaction]")).to_be_focused()
    await page.focus("[data-channel=C0SALES001]")
    await page.keyboard.press("ArrowDown")
    await expect(page.locator("[data-channel=C0GENERAL1]")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#place-name")).to_have_text("#general")
    await expect(page.locator("[data-channel=C0GENERAL1]")).to_be_focused()


async def test_up_in_an_empty_composer_edits_ones_last_message(page: Page, dana: Person) -> None:
    await dana.send("first")
    ts = await dana.send("second")
    await page.locator(f"[data-ts='{ts}']").wait_for()
    await page.focus("#composer")
    await page.keyboard.press("ArrowUp")
    await expect(page.locator("#edit-text")).to_have_value("second")
    await page.keyboard.press("End")
    await page.keyboard.type(" thought")
    await page.keyboard.press("Enter")
    await expect(page.locator(f"[data-ts='{ts}']")).to_contain_text("second thought")
    await expect(page.locator("#composer")).to_be_focused()


async def test_ctrl_k_jumps_to_a_conversation(page: Page) -> None:
    await page.keyboard.press("Control+k")
    await expect(page.locator("#jump-name")).to_be_focused()
    await page.keyboard.type("gen")
    await expect(page.locator("#jump [role=option]")).to_have_text(["general"])
    await page.keyboard.press("Enter")
    await expect(page.locator("#place-name")).to_have_text("#general")
    await expect(page.locator("#composer")).to_be_focused()
    await page.keyboard.press("Control+k")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("#place-name")).to_have_text("#general")
    await page.click("#jump-open")
    await page.keyboard.press("Escape")
    await expect(page.locator("#jump-open")).to_be_focused()


async def test_escape_closes_the_thread_and_gives_the_focus_back(page: Page, dana: Person) -> None:
    ts = await dana.send("first")
    message = page.locator(f"#content [data-ts='{ts}']")
    await message.focus()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#thread-composer")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("#thread")).not_to_be_visible()
    await expect(message).to_be_focused()


async def test_the_emoji_are_walked_with_the_arrows(page: Page) -> None:
    await page.focus("[data-emoji-for=composer]")
    await page.keyboard.press("Enter")
    await expect(page.locator("#emoji-name")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("#emoji [data-emoji]").nth(1)).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("[data-emoji-for=composer]")).to_be_focused()


async def test_focus_stays_while_the_page_changes_around_it(page: Page, dana: Person, boss: Person) -> None:
    ts = await dana.send("hello", "sales")
    await page.click("[data-channel=C0SALES001]")
    message = page.locator(f"[data-ts='{ts}']")
    await message.focus()
    await boss.send("hi", "sales")
    await boss.send("in the thread", "sales", thread_ts=ts)
    await expect(message.locator(".replies")).to_have_text("1 reply")
    await expect(message).to_be_focused()
