from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox
from tests.bot.sandbox.acts import field, form

EVIL = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script><javascript:alert(3)|x>"
PLAIN = {"type": "plain_text", "text": EVIL[:75]}
MRKDWN = {"type": "mrkdwn", "text": EVIL}
OPTION = {"text": PLAIN, "value": EVIL[:150]}
CONFIRM = {
    "title": PLAIN,
    "text": MRKDWN,
    "confirm": {"type": "plain_text", "text": "<b>"},
    "deny": {"type": "plain_text", "text": "<b>"},
}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": EVIL}]}],
}
HOSTILE: list[dict[str, Any]] = [
    {"type": "section", "text": MRKDWN, "fields": [PLAIN]},
    {"type": "header", "text": PLAIN},
    {
        "type": "context",
        "elements": [MRKDWN, {"type": "image", "alt_text": EVIL, "image_url": "https://x.y"}],
    },
    {
        "type": "actions",
        "block_id": EVIL,
        "elements": [
            {"type": "button", "action_id": EVIL, "value": EVIL, "text": PLAIN, "confirm": CONFIRM},
            {"type": "button", "action_id": "link", "url": "javascript:alert(4)", "text": PLAIN},
            {"type": "static_select", "action_id": "s", "options": [OPTION], "placeholder": PLAIN},
            {"type": "overflow", "action_id": "o", "options": [OPTION]},
            {"type": "radio_buttons", "action_id": "r", "options": [OPTION]},
            {"type": "checkboxes", "action_id": "c", "options": [OPTION]},
        ],
    },
    {
        "type": "input",
        "label": PLAIN,
        "hint": PLAIN,
        "element": {"type": "plain_text_input", "action_id": "t", "initial_value": EVIL, "multiline": True},
    },
    {
        "type": "section",
        "text": MRKDWN,
        "accessory": {"type": "multi_static_select", "action_id": "m", "options": [OPTION]},
    },
    {"type": "image", "alt_text": EVIL, "image_url": "https://x.y/z.png", "title": PLAIN},
    RICH,
    {
        "type": "markdown",
        "text": f"{EVIL}\n\n# {EVIL}\n- [{EVIL}](javascript:alert(5))\n\n|{EVIL}|b|\n|--|--|\n|c|d|",
    },
    {"type": "table", "rows": [[{"type": "raw_text", "text": EVIL}, RICH]]},
    {
        "type": "data_table",
        "caption": EVIL,
        "rows": [[{"type": "raw_text", "text": EVIL}], [{"type": "raw_text", "text": EVIL}]],
    },
    {
        "type": "plan",
        "title": EVIL,
        "tasks": [
            {
                "type": "task_card",
                "task_id": EVIL,
                "title": EVIL,
                "status": "complete",
                "output": RICH,
                "sources": [{"type": "url", "url": "javascript:alert(6)", "text": EVIL}],
            }
        ],
    },
    {"type": "card", "title": PLAIN, "body": PLAIN, "actions": [{"type": "button", "text": PLAIN}]},
]


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.url) as session:
        yield session


async def get(http: aiohttp.ClientSession, path: str) -> Any:
    async with http.get(path) as response:
        return await response.json()


async def post(http: aiohttp.ClientSession, path: str, **body: Any) -> Any:
    async with http.post(path, json=body) as response:
        return await response.json()


async def test_nothing_posted_can_run_in_the_page(
    http: aiohttp.ClientSession,
    sandbox: Sandbox,
    client: AsyncWebClient,
    dana: Person,
    dangers: Callable[[str], list[str]],
) -> None:
    sandbox.slack.rates.enabled = False
    await client.chat_postMessage(channel=dana.id, text=EVIL)
    for block in HOSTILE:
        await client.chat_postMessage(channel=dana.id, text="x", blocks=[block])
    await client.chat_postEphemeral(channel=dana.channel().id, user=dana.id, text=EVIL)
    ts = await dana.send(EVIL, files=[("<img src=x onerror=alert(7)>.csv", f"{EVIL},a\n".encode())])
    await client.assistant_threads_setStatus(channel_id=dana.channel().id, thread_ts=ts, status=EVIL)
    for_home = [b for b in HOSTILE if b["type"] in ("section", "actions", "header", "rich_text", "input")]
    await client.views_publish(user_id=dana.id, view={"type": "home", "blocks": for_home})
    trigger = sandbox.slack.triggers.issue(dana.id)
    title = {"type": "plain_text", "text": "<img onerror=a src=x>"}
    modal = {"type": "modal", "title": title, "submit": title, "blocks": for_home}
    await client.views_open(trigger_id=trigger, view=modal)
    messages = await get(http, "/sandbox/rep/panes")
    home = await get(http, "/sandbox/rep/panes?tab=home")
    shown = [part["html"] for panes in (messages, home) for part in panes["content"]]
    shown += [messages["modal"]["html"], messages["sidebar"]]
    assert len(shown) > len(HOSTILE)
    assert [found for html in shown for found in dangers(html)] == []


