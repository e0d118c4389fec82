"""The page in a real browser: what a person sees and does, with a Bolt app that is not ours behind it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox

pytestmark = pytest.mark.browser

PROMPT = {"title": "Find people", "message": "Find 50 people"}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    return {"text": plain(f"Option {value}"), "value": value}


CONFIRM = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
PLAN: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Plan* ready"}},
    {
        "type": "actions",
        "block_id": "plan",
        "elements": [
            {"type": "button", "action_id": "go", "value": "1", "text": plain("Approve"), "style": "primary"},
            {"type": "button", "action_id": "cancel", "text": plain("Cancel"), "confirm": CONFIRM},
            {"type": "static_select", "action_id": "menu", "options": [option("a"), option("b")]},
            {"type": "overflow", "action_id": "more", "options": [option("a"), option("b")]},
            {"type": "radio_buttons", "action_id": "radio", "options": [option("a"), option("b")]},
            {"type": "checkboxes", "action_id": "checks", "options": [option("a"), option("b")]},
            {"type": "datepicker", "action_id": "day"},
            {"type": "timepicker", "action_id": "hour"},
            {"type": "users_select", "action_id": "who"},
        ],
    },
    {
        "type": "section",
        "text": plain("Many"),
        "accessory": {
            "type": "multi_static_select",
            "action_id": "many",
            "options": [option("a"), option("b")],
        },
    },
]
ASK = {
    "type": "modal",
    "callback_id": "ask",
    "title": plain("Inputs"),
    "submit": plain("Save"),
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": plain("Name"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        {
            "type": "input",
            "block_id": "kind",
            "label": plain("Kind"),
            "element": {"type": "radio_buttons", "action_id": "kind", "options": [option("a"), option("b")]},
        },
    ],
}


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = await browser.new_page(viewport={"width": 1280, "height": 800})
        problems: list[str] = []
        opened.on("pageerror", lambda error: problems.append(str(error)))
        opened.on("dialog", lambda dialog: problems.append(dialog.message))
        await opened.goto(sandbox.url)
        yield opened
        await browser.close()
        assert problems == []


@pytest.fixture
def acted(bolt: AsyncApp) -> list[dict[str, Any]]:
    """A bot that plans, asks and greets; returns the actions it was sent."""
    actions: list[dict[str, Any]] = []

    @bolt.event("message")
    async def plan(event: dict[str, Any], say: Any) -> None:
        if "subtype" not in event:
            await say(text="Plan", blocks=PLAN, thread_ts=event.get("thread_ts") or event["ts"])

    @bolt.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        blocks = [{"type": "header", "text": plain(f"Hello from {event['tab']}")}]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @bolt.action({"block_id": "plan"})
    @bolt.action("many")
    async def act(ack: Any, action: dict[str, Any], body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        actions.append(action)
        if action["action_id"] == "go":
            await client.views_open(trigger_id=body["trigger_id"], view=ASK)

    @bolt.view("ask")
    async def asked(ack: Any, view: dict[str, Any], client: AsyncWebClient, body: dict[str, Any]) -> None:
        values = view["state"]["values"]
        if values["name"]["text"]["value"] == "nobody":
            await ack(response_action="errors", errors={"name": "Somebody, please"})
            return
        await ack()
        user, channel = body["user"]["id"], "D0DANABOT1"
        await client.chat_postEphemeral(channel=channel, user=user, text="Saved for you")

    return actions


async def test_from_a_message_to_a_saved_form(
    page: Page, acted: list[dict[str, Any]], sandbox: Sandbox
) -> None:
    await page.fill("#composer", "find people")
    await page.press("#composer", "Enter")
    await page.click("#thread [data-action-id=go]")
    await page.click("#modal-submit")
    await expect(page.locator("[data-input-block=name] .field-error")).to_have_text(
        "Please complete this required field."
    )
    await page.fill("#modal [data-action-id=text]", "nobody")
    await page.check("#modal input[value=b]")
    await page.click("#modal-submit")
    await expect(page.locator("[data-input-block=name] .field-error")).to_have_text("Somebody, please")
    await page.fill("#modal [data-action-id=text]", "Ada")
    await page.click("#modal-submit")
    await expect(page.locator("#modal")).not_to_be_visible()
    await expect(page.locator("#content .ephemeral")).to_contain_text("Only visible to you")
    assert [a["action_id"] for a in acted] == ["go"]
    assert sandbox.violations == []


async def test_every_element_sends_what_was_chosen(
    page: Page, acted: list[dict[str, Any]], sandbox: Sandbox
) -> None:
    await page.fill("#composer", "find people")
    await page.press("#composer", "Enter")
    thread = page.locator("#thread")
    await thread.locator("[data-action-id=menu]").select_option("b")
    await thread.locator("summary[aria-label='More options']").click()
    await thread.locator("[data-action-id=more][data-value=b]").click()
    await thread.locator("[data-action-id=radio] input[value=a]").check()
    await thread.locator("[data-action-id=checks] input[value=b]").check()
    await thread.locator("[data-action-id=day]").fill("2026-11-21")
    await thread.locator("[data-action-id=hour]").fill("09:30")
    await thread.locator("[data-action-id=who]").select_option(label="Max Lindner")
    await thread.locator("[data-action-id=many] summary").click()
    await thread.locator("[data-action-id=many] input[value=a]").check()
    await thread.locator("[data-action-id=cancel]").click()
    await page.click("#confirm-deny")
    await thread.locator("[data-action-id=cancel]").click()
    await page.click("#confirm-confirm")
    await sandbox.until(lambda: len(acted) == 9 or None)
    chosen = {action["action_id"]: action for action in acted}
    assert chosen["menu"]["selected_option"]["value"] == "b"
    assert chosen["more"]["selected_option"]["value"] == "b"
    assert chosen["radio"]["selected_option"]["value"] == "a"
    assert [o["value"] for o in chosen["checks"]["selected_options"]] == ["b"]
    assert chosen["day"]["selected_date"] == "2026-11-21"
    assert chosen["hour"]["selected_time"] == "09:30"
    assert chosen["who"]["selected_user"] == "U0MAXMNGR1"
    assert [o["value"] for o in chosen["many"]["selected_options"]] == ["a"]


async def test_home_and_messages_are_tabs_and_people_switch(page: Page, acted: list[dict[str, Any]]) -> None:
    assert acted == []
    await page.click("[data-tab=home]")
    await expect(page.locator("#content")).to_contain_text("Hello from home")
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("[data-tab=messages]")).to_have_attribute("aria-selected", "true")
    await page.click("[data-user-switch=manager]")
    await expect(page.locator("[data-user-switch=manager]")).to_have_attribute("aria-pressed", "true")
    await page.click("[data-tab=home]")
    await expect(page.locator("#content")).to_contain_text("Hello from home")


async def test_an_edited_message_and_a_running_plan_change_in_place(
    page: Page, client: AsyncWebClient, dana: Person
) -> None:
    def plan(status: str) -> list[dict[str, Any]]:
        task = {"type": "task_card", "task_id": "1", "title": "Search", "status": status}
        return [{"type": "plan", "title": "Running", "tasks": [task]}]

    posted = await client.chat_postMessage(channel=dana.id, text="run", blocks=plan("in_progress"))
    await expect(page.locator("[data-task-id='1']")).to_have_attribute("data-status", "in_progress")
    await client.chat_update(channel=dana.channel().id, ts=posted["ts"], text="run", blocks=plan("complete"))
    await expect(page.locator("[data-task-id='1']")).to_have_attribute("data-status", "complete")


async def test_a_data_table_turns_pages_and_sorts(page: Page, client: AsyncWebClient, dana: Person) -> None:
    rows = [[{"type": "raw_text", "text": "Name"}, {"type": "raw_text", "text": "Score"}]]
    rows += [[{"type": "raw_text", "text": f"P{n}"}, {"type": "raw_number", "value": n}] for n in range(12)]
    table = {"type": "data_table", "caption": "People", "rows": rows}
    await client.chat_postMessage(channel=dana.id, text="table", blocks=[table])
    shown = page.locator(".data-table tbody tr:visible")
    await expect(shown).to_have_count(5)
    await page.click("[aria-label='Next page']")
    await page.click("[aria-label='Next page']")
    await expect(shown).to_have_count(2)
    await page.click(".data-table th:nth-child(2) .sort")
    await page.click(".data-table th:nth-child(2) .sort")
    await expect(shown.first).to_contain_text("P11")


async def test_ones_own_message_is_edited_and_deleted(page: Page, dana: Person) -> None:
    ts = await dana.send("find people <3")
    message = page.locator(f"#content [data-ts='{ts}']")
    await message.hover()
    await message.locator("[data-edit]").click()
    await expect(page.locator("#edit-text")).to_have_value("find people <3")
    await page.fill("#edit-text", "find companies")
    await page.click("#edit-form [type=submit]")
    await expect(message).to_contain_text("find companies")
    await expect(message).to_contain_text("(edited)")
    await message.hover()
    await message.locator("[data-delete]").click()
    await page.click("#confirm-confirm")
    await expect(message).to_have_count(0)


async def test_a_permalink_opens_its_thread_on_the_page(
    page: Page, client: AsyncWebClient, dana: Person
) -> None:
    ts = await dana.send("find people")
    answer = await client.chat_postMessage(channel=dana.id, thread_ts=ts, text="the answer")
    link = await client.chat_getPermalink(channel=dana.channel().id, message_ts=str(answer["ts"]))
    text = {"type": "mrkdwn", "text": f"<{link['permalink']}|the plan>"}
    view = {"type": "home", "blocks": [{"type": "section", "text": text}]}
    await client.views_publish(user_id=dana.id, view=view)
    await page.click("[data-tab=home]")
    await page.click("text=the plan")
    await expect(page.locator("#thread-content")).to_contain_text("the answer")


async def test_the_app_is_added_to_a_channel(page: Page, client: AsyncWebClient) -> None:
    await page.click("[data-channel=C0GENERAL1]")
    await page.click("#invite-app")
    await expect(page.locator("#invite")).not_to_be_visible()
    assert (await client.chat_postMessage(channel="general", text="hi"))["ok"]


async def test_hostile_text_stays_text(page: Page, client: AsyncWebClient, dana: Person) -> None:
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    await client.chat_postMessage(channel=dana.id, text=evil)
    await client.chat_postMessage(channel=dana.id, text="m", blocks=[{"type": "markdown", "text": evil}])
    await dana.send(evil)
    await expect(page.locator("#content .message")).to_have_count(3)
    assert await page.locator("#content img, #content script").count() == 0


async def test_a_narrow_window_has_the_sidebar_behind_a_button(
    page: Page, client: AsyncWebClient, dana: Person
) -> None:
    await client.chat_postMessage(channel="sales", text="news in sales")
    await page.set_viewport_size({"width": 400, "height": 800})
    await expect(page.locator("#sidebar")).not_to_be_visible()
    await page.click("#menu")
    await page.click("[data-channel=C0SALES001]")
    await expect(page.locator("#content")).to_contain_text("news in sales")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 400
    assert dana.channel("sales").read[dana.id]


async def test_reset_faults_and_log_are_on_the_bar(page: Page, sandbox: Sandbox, dana: Person) -> None:
    await dana.send("hello")
    await page.click("#faults")
    await page.select_option("[name=method]", "auth.test")
    await page.click("#faults-form .btn.primary")
    await page.wait_for_function("!document.querySelector('#drawer').open")
    assert [fault.method for fault in sandbox.faults.planned] == ["auth.test"]
    await page.click("#log")
    await expect(page.locator("#log-body")).to_contain_text("message")
    await page.click("#drawer-close")
    await page.click("#reset")
    await page.click("#confirm-confirm")
    await expect(page.locator("#content .message")).to_have_count(0)
    assert dana.messages() == []
