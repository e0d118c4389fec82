"""Every element that one presses, chooses or fills in, in a message and in a modal, at both widths."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox
from tests.browser.plain import AB, CONTROLS, FORM

pytestmark = pytest.mark.browser


class Actions(list[dict[str, Any]]):
    """What the app was sent, which one can wait for."""

    def __init__(self) -> None:
        super().__init__()
        self._news = asyncio.Event()

    def hear(self, action: dict[str, Any]) -> None:
        self.append(action)
        self._news.set()

    async def last(self, count: int = 1) -> dict[str, Any]:
        """The last one, once there are so many."""
        async with asyncio.timeout(5):
            while len(self) < count:
                self._news.clear()
                await self._news.wait()
        return self[-1]


@pytest.fixture
def acted(bolt: AsyncApp) -> Actions:
    """Every action that the app was sent. `go` opens the form; menus from outside offer two options."""
    actions = Actions()

    @bolt.action({"block_id": "plan"})
    @bolt.action({"block_id": "feedback"})
    @bolt.action("many")
    @bolt.action("people")
    @bolt.action("outside")
    async def act(ack: Any, action: dict[str, Any], body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        actions.hear(action)
        if action["action_id"] == "go":
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @bolt.options("outside")
    async def offer(ack: Any, payload: dict[str, Any]) -> None:
        await ack(options=AB if payload["value"].startswith("o") else [])

    return actions


@pytest.fixture
async def controls(client: AsyncWebClient, dana: Person, page: Page, acted: Actions) -> Locator:
    """A message with every element."""
    assert acted == []
    posted = await client.chat_postMessage(channel=dana.id, text="controls", blocks=CONTROLS)
    message = page.locator(f"#content [data-ts='{posted['ts']}']")
    await message.wait_for()
    return message


async def pick(field: Locator, typed: str, label: str) -> None:
    """Search in a menu with chips, and choose."""
    await field.get_by_role("combobox").fill(typed)
    await field.get_by_role("option", name=label).click()


async def test_a_button_asks_before_it_acts(page: Page, controls: Locator, acted: Actions) -> None:
    await controls.locator("[data-action-id=cancel]").click()
    await page.click("#confirm-deny")
    await controls.locator("[data-action-id=cancel]").click()
    await page.keyboard.press("Escape")
    assert acted == []
    await controls.locator("[data-action-id=cancel]").click()
    await expect(page.locator("#confirm")).to_contain_text("Really?")
    await page.click("#confirm-confirm")
    assert (await acted.last())["action_id"] == "cancel"


async def test_a_link_opens_beside_the_page_and_tells_the_app(
    page: Page, controls: Locator, acted: Actions
) -> None:
    await page.context.route("https://example.com/**", lambda route: route.fulfill(body="there"))
    async with page.expect_popup() as popup:
        await controls.get_by_role("link", name="Docs").click()
    assert (await popup.value).url == "https://example.com/docs"
    assert (await acted.last())["action_id"] == "docs"


async def test_an_overflow_menu_opens_and_sends_its_choice(
    page: Page, controls: Locator, acted: Actions
) -> None:
    await controls.get_by_label("More options").click()
    await expect(controls.get_by_role("menuitem", name="Option a")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(controls.get_by_label("More options")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    assert (await acted.last())["selected_option"]["value"] == "b"


async def test_menus_and_pickers_send_what_was_chosen(controls: Locator, acted: Actions) -> None:
    await controls.locator("[data-action-id=menu]").select_option("b")
    await controls.locator("[data-action-id=radio] input[value=a]").check()
    await controls.locator("[data-action-id=checks] input[value=b]").check()
    await controls.locator("[data-action-id=day]").fill("2026-11-21")
    await controls.locator("[data-action-id=hour]").fill("09:30")
    await controls.locator("[data-action-id=moment]").fill("2026-11-21T09:30")
    await controls.locator("[data-action-id=who]").select_option(label="Max Lindner")
    await controls.locator("[data-action-id=where]").select_option(label="#general")
    await controls.locator("[data-action-id=channel]").select_option(label="#sales")
    await acted.last(9)
    sent = {action["action_id"]: action for action in acted}
    assert sent["menu"]["selected_option"]["value"] == "b"
    assert sent["radio"]["selected_option"]["value"] == "a"
    assert [o["value"] for o in sent["checks"]["selected_options"]] == ["b"]
    assert sent["day"]["selected_date"] == "2026-11-21"
    assert sent["hour"]["selected_time"] == "09:30"
    assert sent["moment"]["selected_date_time"] > 1_795_000_000
    assert sent["who"]["selected_user"] == "U0MAXMNGR1"
    assert sent["where"]["selected_conversation"] == "C0GENERAL1"
    assert sent["channel"]["selected_channel"] == "C0SALES001"


async def test_chips_are_added_by_searching_and_removed_again(controls: Locator, acted: Actions) -> None:
    many = controls.locator("[data-action-id=many]")
    await pick(many, "option b", "Option b")
    await many.get_by_role("combobox").press("Enter")
    chosen = (await acted.last(2))["selected_options"]
    assert sorted(o["value"] for o in chosen) == ["a", "b"]
    await many.get_by_label("Remove Option b").click()
    assert [o["value"] for o in (await acted.last(3))["selected_options"]] == ["a"]
    await pick(controls.locator("[data-action-id=people]"), "max", "Max Lindner")
    assert (await acted.last(4))["selected_users"] == ["U0MAXMNGR1"]


async def test_a_menu_from_outside_asks_the_app_as_one_types(controls: Locator, acted: Actions) -> None:
    outside = controls.locator("[data-action-id=outside]")
    await outside.get_by_role("combobox").fill("zzz")
    await expect(outside).to_contain_text("No results")
    await pick(outside, "o", "Option b")
    assert (await acted.last())["selected_option"]["text"]["text"] == "Option b"
    await expect(outside.locator(".chosen")).to_have_text("Option b✕")


async def test_feedback_and_icon_buttons_are_pressed(controls: Locator, acted: Actions) -> None:
    await controls.get_by_label("Good").click()
    assert (await acted.last())["value"] == "yes"
    await controls.get_by_label("Remove", exact=True).click()
    assert (await acted.last(2))["action_id"] == "bin"


WRITTEN = {
    "name": "Ada",
    "story": "Two\nlines",
    "age": "36",
    "mail": "ada@acme.example",
    "site": "https://acme.example",
    "day": "2026-11-21",
    "hour": "09:30",
    "moment": "2026-11-21T09:30",
}
PICKED = {"many": "Option x", "people": "Dana Reyes", "rooms": "#sales", "outside": "Option a"}


async def fill_in(page: Page) -> None:
    """Something in every field of the form."""
    for name, text in WRITTEN.items():
        await page.fill(f"#modal [data-action-id={name}]", text)
    await page.check("#modal [data-action-id=kind] input[value=a]")
    await page.check("#modal [data-action-id=tags] input[value=b]")
    await page.select_option("#modal [data-action-id=pick]", "x")
    await page.click("#modal [data-action-id=rich]")
    await page.click("#modal [data-format=bold]")
    await page.keyboard.type("loud")
    for name, label in PICKED.items():
        await pick(page.locator(f"#modal [data-action-id={name}]"), label[:8].lower(), label)
    csv: Any = {"name": "leads.csv", "mimeType": "text/csv", "buffer": b"name\nAda\n"}
    await page.set_input_files("#modal [data-action-id=files]", csv)
    await expect(page.locator("#modal .file-names")).to_have_text("leads.csv")


async def test_every_field_of_a_form_reaches_the_app(page: Page, controls: Locator, bolt: AsyncApp) -> None:
    submitted: list[dict[str, Any]] = []

    @bolt.view("form")
    async def save(ack: Any, view: dict[str, Any]) -> None:
        submitted.append({name: field[name] for name, field in view["state"]["values"].items()})
        await ack()

    await controls.locator("[data-action-id=go]").click()
    await expect(page.locator("#modal [data-action-id=name]")).to_be_focused()
    await fill_in(page)
    await page.click("#modal-submit")
    await expect(page.locator("#modal")).not_to_be_visible()
    values = submitted[0]
    assert {name: values[name]["value"] for name in ("name", "story", "age", "mail", "site")} == {
        name: text for name, text in WRITTEN.items() if name not in ("day", "hour", "moment")
    }
    run = values["rich"]["rich_text_value"]["elements"][0]["elements"][0]
    assert run == {"type": "text", "text": "loud", "style": {"bold": True}}
    assert values["pick"]["selected_option"]["value"] == "x"
    assert [o["value"] for o in values["many"]["selected_options"]] == ["x"]
    assert [o["text"]["text"] for o in values["outside"]["selected_options"]] == ["Option a"]
    assert values["people"]["selected_users"] == ["U0DANAREP1"]
    assert values["rooms"]["selected_channels"] == ["C0SALES001"]
    assert values["moment"]["selected_date_time"] > 1_795_000_000
    assert values["files"]["files"][0]["name"] == "leads.csv"


async def test_a_form_says_at_the_field_what_is_wrong(page: Page, controls: Locator, bolt: AsyncApp) -> None:
    @bolt.view("form")
    async def refuse(ack: Any, view: dict[str, Any]) -> None:
        wrong = view["state"]["values"]["name"]["name"]["value"] == "nobody"
        await ack(response_action="errors", errors={"name": "Somebody, please"}) if wrong else await ack()

    await controls.locator("[data-action-id=go]").click()
    problem = page.locator("[data-input-block=name] .field-error")
    await page.click("#modal-submit")
    await expect(problem).to_have_text("Please complete this required field.")
    await expect(page.locator("#modal [data-action-id=name]")).to_be_focused()
    await page.fill("#modal [data-action-id=name]", "nobody")
    await page.click("#modal-submit")
    await expect(problem).to_have_text("Somebody, please")
    await page.fill("#modal [data-action-id=name]", "Ada")
    await page.fill("#modal [data-action-id=age]", "0")
    await page.click("#modal-submit")
    await expect(page.locator("[data-input-block=age] .field-error")).to_be_visible()
    await page.fill("#modal [data-action-id=age]", "1")
    await page.click("#modal-submit")
    await expect(page.locator("#modal")).not_to_be_visible()


async def test_a_form_keeps_what_was_typed_when_another_lies_over_it(
    page: Page, controls: Locator, sandbox: Sandbox, dana: Person, client: AsyncWebClient
) -> None:
    await controls.locator("[data-action-id=go]").click()
    await page.fill("#modal [data-action-id=name]", "Ada")
    trigger = sandbox.slack.triggers.issue(dana.id, dana.views()[0]["id"])
    await client.views_push(trigger_id=trigger, view={**FORM, "blocks": FORM["blocks"][:2]})
    await expect(page.locator("#modal-close")).to_have_text("Back")
    await page.click("#modal-close")
    await expect(page.locator("#modal [data-action-id=name]")).to_have_value("Ada")
    await page.keyboard.press("Escape")
    await expect(page.locator("#modal")).not_to_be_visible()
