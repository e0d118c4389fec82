"""The pictures of the sandbox's page: a plain app behind it, at both widths, light and dark."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Literal

from playwright.async_api import Browser, Page
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox
from tests.browser.plain import CONFIRM, FORM, MANIFEST, PLAN, asked, chart, option, plain
from tests.browser.visitor import LAPTOP, PHONE

Shoot = Callable[[Page, str], Awaitable[None]]
Scheme = Literal["light", "dark"]
PEOPLE = (
    ("Mara Lindqvist", "Head of Sales", 91),
    ("Tom Okafor", "VP Marketing", 84),
    ("Ines Duarte", "Sales Director", 77),
    ("Jonas Weber", "Marketing Lead", 69),
    ("Aiko Tanaka", "Growth Manager", 62),
    ("Lea Brandt", "CMO", 58),
)


def leads() -> dict[str, Any]:
    head = [{"type": "raw_text", "text": name} for name in ("Name", "Title", "Score")]
    rows = [
        [{"type": "raw_text", "text": n}, {"type": "raw_text", "text": t}, {"type": "raw_number", "value": s}]
        for n, t, s in PEOPLE
    ]
    return {"type": "data_table", "caption": "6 people in Berlin", "rows": [head, *rows]}


DECISION: list[dict[str, Any]] = [
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*6 people, 5 with an e-mail.* Shall I write to them? :rocket:"},
        "accessory": {"type": "overflow", "action_id": "more", "options": [option("a"), option("b")]},
    },
    {
        "type": "actions",
        "block_id": "decide",
        "elements": [
            {"type": "button", "action_id": "go", "text": plain("Write to them"), "style": "primary"},
            {"type": "button", "action_id": "stop", "text": plain("Not now"), "confirm": CONFIRM},
            {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-23"},
        ],
    },
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "At most 20 a day · `playbook 4`"}]},
]


def choices(*names: str) -> list[dict[str, Any]]:
    return [{"text": plain(name), "value": name} for name in names]


INDUSTRIES = choices("SaaS", "Fintech", "Health", "Energy", "Retail")
SEARCH = {
    **FORM,
    "title": plain("A new search"),
    "blocks": [
        asked("name", "plain_text_input") | {"optional": False},
        asked("often", "radio_buttons", options=choices("Once", "Once a week")),
        asked("until", "datepicker", initial_date="2026-12-24"),
        asked("industries", "multi_static_select", options=INDUSTRIES, max_selected_items=3),
    ],
}


async def talk(client: AsyncWebClient, dana: Person, boss: Person) -> str:
    """A conversation with a plan, a table, a chart and a decision; returns the ts of its thread."""
    place = dana.channel().id
    ts = await dana.send("Find marketing leaders of SaaS companies in Berlin")
    await client.chat_postMessage(channel=place, text="Plan", blocks=[PLAN])
    await client.chat_postMessage(
        channel=place, text="Table", blocks=[leads(), chart("bar") | {"title": "Leads by day"}]
    )
    answer = await client.chat_postMessage(channel=place, text="Decide", blocks=DECISION)
    await client.reactions_add(channel=place, timestamp=str(answer["ts"]), name="eyes")
    await client.chat_postMessage(channel=place, thread_ts=ts, text="I took Berlin to mean the *city*.")
    await boss.send(f"<@{dana.id}> how is it going?", "sales")
    return ts


async def conversation(page: Page, shoot: Shoot, ts: str) -> None:
    await page.evaluate(f"document.querySelector('[data-ts=\"{ts}\"]').scrollIntoView()")
    await shoot(page, "sandbox-plan")
    await page.evaluate("document.querySelector('.data-table').scrollIntoView()")
    await shoot(page, "sandbox-table-and-chart")
    await page.evaluate(f"document.querySelector('[data-ts=\"{ts}\"] .replies').click()")
    await page.locator("#thread-content .message").nth(1).wait_for()
    await shoot(page, "sandbox-conversation")
    await page.click("#thread-close")


async def modal(page: Page, shoot: Shoot, client: AsyncWebClient, trigger: str) -> None:
    await client.views_open(trigger_id=trigger, view=SEARCH)
    await page.fill("#modal [data-action-id=name]", "SaaS in Berlin")
    await page.check("#modal input[value='Once a week']")
    industries = page.locator("#modal [data-action-id=industries]")
    for name in ("SaaS", "Fintech"):
        await industries.get_by_role("combobox").fill(name)
        await industries.get_by_role("option", name=name).click()
    await industries.get_by_role("combobox").fill("e")
    await shoot(page, "sandbox-modal")
    await page.keyboard.press("Escape")
    await page.click("#modal-close")


async def tools(page: Page, shoot: Shoot, client: AsyncWebClient) -> None:
    try:
        await client.chat_postMessage(channel="sales", text="x", blocks=[{"type": "header"}])
    except SlackApiError:
        await page.click("#log")
    await page.locator("#violations").wait_for()
    await page.locator("#log-rows .log-name").nth(1).click()
    await page.evaluate("document.querySelector('#drawer').style.height = '560px'")
    await shoot(page, "sandbox-log")
    await page.evaluate("document.querySelector('#drawer').style.height = ''")
    await page.click("#tab-faults")
    await page.select_option("[name=method]", "chat.postMessage")
    await page.click("#faults-form [type=submit]")
    await page.locator("#planned", has_text="chat.postMessage").wait_for()
    await page.locator("#toast").wait_for(state="hidden")
    await shoot(page, "sandbox-faults")


async def window(browser: Browser, sandbox: Sandbox, width: int, scheme: Scheme) -> Page:
    page = await browser.new_page(viewport={"width": width, "height": 820}, color_scheme=scheme)
    await page.goto(sandbox.url)
    await page.locator("#content .message").nth(3).wait_for()
    return page


async def take_sandbox(browser: Browser, shoot: Shoot) -> None:
    async with Sandbox(manifest=MANIFEST) as sandbox:
        client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
        dana = sandbox.person("rep")
        ts = await talk(client, dana, sandbox.person("manager"))
        light = await window(browser, sandbox, LAPTOP, "light")
        await conversation(light, shoot, ts)
        await modal(light, shoot, client, sandbox.slack.triggers.issue(dana.id))
        await tools(light, shoot, client)
        dark = await window(browser, sandbox, LAPTOP, "dark")
        await dark.evaluate("document.querySelector('.data-table').scrollIntoView()")
        await shoot(dark, "sandbox-dark")
        for scheme in ("light", "dark"):
            phone = await window(browser, sandbox, PHONE, scheme)
            await shoot(phone, f"sandbox-phone-{scheme}")
