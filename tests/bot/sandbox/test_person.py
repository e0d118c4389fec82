from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import NotAnsweredError, Options, Person, Sandbox
from bot.sandbox.errors import SlackError
from tests.bot.sandbox.acts import PLAIN, events, field, form, interactions, opened


@pytest.mark.usefixtures("listening")
async def test_a_message_reaches_the_app_as_slack_sends_it(
    sandbox: Sandbox, dana: Person, heard: list[dict[str, Any]]
) -> None:
    ts = await dana.send("find <!channel> & https://a.example/x?a=1&b=2")
    await sandbox.idle()
    (event,) = events(heard, "message")
    assert event["text"] == "find &lt;!channel&gt; &amp; <https://a.example/x?a=1&amp;b=2>"
    assert (event["channel_type"], event["ts"], event["user"]) == ("im", ts, dana.id)
    runs = event["blocks"][0]["elements"][0]["elements"]
    assert runs[1] == {"type": "link", "url": "https://a.example/x?a=1&b=2"}
    assert event["client_msg_id"]


@pytest.mark.usefixtures("listening")
async def test_an_edit_and_a_deletion_are_events_too(
    sandbox: Sandbox, dana: Person, heard: list[dict[str, Any]]
) -> None:
    ts = await dana.send("old")
    await dana.edit(ts, "new")
    await dana.delete(ts)
    await sandbox.idle()
    _, changed, deleted = events(heard, "message")
    assert (changed["subtype"], changed["message"]["text"], changed["previous_message"]["text"]) == (
        "message_changed",
        "new",
        "old",
    )
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)


@pytest.mark.usefixtures("listening")
async def test_a_mention_in_a_channel_is_an_event_of_its_own(
    sandbox: Sandbox, dana: Person, heard: list[dict[str, Any]]
) -> None:
    await dana.send("<@U0SANDBOT1> find people", channel="sales")
    await dana.send("<@U0SANDBOT1> you are not here", channel="general")
    await sandbox.idle()
    (mention,) = events(heard, "app_mention")
    assert (mention["text"], mention["channel"]) == ("<@U0SANDBOT1> find people", "C0SALES001")
    assert "channel_type" not in mention


@pytest.mark.usefixtures("listening")
async def test_opening_the_tabs_tells_the_app_which(
    sandbox: Sandbox, dana: Person, client: AsyncWebClient, heard: list[dict[str, Any]]
) -> None:
    await dana.open_messages()
    await client.views_publish(user_id=dana.id, view={"type": "home", "blocks": []})
    await dana.open_home()
    await sandbox.idle()
    messages, home = events(heard, "app_home_opened")
    assert (messages["tab"], "view" in messages) == ("messages", False)
    assert (home["tab"], home["view"]["type"]) == ("home", "home")


@pytest.mark.usefixtures("listening")
async def test_a_button_sends_its_value_message_and_a_trigger(
    sandbox: Sandbox, dana: Person, client: AsyncWebClient, heard: list[dict[str, Any]]
) -> None:
    buttons = [{"type": "button", "action_id": "go", "value": value, "text": PLAIN} for value in "12"]
    blocks = [{"type": "actions", "block_id": value["value"], "elements": [value]} for value in buttons]
    posted = await client.chat_postMessage(channel=dana.id, text="x", blocks=blocks)
    await dana.click(str(posted["ts"]), "go", value="2")
    await sandbox.idle()
    (payload,) = interactions(heard, "block_actions")
    (action,) = payload["actions"]
    assert (action["value"], action["block_id"], action["type"]) == ("2", "2", "button")
    assert payload["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": dana.channel().id,
        "is_ephemeral": False,
    }
    assert payload["message"]["ts"] == posted["ts"]
    await client.views_open(trigger_id=payload["trigger_id"], view=form(field({"type": "plain_text_input"})))
    assert len(dana.views()) == 1