async def test_the_page_allows_only_its_own_script_and_names_its_parts(http: aiohttp.ClientSession) -> None:
    async with http.get("/") as response:
        html = await response.text()
        policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    for mark in ('id="composer"', 'id="thread-composer"', 'data-tab="home"', 'data-tab="messages"'):
        assert mark in html
    for address in re.findall(r'(?:src|href)="([^"]+)"', html):
        async with http.get(address) as part:
            assert part.status == 200, address


async def test_another_program_drives_a_person(http: aiohttp.ClientSession, dana: Person) -> None:
    sent = await post(http, "/sandbox/rep/send", text="hello")
    await post(http, "/sandbox/rep/edit", ts=sent["ts"], text="hello there")
    seen = await get(http, "/sandbox/rep/see")
    assert [m["text"] for m in seen["messages"]] == ["hello there"]
    await post(http, "/sandbox/rep/delete", ts=sent["ts"])
    assert dana.messages() == []
    refused = await post(http, "/sandbox/rep/click", where="1.1", action_id="go")
    assert (refused["ok"], refused["error"]) == (False, "message_not_found")
    missing = await post(http, "/sandbox/rep/click")
    assert missing["error"] == "invalid_arguments"


async def test_only_json_acts_so_that_no_other_sites_form_can(http: aiohttp.ClientSession) -> None:
    async with http.post("/sandbox/reset", data={"a": "b"}) as response:
        assert response.status == 415


