"""What people do in a conversation: write, edit, react, reply, share files, use shortcuts, stop the app."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox

pytestmark = pytest.mark.browser
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def message(page: Page, ts: str, place: str = "#content") -> Locator:
    return page.locator(f"{place} [data-ts='{ts}']")


async def more(page: Page, ts: str, item: str) -> None:
    """Choose from a message's menu."""
    await message(page, ts).hover()
    await message(page, ts).get_by_label("More actions").click()
    await page.get_by_role("menuitem", name=item).locator("visible=true").click()


async def test_enter_sends_and_shift_enter_makes_a_line(page: Page, dana: Person) -> None:
    await page.focus("#composer")
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")
    await expect(page.locator("#content .message")).to_contain_text("one")
    assert [sent["text"] for sent in dana.messages()] == ["one\ntwo"]
    await expect(page.locator("#composer")).to_have_value("")


async def test_one_edits_and_deletes_ones_own_message(page: Page, dana: Person) -> None:
    ts = await dana.send("find people <3")
    await more(page, ts, "Edit message")
    await expect(page.locator("#edit-text")).to_have_value("find people <3")
    await page.fill("#edit-text", "find companies")
    await page.click("#edit-form [type=submit]")
    await expect(message(page, ts)).to_contain_text("find companies")
    await expect(message(page, ts)).to_contain_text("(edited)")
    await more(page, ts, "Delete message")
    await page.click("#confirm-confirm")
    await expect(message(page, ts)).to_have_count(0)


async def test_a_reaction_is_found_added_and_taken_back(page: Page, dana: Person, boss: Person) -> None:
    ts = await dana.send("hello", "sales")
    await page.evaluate("document.querySelector('[data-channel=C0SALES001]').click()")
    await message(page, ts).hover()
    await message(page, ts).get_by_label("Add a reaction").click()
    await page.fill("#emoji-name", "tada")
    await page.keyboard.press("Enter")
    mine = message(page, ts).locator("[data-react=tada]")
    await expect(mine).to_have_attribute("aria-pressed", "true")
    assert boss.messages("sales")[0]["reactions"] == [{"name": "tada", "users": [dana.id], "count": 1}]
    await mine.click()
    await expect(mine).to_have_count(0)


async def test_an_emoji_is_written_into_the_composer(page: Page) -> None:
    await page.fill("#composer", "well ")
    await page.click("[data-emoji-for=composer]")
    await page.click("#emoji [data-emoji=rocket]")
    await expect(page.locator("#composer")).to_have_value("well :rocket: ")


async def test_shortcuts_reach_the_app(page: Page, dana: Person, bolt: AsyncApp) -> None:
    used: list[tuple[str, str]] = []

    @bolt.shortcut("save")
    @bolt.shortcut("goal")
    async def use(ack: Any, shortcut: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        used.append((shortcut["callback_id"], shortcut.get("message", {}).get("text", "")))
        await client.chat_postMessage(channel=dana.id, text=f"used {len(used)}")

    ts = await dana.send("keep me")
    await more(page, ts, "Save this")
    await expect(page.locator("#content")).to_contain_text("used 1")
    await page.click("#shortcuts")
    await page.get_by_role("menuitem", name="New goal").click()
    await expect(page.locator("#content")).to_contain_text("used 2")
    assert used == [("save", "keep me"), ("goal", "")]


async def test_a_thread_opens_takes_replies_and_closes(page: Page, dana: Person) -> None:
    ts = await dana.send("first")
    await message(page, ts).hover()
    await message(page, ts).get_by_label("Reply in thread").click()
    await expect(page.locator("#thread-composer")).to_be_focused()
    await page.keyboard.type("second")
    await page.keyboard.press("Enter")
    await expect(page.locator("#thread-content")).to_contain_text("second")
    await page.click("#thread-close")
    await expect(page.locator("#thread")).not_to_be_visible()
    await message(page, ts).locator(".replies").click()
    await expect(page.locator("#thread-content")).to_contain_text("second")


async def test_files_are_attached_previewed_and_downloaded(page: Page, dana: Person) -> None:
    files: Any = [
        {"name": "leads.csv", "mimeType": "text/csv", "buffer": b"name,city\nAda,Berlin\n"},
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"a note\n"},
        {"name": "dot.png", "mimeType": "image/png", "buffer": PIXEL},
    ]
    await page.set_input_files("#attach", files)
    await expect(page.locator("#attached")).to_have_text("leads.csv, notes.txt, dot.png")
    await page.focus("#composer")
    await page.keyboard.press("Enter")
    shown = page.locator("article.message:visible").last
    await expect(shown.get_by_role("cell", name="Berlin")).to_be_visible()
    await expect(shown.locator(".file-text")).to_have_text("a note")
    await page.wait_for_function("document.querySelector('.file-picture')?.naturalWidth === 1")
    async with page.expect_download() as download:
        await shown.get_by_label("Download leads.csv").click()
    path = await (await download.value).path()
    assert path.read_bytes() == b"name,city\nAda,Berlin\n"
    assert len(dana.messages()[0]["files"]) == 3


