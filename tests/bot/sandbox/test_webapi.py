from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import FaultKind, Options, Person, Sandbox


def code(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


async def test_without_a_token_and_with_a_wrong_one(
    connect: Callable[[str], AsyncWebClient], sandbox: Sandbox
) -> None:
    with pytest.raises(SlackApiError) as wrong:
        await connect("xoxb-other").auth_test()
    assert code(wrong) == "invalid_auth"
    async with aiohttp.ClientSession() as session, session.post(f"{sandbox.url}/api/auth.test") as response:
        assert (await response.json())["error"] == "not_authed"


async def test_a_token_may_be_a_form_field(sandbox: Sandbox) -> None:
    form = {"token": sandbox.credentials.bot_token}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.url}/api/auth.test", data=form) as response,
    ):
        assert (await response.json())["ok"] is True


async def test_an_app_token_opens_sockets_and_nothing_else(
    connect: Callable[[str], AsyncWebClient], sandbox: Sandbox, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await connect(sandbox.credentials.app_token).chat_postMessage(channel="sales", text="hi")
    assert code(refused) == "not_allowed_token_type"
    with pytest.raises(SlackApiError) as bot:
        await client.apps_connections_open(app_token=sandbox.credentials.bot_token)
    assert code(bot) == "not_allowed_token_type"


async def test_an_unknown_method_is_named_so(client: AsyncWebClient, sandbox: Sandbox) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.api_call("chat.sing")
    assert code(refused) == "unknown_method"
    assert [v.error for v in sandbox.violations] == ["unknown_method"]


async def test_a_scope_that_the_manifest_does_not_ask_for_is_missing() -> None:
    manifest = {"oauth_config": {"scopes": {"bot": ["chat:write"]}}}
    async with Sandbox(manifest=manifest) as sandbox:
        client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
        await client.chat_postMessage(channel="sales", text="hi")
        with pytest.raises(SlackApiError) as refused:
            await client.reactions_add(channel="sales", timestamp="1.1", name="eyes")
    told = refused.value.response
    assert (told["error"], told["needed"], told["provided"]) == (
        "missing_scope",
        "reactions:write",
        "chat:write",
    )


async def test_too_many_posts_to_one_channel_are_told_to_wait(client: AsyncWebClient, dana: Person) -> None:
    async def post_all() -> None:
        for number in range(20):
            await client.chat_postMessage(channel=dana.id, text=str(number))

    with pytest.raises(SlackApiError) as refused:
        await post_all()
    assert refused.value.response.status_code == 429
    assert int(refused.value.response.headers["Retry-After"]) >= 1
    assert len(dana.messages()) >= 10
    await client.chat_postMessage(channel="sales", text="another channel is free")


async def test_a_fresh_workspace_counts_calls_anew(client: AsyncWebClient, sandbox: Sandbox) -> None:
    for _ in range(20):
        await client.users_list()
    await sandbox.reset()
    await client.users_list()


async def test_rate_limits_can_be_switched_off() -> None:
    async with Sandbox(options=Options(rate_limits=False)) as sandbox:
        client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
        for number in range(30):
            await client.chat_postMessage(channel="sales", text=str(number))
        assert len(sandbox.person("rep").messages("sales")) == 30


async def test_a_channel_counts_once_however_it_is_named(client: AsyncWebClient, dana: Person) -> None:
    names = ["sales", "#sales", dana.channel("sales").id]
    for number in range(10):
        await client.chat_postMessage(channel=names[number % 3], text=str(number))
    for name in names:
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel=name, text="one too many")
        assert code(refused) == "ratelimited"


async def test_a_method_that_is_called_too_often_is_told_to_wait(
    client: AsyncWebClient, sandbox: Sandbox
) -> None:
    for _ in range(20):
        await client.users_list()
    with pytest.raises(SlackApiError) as refused:
        await client.users_list()
    assert int(refused.value.response.headers["Retry-After"]) == 3
    assert sandbox.calls.entries[-1].verdict == "ratelimited"
    await client.users_info(user="U0DANAREP1")


@pytest.mark.parametrize(
    ("kind", "status"),
    [(FaultKind.RATE_LIMITED, 429), (FaultKind.SERVER_ERROR, 500), (FaultKind.UNAVAILABLE, 503)],
)
@pytest.mark.parametrize("after", [False, True])
async def test_a_failed_call_had_its_effect_only_if_it_failed_after_it(
    client: AsyncWebClient, sandbox: Sandbox, dana: Person, kind: FaultKind, status: int, *, after: bool
) -> None:
    sandbox.faults.fail("chat.postMessage", kind, after=after)
    with pytest.raises(SlackApiError) as failed:
        await client.chat_postMessage(channel=dana.id, text="hi")
    assert failed.value.response.status_code == status
    assert [m["text"] for m in dana.messages()] == (["hi"] if after else [])
    await client.chat_postMessage(channel=dana.id, text="again")
    assert sandbox.violations == []


async def test_a_dropped_connection_and_one_that_hangs(client: AsyncWebClient, sandbox: Sandbox) -> None:
    client.retry_handlers.clear()
    sandbox.faults.fail("auth.test", FaultKind.DROPPED)
    with pytest.raises(aiohttp.ClientError):
        await client.auth_test()
    sandbox.faults.hang_seconds = 0.2
    sandbox.faults.fail("auth.test", FaultKind.TIMEOUT)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.auth_test(), 0.1)


async def test_a_rate_limit_on_demand_says_how_long_it_lasts(
    client: AsyncWebClient, sandbox: Sandbox
) -> None:
    sandbox.faults.fail("auth.test", FaultKind.RATE_LIMITED, retry_after=42)
    with pytest.raises(SlackApiError) as refused:
        await client.auth_test()
    assert refused.value.response.headers["Retry-After"] == "42"
    assert sandbox.calls.entries[-1].verdict == "fault: 429 before its effect"


async def test_a_slow_answer_is_slow_and_the_log_says_so(client: AsyncWebClient, sandbox: Sandbox) -> None:
    sandbox.faults.latency = 0.1
    await client.auth_test()
    entry = sandbox.calls.entries[-1]
    assert entry.verdict == "ok (fault: 0.1 s slower)"
    assert entry.seconds >= 0.1


@pytest.mark.provokes("invalid_json")
async def test_a_call_that_cannot_be_read_is_in_the_log_too(sandbox: Sandbox) -> None:
    headers = {"Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.url}/api/auth.test", data="{no", headers=headers) as response,
    ):
        assert (await response.json())["error"] == "invalid_json"
    assert (sandbox.calls.entries[-1].name, sandbox.calls.entries[-1].verdict) == (
        "auth.test",
        "invalid_json",
    )


async def test_every_method_can_fail_once(client: AsyncWebClient, sandbox: Sandbox) -> None:
    sandbox.faults.fail_each_method_once()
    for call in (client.auth_test, client.users_list):
        with pytest.raises(SlackApiError):
            await call()
        await call()


async def test_the_log_has_every_call_with_its_verdict_and_no_credential(
    client: AsyncWebClient, sandbox: Sandbox, dana: Person
) -> None:
    cookie = "AQED" + "x" * 40
    await client.chat_postMessage(channel=dana.id, text=f"the cookie is {cookie}")
    assert ("chat.postMessage", "ok") in [(entry.name, entry.verdict) for entry in sandbox.calls.entries]
    log: Any = sandbox.calls.rows()
    assert cookie not in str(log)
    assert sandbox.credentials.bot_token not in str(log)
