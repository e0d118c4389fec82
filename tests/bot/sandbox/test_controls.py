from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import NotAnsweredError, Person, Sandbox
from tests.bot.sandbox.acts import PLAIN, field, form, interactions, opened

ONE, TWO = ({"text": PLAIN, "value": value} for value in "12")
RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}
EXTERNAL = {"type": "external_select", "action_id": "who", "min_query_length": 1}
ADA = {"text": {"type": "plain_text", "text": "Ada Lovelace"}, "value": "ada"}

CHOSEN: list[tuple[dict[str, Any], Any, dict[str, Any]]] = [
    ({"type": "datepicker", "initial_date": "2026-11-21"}, "2026-12-01", {"selected_date": "2026-12-01"}),
    ({"type": "timepicker", "timezone": "Europe/Berlin"}, "09:30", {"selected_time": "09:30"}),
    ({"type": "datetimepicker"}, 1_800_000_000, {"selected_date_time": 1_800_000_000}),
    ({"type": "static_select", "options": [ONE, TWO]}, "2", {"selected_option": TWO}),
    ({"type": "users_select", "placeholder": PLAIN}, "U0DANAREP1", {"selected_user": "U0DANAREP1"}),
    ({"type": "conversations_select"}, "C0SALES001", {"selected_conversation": "C0SALES001"}),
    ({"type": "channels_select"}, "C0SALES001", {"selected_channel": "C0SALES001"}),
    ({"type": "radio_buttons", "options": [ONE, TWO]}, "1", {"selected_option": ONE}),
    ({"type": "checkboxes", "options": [ONE, TWO]}, ["1", "2"], {"selected_options": [ONE, TWO]}),
    ({"type": "checkboxes", "options": [ONE, TWO]}, [], {"selected_options": []}),
    ({"type": "overflow", "options": [ONE, TWO]}, "2", {"selected_option": TWO}),
    ({"type": "button", "text": PLAIN, "value": "7"}, None, {"value": "7"}),
]
SEVERAL: list[tuple[dict[str, Any], list[str], dict[str, Any]]] = [
    ({"type": "multi_static_select", "options": [ONE, TWO]}, ["2"], {"selected_options": [TWO]}),
    ({"type": "multi_users_select"}, ["U0DANAREP1"], {"selected_users": ["U0DANAREP1"]}),
    ({"type": "multi_channels_select"}, ["C0SALES001"], {"selected_channels": ["C0SALES001"]}),
    (
        {"type": "multi_conversations_select"},
        ["C0SALES001"],
        {"selected_conversations": ["C0SALES001"]},
    ),
]
TYPED: list[tuple[dict[str, Any], Any, dict[str, Any]]] = [
    ({"type": "plain_text_input"}, "Ada", {"value": "Ada"}),
    ({"type": "number_input", "is_decimal_allowed": False}, "7", {"value": "7"}),
    ({"type": "email_text_input"}, "ada@acme.example", {"value": "ada@acme.example"}),
    ({"type": "url_text_input"}, "https://acme.example", {"value": "https://acme.example"}),
    ({"type": "rich_text_input"}, RICH, {"rich_text_value": RICH}),
]


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize(("element", "value", "told"), [*CHOSEN, *SEVERAL])
async def test_what_is_chosen_in_a_message_reaches_the_app(
    dana: Person,
    client: AsyncWebClient,
    heard: list[dict[str, Any]],
    element: dict[str, Any],
    value: Any,
    told: dict[str, Any],
) -> None:
    inside = {**element, "action_id": "a"}
    block: dict[str, Any] = {"type": "actions", "block_id": "b", "elements": [inside]}
    if element["type"].startswith("multi_"):
        block = {"type": "section", "block_id": "b", "text": PLAIN, "accessory": inside}
    posted = await client.chat_postMessage(channel=dana.id, text="x", blocks=[block])
    await dana.select(str(posted["ts"]), "a", value=value)
    (payload,) = interactions(heard, "block_actions")
    (action,) = payload["actions"]
    assert action.pop("action_ts") > posted["ts"]
    kept = {name: element[name] for name in element if name not in ("options", "value")}
    assert action == {**kept, **told, "block_id": "b", "action_id": "a"}


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize(("element", "value", "told"), TYPED)
async def test_what_is_entered_in_a_modal_reaches_the_app_where_the_block_dispatches(
    sandbox: Sandbox,
    dana: Person,
    heard: list[dict[str, Any]],
    element: dict[str, Any],
    value: Any,
    told: dict[str, Any],
) -> None:
    inside = {**element, "action_id": "a"}
    quiet = opened(sandbox, dana, form(field(inside)))
    await dana.select(quiet, "a", value=value)
    assert interactions(heard, "block_actions") == []
    loud = opened(sandbox, dana, form(field(inside, dispatch_action=True)))
    await dana.select(loud, "a", value=value)
    (payload,) = interactions(heard, "block_actions")
    assert payload["actions"][0].items() >= told.items()
    assert payload["container"] == {"type": "view", "view_id": loud}
    assert payload["view"]["state"]["values"]["b"]["a"] == {"type": element["type"], **told}