@pytest.mark.usefixtures("listening")
async def test_a_menu_sends_the_whole_option_and_the_other_fields(
    dana: Person, client: AsyncWebClient, heard: list[dict[str, Any]]
) -> None:
    one, two = ({"text": PLAIN, "value": value} for value in "12")
    menu = {"type": "static_select", "action_id": "menu", "options": [one, two]}
    day = {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-21"}
    blocks = [{"type": "actions", "block_id": "b", "elements": [menu, day]}]
    posted = await client.chat_postMessage(channel=dana.id, text="x", blocks=blocks)
    await dana.select(str(posted["ts"]), "menu", value="2")
    (payload,) = interactions(heard, "block_actions")
    assert payload["actions"][0]["selected_option"] == two
    assert payload["state"]["values"]["b"] == {
        "menu": {"type": "static_select", "selected_option": two},
        "day": {"type": "datepicker", "selected_date": "2026-11-21"},
    }


async def test_a_click_that_nobody_acknowledges_is_told(
    sandbox: Sandbox, dana: Person, client: AsyncWebClient
) -> None:
    sandbox.slack.socket._ack_seconds = 0.1
    button = {"type": "button", "action_id": "go", "text": PLAIN}
    posted = await client.chat_postMessage(
        channel=dana.id, text="x", blocks=[{"type": "actions", "elements": [button]}]
    )
    with pytest.raises(NotAnsweredError):
        await dana.click(str(posted["ts"]), "go")


async def test_nobody_clicks_in_anothers_direct_messages(
    boss: Person, dana: Person, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel=dana.id, text="x")
    with pytest.raises(SlackError, match="message_not_found"):
        await boss.click(str(posted["ts"]), "go")


@pytest.mark.parametrize(
    ("element", "value", "problem"),
    [
        ({"type": "plain_text_input"}, " ", "Please complete this required field."),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Enter at least 3 characters."),
        ({"type": "plain_text_input", "max_length": 1}, "ab", "Enter no more than 1 characters."),
        ({"type": "url_text_input"}, "leads", "Enter a valid URL."),
        ({"type": "email_text_input"}, "dana@", "Enter a valid email address."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Enter a valid number."),
        (
            {"type": "number_input", "is_decimal_allowed": True, "min_value": "2"},
            "1.5",
            "Enter a number of at least 2.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": True, "max_value": "1"},
            "1.5",
            "Enter a number of at most 1.",
        ),
    ],
)
async def test_slack_refuses_a_form_by_itself_before_the_app_hears_of_it(
    sandbox: Sandbox, dana: Person, element: dict[str, Any], value: str, problem: str
) -> None:
    view = opened(sandbox, dana, form(field({"action_id": "a", **element})))
    assert await dana.submit(view, {"a": value}) == {"b": problem}


@pytest.mark.usefixtures("listening")
async def test_a_submission_carries_every_kind_of_value(
    sandbox: Sandbox, dana: Person, heard: list[dict[str, Any]]
) -> None:
    choice = {"text": PLAIN, "value": "1"}
    fields = (
        field({"type": "plain_text_input", "action_id": "text"}, "text"),
        field({"type": "checkboxes", "action_id": "checks", "options": [choice]}, "checks", optional=True),
        field({"type": "radio_buttons", "action_id": "radio", "options": [choice]}, "radio"),
        field({"type": "users_select", "action_id": "user"}, "user"),
        field({"type": "datetimepicker", "action_id": "when"}, "when"),
    )
    view = opened(sandbox, dana, form(*fields))
    values = {"text": "Ada", "radio": "1", "user": {"user": dana.id}, "when": 1_800_000_000}
    assert await dana.submit(view, values) is None
    (payload,) = interactions(heard, "view_submission")
    assert payload["view"]["state"]["values"] == {
        "text": {"text": {"type": "plain_text_input", "value": "Ada"}},
        "checks": {"checks": {"type": "checkboxes", "selected_options": []}},
        "radio": {"radio": {"type": "radio_buttons", "selected_option": choice}},
        "user": {"user": {"type": "users_select", "selected_user": dana.id}},
        "when": {"when": {"type": "datetimepicker", "selected_date_time": 1_800_000_000}},
    }


async def test_acknowledgements_push_and_clear_modals(sandbox: Sandbox, dana: Person, bolt: AsyncApp) -> None:
    text = {"type": "plain_text_input", "action_id": "a"}

    @bolt.view("form")
    async def follow(ack: Any, view: dict[str, Any]) -> None:
        if view["state"]["values"]["b"]["a"]["value"] == "push":
            await ack(response_action="push", view=form(field(text)))
        else:
            await ack(response_action="clear")

    view = opened(sandbox, dana, form(field(text)))
    assert await dana.submit(view, {"a": "push"}) is None
    _, top = dana.views()
    assert await dana.submit(top["id"], {"a": "clear"}) is None
    assert dana.views() == []


async def test_an_answer_for_a_modal_that_was_closed_meanwhile_changes_nothing(
    sandbox: Sandbox, dana: Person, bolt: AsyncApp
) -> None:
    text = field({"type": "plain_text_input", "action_id": "a"})
    view = opened(sandbox, dana, form(text))

    @bolt.view("form")
    async def follow(ack: Any) -> None:
        await dana.close(view)
        await ack(response_action="update", view=form(text))

    assert await dana.submit(view, {"a": "x"}) is None
    assert (dana.views(), sandbox.violations) == ([], [])


async def test_errors_for_a_block_that_is_not_there_are_a_violation(
    sandbox: Sandbox, dana: Person, bolt: AsyncApp
) -> None:
    @bolt.view("form")
    async def refuse(ack: Any) -> None:
        await ack(response_action="errors", errors={"elsewhere": "no"})

    view = opened(sandbox, dana, form(field({"type": "plain_text_input", "action_id": "a"})))
    with pytest.raises(NotAnsweredError):
        await dana.submit(view, {"a": "x"})
    assert [v.method for v in sandbox.violations] == ["response_action"]


@pytest.mark.usefixtures("listening")
async def test_closing_tells_the_app_only_when_it_wants_to_know(
    sandbox: Sandbox, dana: Person, heard: list[dict[str, Any]]
) -> None:
    text = field({"type": "plain_text_input", "action_id": "a"})
    await dana.close(opened(sandbox, dana, form(text)))
    await dana.close(opened(sandbox, dana, form(text, notify_on_close=True)))
    await sandbox.idle()
    assert len(interactions(heard, "view_closed")) == 1
    assert dana.views() == []


async def test_a_response_url_replaces_and_deletes_a_whisper(
    sandbox: Sandbox, dana: Person, bolt: AsyncApp, client: AsyncWebClient
) -> None:
    @bolt.action("go")
    async def go(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        await ack()
        if action["value"] == "replace":
            await respond(text="replaced", replace_original=True)
        elif action["value"] == "delete":
            await respond(delete_original=True)
        else:
            await respond(text="another", replace_original=False)

    words = ("replace", "another", "delete")
    buttons = [
        {"type": "actions", "elements": [{"type": "button", "action_id": "go", "value": w, "text": PLAIN}]}
        for w in words
    ]
    for _ in range(2):
        await client.chat_postEphemeral(channel=dana.channel().id, user=dana.id, text="x", blocks=buttons)
    first, second = (m["ts"] for m in dana.ephemerals())
    await dana.click(second, "go", value="another")
    await sandbox.until(lambda: len(dana.ephemerals()) == 3)
    await dana.click(first, "go", value="replace")
    await sandbox.until(lambda: dana.ephemerals()[0]["text"] == "replaced")
    await dana.click(second, "go", value="delete")
    await sandbox.until(lambda: len(dana.ephemerals()) == 2)
    assert [m["text"] for m in dana.ephemerals()] == ["replaced", "another"]


@pytest.mark.usefixtures("listening")
async def test_stop_ends_the_streams_of_the_thread_and_tells_the_app(
    sandbox: Sandbox, dana: Person, client: AsyncWebClient, heard: list[dict[str, Any]]
) -> None:
    ts = await dana.send("go")
    started = await client.chat_startStream(channel=dana.channel().id, thread_ts=ts, markdown_text="a")
    await dana.stop(ts)
    await sandbox.idle()
    (event,) = events(heard, "agent_session_stopped")
    assert (event["thread_ts"], event["streaming_message_ts"]) == (ts, [started["ts"]])


async def test_an_unknown_command_is_not_delivered() -> None:
    async with Sandbox(manifest={"features": {"slash_commands": []}}) as sandbox:
        with pytest.raises(NotAnsweredError, match="not a valid command"):
            await sandbox.person("rep").command("/nothing")


@pytest.mark.usefixtures("listening")
async def test_a_file_without_text_is_shared(
    sandbox: Sandbox, dana: Person, heard: list[dict[str, Any]]
) -> None:
    await dana.send("", files=[("a.csv", b"a,b")])
    await sandbox.idle()
    (event,) = events(heard, "message")
    assert (event["subtype"], event["text"], event["files"][0]["name"]) == ("file_share", "", "a.csv")


@pytest.mark.usefixtures("listening")
async def test_a_credential_in_a_form_reaches_the_app_and_not_the_log(
    sandbox: Sandbox, dana: Person, heard: list[dict[str, Any]]
) -> None:
    view = opened(sandbox, dana, form(field({"type": "plain_text_input", "action_id": "session_cookie"})))
    await dana.submit(view, {"session_cookie": "planted-credential"})
    (payload,) = interactions(heard, "view_submission")
    assert payload["view"]["state"]["values"]["b"]["session_cookie"]["value"] == "planted-credential"
    assert "planted-credential" not in str(sandbox.calls.rows())


async def test_a_reaction_is_added_and_taken_away_again(dana: Person, boss: Person) -> None:
    ts = await dana.send("hello", channel="sales")
    await boss.react(ts, "eyes")
    assert dana.messages("sales")[0]["reactions"] == [{"name": "eyes", "users": [boss.id], "count": 1}]
    await boss.react(ts, "eyes")
    assert not dana.messages("sales")[0].get("reactions")


@pytest.mark.usefixtures("listening")
async def test_a_new_channel_hears_the_app_once_it_is_invited_and_no_one_once_archived(
    sandbox: Sandbox, dana: Person, boss: Person, client: AsyncWebClient, heard: list[dict[str, Any]]
) -> None:
    channel = await dana.create_channel("north")
    await dana.send("is the app here?", channel)
    await boss.invite_app(channel)
    await boss.send("now it is", channel)
    await sandbox.idle()
    said = [event["text"] for event in events(heard, "message") if "subtype" not in event]
    assert said == ["now it is"]
    assert boss.id in dana.channel("north").members
    await dana.archive(channel)
    with pytest.raises(SlackError, match="is_archived"):
        await dana.send("anybody?", channel)
    await dana.unarchive(channel)
    await client.chat_postMessage(channel=channel, text="back again")


@pytest.mark.usefixtures("listening")
async def test_the_cross_closes_every_modal_and_tells_of_each_the_topmost_first(
    sandbox: Sandbox, dana: Person, heard: list[dict[str, Any]]
) -> None:
    text = field({"type": "plain_text_input", "action_id": "a"})
    below = opened(sandbox, dana, form(text, notify_on_close=True))
    top = sandbox.slack.views.push(dana.id, form(text, notify_on_close=True))["id"]
    await dana.close(top, stack=True)
    await sandbox.idle()
    closed = interactions(heard, "view_closed")
    assert {payload["view"]["id"] for payload in closed} == {top, below}
    assert all(payload["is_cleared"] for payload in closed)
    assert dana.views() == []


@pytest.mark.usefixtures("listening")
async def test_a_submission_may_answer_where_the_person_says(
    sandbox: Sandbox, dana: Person, heard: list[dict[str, Any]]
) -> None:
    menu = {"type": "conversations_select", "action_id": "a", "response_url_enabled": True}
    view = opened(sandbox, dana, form(field(menu)))
    await dana.submit(view, {"a": "C0SALES001"})
    (payload,) = interactions(heard, "view_submission")
    (place,) = payload["response_urls"]
    assert (place["channel_id"], place["block_id"], place["action_id"]) == ("C0SALES001", "b", "a")
    answer = {"text": "done", "response_type": "in_channel"}
    async with aiohttp.ClientSession() as session, session.post(place["response_url"], json=answer) as sent:
        assert sent.status == 200
    assert dana.messages("sales")[-1]["text"] == "done"


@pytest.mark.usefixtures("listening")
async def test_files_are_uploaded_with_a_form(
    sandbox: Sandbox, dana: Person, client: AsyncWebClient, heard: list[dict[str, Any]]
) -> None:
    view = opened(sandbox, dana, form(field({"type": "file_input", "action_id": "a", "max_files": 2})))
    three = [("a.csv", b"a"), ("b.csv", b"b"), ("c.csv", b"c")]
    assert await dana.submit(view, {"a": three}) == {"b": "Choose no more than 2."}
    sent = {"name": "leads.csv", "base64": "YSxi"}
    assert await dana.submit(view, {"a": [sent]}) is None
    (payload,) = interactions(heard, "view_submission")
    (file,) = payload["view"]["state"]["values"]["b"]["a"]["files"]
    assert (file["name"], file["size"], file["user"]) == ("leads.csv", 3, dana.id)
    assert (await client.files_info(file=file["id"]))["file"]["name"] == "leads.csv"


async def test_a_command_may_name_people_and_channels_by_their_ids() -> None:
    listed = [{"command": "/plan", "description": "Plans", "should_escape": True}]
    manifest = {"features": {"slash_commands": listed}}
    async with Sandbox(manifest=manifest, options=Options(ack_seconds=0.05)) as sandbox:
        with pytest.raises(NotAnsweredError):
            await sandbox.person("rep").command("/plan", "for @max in #sales")
        (row,) = sandbox.calls.rows(name="/plan")
    assert row["request"]["text"] == "for <@U0MAXMNGR1|max> in <#C0SALES001|sales>"