async def test_a_prompt_begins_the_conversation(page: Page, client: AsyncWebClient, dana: Person) -> None:
    prompt = {"title": "Find people", "message": "Find 50 people"}
    await client.assistant_threads_setSuggestedPrompts(channel_id=dana.channel().id, prompts=[prompt])
    await page.get_by_role("button", name="Find people").click()
    await expect(page.locator("#content .message").first).to_contain_text("Find 50 people")
    await expect(page.locator("#prompts")).not_to_be_visible()


async def test_the_status_says_what_the_app_does_until_it_is_stopped(
    page: Page, client: AsyncWebClient, dana: Person, bolt: AsyncApp
) -> None:
    stopped: list[str] = []

    @bolt.event("agent_session_stopped")
    async def stop(event: dict[str, Any], client: AsyncWebClient) -> None:
        stopped.append(event["thread_ts"])
        about = {"channel_id": event["channel"], "thread_ts": event["thread_ts"], "status": "active"}
        await client.api_call("agents.sessions.setStatus", json=about)

    ts = await dana.send("find people")
    place = dana.channel().id
    about = {"channel_id": place, "thread_ts": ts, "status": "processing"}
    await client.api_call("agents.sessions.setStatus", json=about)
    await client.assistant_threads_setStatus(channel_id=place, thread_ts=ts, status="is searching…")
    await expect(page.locator("#status")).to_contain_text("Plain is searching…")
    await page.click("#stop")
    await expect(page.locator("#stop")).to_have_count(0)
    assert stopped == [ts]


async def test_streamed_text_grows_in_place_and_the_list_follows(
    page: Page, client: AsyncWebClient, dana: Person
) -> None:
    ts = await dana.send("tell me")
    stream = await client.chat_startStream(channel=dana.channel().id, thread_ts=ts, markdown_text="**One**")
    where = {"channel": dana.channel().id, "ts": stream["ts"]}
    await message(page, ts).locator(".replies").click()
    streamed = message(page, str(stream["ts"]), "#thread-content")
    await expect(streamed.locator("strong")).to_have_text("One")
    await page.evaluate("document.querySelector('#thread-content strong').mark = 'same'")
    for count in range(3):
        await client.chat_appendStream(**where, markdown_text=f"\n\nMore {count}\n" + "- line\n" * 12)
    await expect(streamed).to_contain_text("More 2")
    await expect(page.locator("#announcer")).not_to_contain_text("One")
    await client.chat_stopStream(**where)
    await expect(streamed).not_to_have_attribute("aria-busy", "true")
    await expect(page.locator("#announcer")).to_contain_text("Plain: One")
    assert await page.evaluate("document.querySelector('#thread-content strong').mark") == "same"
    await page.wait_for_function(
        "(b => b.scrollHeight - b.scrollTop - b.clientHeight < 5)(document.querySelector('#thread-content'))"
    )


async def test_who_reads_further_up_is_not_moved_but_told(
    page: Page, client: AsyncWebClient, dana: Person
) -> None:
    for count in range(30):
        await dana.send(f"line {count}")
    await expect(page.locator("#content")).to_contain_text("line 29")
    await page.evaluate("document.querySelector('#content').scrollTop = 0")
    await page.wait_for_timeout(100)
    await client.chat_postMessage(channel=dana.id, text="news")
    await expect(page.locator("#newer")).to_be_visible()
    assert await page.evaluate("document.querySelector('#content').scrollTop") == 0
    await expect(page.locator("#announcer")).to_contain_text("Plain: news")
    await page.click("#newer")
    await expect(page.get_by_text("news", exact=True).last).to_be_in_viewport()


async def test_what_only_one_person_sees_says_so(page: Page, client: AsyncWebClient, dana: Person) -> None:
    await client.chat_postEphemeral(channel=dana.channel().id, user=dana.id, text="Psst")
    hidden = page.locator("#content .ephemeral")
    await expect(hidden).to_contain_text("Only visible to you")
    await expect(hidden.locator(".message-bar")).to_have_count(0)


async def test_a_command_that_is_not_there_is_told(page: Page, sandbox: Sandbox) -> None:
    await page.fill("#composer", "/nothing at all")
    await page.press("#composer", "Enter")
    await expect(page.locator("#toast")).to_have_text("/nothing is not a valid command.")
    assert list(sandbox.person("rep").messages()) == []