async def test_a_menu_asks_the_app_as_one_types_and_what_it_offers_can_be_chosen(
    sandbox: Sandbox, dana: Person, bolt: AsyncApp, heard: list[dict[str, Any]]
) -> None:
    @bolt.options("who")
    async def offer(ack: Any, payload: dict[str, Any]) -> None:
        await ack(options=[ADA] if payload["value"] == "ad" else [])

    @bolt.view("form")
    async def accept(ack: Any) -> None:
        await ack()

    view = opened(sandbox, dana, form(field(EXTERNAL), private_metadata="m"))
    assert await dana.suggest(view, "who", "") == {"options": []}
    assert await dana.suggest(view, "who", "ad") == {"options": [ADA]}
    assert await dana.suggest(view, "who", "x") == {"options": []}
    first, _ = interactions(heard, "block_suggestion")
    assert (first["value"], first["action_id"], first["block_id"]) == ("ad", "who", "b")
    assert (first["container"], first["view"]["private_metadata"]) == ({"type": "view", "view_id": view}, "m")
    assert await dana.submit(view, {"who": "ada"}) is None
    (payload,) = interactions(heard, "view_submission")
    assert payload["view"]["state"]["values"]["b"]["who"]["selected_option"] == ADA
    assert "options" not in payload["view"]["blocks"][0]["element"]


async def test_a_menu_in_a_message_may_be_offered_groups(
    dana: Person, client: AsyncWebClient, bolt: AsyncApp, heard: list[dict[str, Any]]
) -> None:
    groups = [{"label": PLAIN, "options": [ADA]}]

    @bolt.options("who")
    async def offer(ack: Any) -> None:
        await ack(option_groups=groups)

    @bolt.action("who")
    async def chosen(ack: Any) -> None:
        await ack()

    block = {"type": "actions", "block_id": "b", "elements": [EXTERNAL]}
    posted = await client.chat_postMessage(channel=dana.id, text="x", blocks=[block])
    assert await dana.suggest(str(posted["ts"]), "who", "a") == {"option_groups": groups}
    (asked,) = interactions(heard, "block_suggestion")
    assert asked["container"]["message_ts"] == asked["message"]["ts"] == posted["ts"]
    await dana.select(str(posted["ts"]), "who", value="ada")
    (payload,) = interactions(heard, "block_actions")
    assert payload["actions"][0]["selected_option"] == ADA


@pytest.mark.parametrize("offered", [[ADA] * 101, [{"text": PLAIN}]])
async def test_options_that_slack_would_refuse_are_a_violation(
    sandbox: Sandbox, dana: Person, bolt: AsyncApp, offered: list[dict[str, Any]]
) -> None:
    @bolt.options("who")
    async def offer(ack: Any) -> None:
        await ack(options=offered)

    view = opened(sandbox, dana, form(field(EXTERNAL)))
    with pytest.raises(NotAnsweredError, match="refused"):
        await dana.suggest(view, "who", "a")
    assert [v.method for v in sandbox.violations] == ["block_suggestion"]


async def test_only_a_menu_of_the_apps_asks_it(sandbox: Sandbox, dana: Person) -> None:
    view = opened(sandbox, dana, form(field({"type": "plain_text_input", "action_id": "a"})))
    with pytest.raises(LookupError, match="no menu"):
        await dana.suggest(view, "a", "x")


@pytest.mark.usefixtures("listening")
async def test_a_button_pressed_in_the_instant_of_an_update_is_the_one_that_says_the_same(
    dana: Person, client: AsyncWebClient, heard: list[dict[str, Any]]
) -> None:
    buttons = [{"type": "button", "action_id": "go", "value": value, "text": PLAIN} for value in "122"]
    blocks = [{"type": "actions", "elements": [button]} for button in buttons]
    posted = await client.chat_postMessage(channel=dana.id, text="x", blocks=blocks)
    await dana.click(str(posted["ts"]), "go", block_id="before", value="1")
    (payload,) = interactions(heard, "block_actions")
    assert payload["actions"][0]["value"] == "1"
    for said in ("2", "3"):
        with pytest.raises(LookupError, match="nothing here"):
            await dana.click(str(posted["ts"]), "go", block_id="before", value=said)