@pytest.mark.parametrize(
    "path", ["/sandbox/nobody/see", "/sandbox/static/..%2Fserver.py", "/sandbox/static/x.css"]
)
async def test_what_is_not_there_is_not_found(http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(path) as response:
        assert response.status == 404


async def test_an_open_page_hears_of_every_change(http: aiohttp.ClientSession, dana: Person) -> None:
    async with http.get("/sandbox/live") as stream:
        before = await stream.content.readline()
        await stream.content.readline()
        await dana.send("hello")
        assert await stream.content.readline() > before


async def test_unread_marks_prompts_and_threads_are_shown(
    http: aiohttp.ClientSession, sandbox: Sandbox, client: AsyncWebClient, dana: Person
) -> None:
    prompt = {"title": "Find people", "message": "Find 50"}
    sandbox.slack.manifest._features = {"agent_view": {"suggested_prompts": [prompt]}}
    await client.chat_postMessage(channel="sales", text="news")
    panes = await get(http, "/sandbox/rep/panes")
    assert panes["prompts"] == [prompt]
    assert "unread" in panes["sidebar"]
    await get(http, "/sandbox/rep/panes?channel=C0SALES001")
    ts = await dana.send("Find 50")
    await client.chat_postMessage(channel=dana.id, text="answer", thread_ts=ts)
    panes = await get(http, f"/sandbox/rep/panes?thread={ts}")
    assert panes["prompts"] == []
    assert "unread" not in panes["sidebar"]
    assert len(panes["thread"]) == 2
    assert "1 reply" in panes["content"][0]["html"]


async def test_faults_and_the_log_are_reached_from_the_page(
    http: aiohttp.ClientSession, client: AsyncWebClient, sandbox: Sandbox
) -> None:
    await post(http, "/sandbox/faults", method="auth.test", kind="500", copies=2)
    assert sandbox.faults.copies == 2
    with pytest.raises(Exception, match="internal_error"):
        await client.auth_test()
    entries = (await get(http, "/sandbox/log"))["entries"]
    assert entries[-1]["verdict"] == "fault: 500 before its effect"


async def test_faults_are_shown_changed_and_cleared(http: aiohttp.ClientSession) -> None:
    calm = {"ok": True, "copies": 1, "latency": 0.0, "reorder": 0, "skew": 0, "planned": []}
    assert await get(http, "/sandbox/faults") == calm
    asked = {
        "latency": 0.5,
        "reorder": 3,
        "skew": -60,
        "method": "views.open",
        "kind": "429",
        "retry_after": 9,
    }
    changed = await post(http, "/sandbox/faults", **asked)
    assert changed == await get(http, "/sandbox/faults")
    planned = {"method": "views.open", "kind": "429", "after": False, "times": 1, "retry_after": 9}
    assert changed == calm | {"latency": 0.5, "reorder": 3, "skew": -60, "planned": [planned]}
    refused = await post(http, "/sandbox/faults", copies=0)
    assert (refused["error"], refused["message"]) == ("invalid_arguments", "0 is less than 1")
    assert await post(http, "/sandbox/faults", clear=True) == calm


async def test_a_socket_is_ended_for_a_reason_that_slack_knows(http: aiohttp.ClientSession) -> None:
    assert await post(http, "/sandbox/refresh", reason="link_disabled") == {"ok": True}
    assert (await post(http, "/sandbox/refresh", reason="boredom"))["error"] == "invalid_arguments"


async def test_a_program_can_do_whatever_a_person_can(
    http: aiohttp.ClientSession, sandbox: Sandbox, dana: Person, bolt: AsyncApp
) -> None:
    option = {"text": {"type": "plain_text", "text": "Ada"}, "value": "ada"}
    menu = {"type": "external_select", "action_id": "who", "min_query_length": 0}

    async def accept(ack: Any, body: dict[str, Any]) -> None:
        await ack(**({"options": [option]} if body["type"] == "block_suggestion" else {}))

    bolt.options("who")(accept)
    bolt.shortcut("note")(accept)
    bolt.event(re.compile(".*"))(accept)
    created = await post(http, "/sandbox/rep/create", name="north")
    channel = created["channel"]
    await post(http, "/sandbox/rep/invite", channel=channel)
    ts = (await post(http, "/sandbox/manager/send", text="hi", channel="#north"))["ts"]
    await post(http, "/sandbox/rep/react", ts=ts, name="eyes", channel=channel)
    assert dana.messages(channel)[-1]["reactions"][0]["name"] == "eyes"
    assert (await post(http, "/sandbox/rep/shortcut", callback_id="note", ts=ts))["ok"]
    view = sandbox.slack.views.open(dana.id, form(field(menu)))
    asked = await post(http, "/sandbox/rep/suggest", where=view["id"], action_id="who", text="a")
    assert asked == {"ok": True, "options": [option], "option_groups": []}
    await post(http, "/sandbox/rep/close", view_id=view["id"], stack=True)
    assert dana.views() == []
    await post(http, "/sandbox/rep/archive", channel=channel)
    again = await post(http, "/sandbox/rep/archive", channel=channel)
    assert (again["ok"], again["error"]) == (False, "already_archived")
    assert (await post(http, "/sandbox/rep/unarchive", channel=channel))["ok"]
    taken = await post(http, "/sandbox/rep/create", name="north")
    assert (taken["ok"], taken["error"]) == (False, "name_taken")


async def test_two_windows_show_two_people_at_once_and_each_has_read_for_itself(
    http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel="sales", text="news")
    await get(http, "/sandbox/rep/panes?channel=C0SALES001")
    rep, manager = [await get(http, f"/sandbox/{who}/panes") for who in ("rep", "manager")]
    assert ("unread" in rep["sidebar"], "unread" in manager["sidebar"]) == (False, True)
    await post(http, "/sandbox/manager/send", text="from Max", channel="sales")
    rep = await get(http, "/sandbox/rep/panes")
    assert "unread" in rep["sidebar"]


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("send", {"files": [{"name": "a.csv", "base64": "no base64"}], "text": "x"}),
        ("send", {"files": 7}),
        ("submit", {}),
    ],
)
async def test_what_makes_no_sense_is_said_so(
    http: aiohttp.ClientSession, operation: str, body: dict[str, Any]
) -> None:
    async with http.post(f"/sandbox/rep/{operation}", json=body) as response:
        assert response.status == 400
        assert (await response.json())["error"] == "invalid_arguments"


@pytest.mark.parametrize("sent", ["{", "[]"])
async def test_a_body_must_be_a_json_object(http: aiohttp.ClientSession, sent: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post("/sandbox/rep/send", data=sent, headers=headers) as response:
        assert response.status == 400


async def test_the_log_is_read_by_name_and_verdict(
    http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    await client.auth_test()
    await client.api_test()
    with pytest.raises(SlackApiError):
        await client.users_info(user="U0NOBODY")
    calls = (await get(http, "/sandbox/log?name=auth.test"))["entries"]
    assert [call["name"] for call in calls] == ["auth.test"]
    refused = (await get(http, "/sandbox/log?verdict=user_not_found"))["entries"]
    assert [call["name"] for call in refused] == ["users.info"]
    assert len((await get(http, "/sandbox/log?last=2"))["entries"]) == 2


async def test_nobody_chooses_what_is_not_offered(
    http: aiohttp.ClientSession, client: AsyncWebClient, dana: Person
) -> None:
    menu = {"type": "overflow", "action_id": "o", "options": [{"text": PLAIN, "value": "1"}]}
    blocks = [{"type": "actions", "elements": [menu]}]
    posted = await client.chat_postMessage(channel=dana.id, text="x", blocks=blocks)
    refused = await post(http, "/sandbox/rep/click", where=posted["ts"], action_id="o", value="2")
    assert (refused["error"], "'2' is not offered" in refused["message"]) == ("invalid_arguments", True)
