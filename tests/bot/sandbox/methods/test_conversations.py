from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_conversations_are_listed_opened_and_described(client: AsyncWebClient, dana: Person) -> None:
    listed = (await client.conversations_list(types="public_channel,im"))["channels"]
    assert sorted(c["is_im"] for c in listed) == [False, False, True, True]
    opened = (await client.conversations_open(users=[dana.id]))["channel"]["id"]
    assert opened == dana.channel().id
    assert (await client.conversations_info(channel=opened))["channel"]["user"] == dana.id
    assert dana.id in (await client.conversations_members(channel=opened))["members"]
    mine = (await client.users_conversations(types="public_channel"))["channels"]
    assert [c["name"] for c in mine] == ["sales"]


async def test_a_list_comes_in_pages(client: AsyncWebClient) -> None:
    first = await client.conversations_members(channel="C0SALES001", limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_members(channel="C0SALES001", limit=2, cursor=cursor)
    assert (len(first["members"]), len(second["members"])) == (2, 1)
    assert second["response_metadata"]["next_cursor"] == ""
    assert await refusal(client.conversations_members(channel="C0SALES001", cursor="?")) == "invalid_cursor"


async def test_only_direct_messages_are_opened_and_closed(client: AsyncWebClient, dana: Person) -> None:
    closed = await client.conversations_close(channel=dana.channel().id)
    assert closed["already_closed"]
    wrong = "method_not_supported_for_channel_type"
    assert await refusal(client.conversations_close(channel="C0SALES001")) == wrong
    assert await refusal(client.conversations_open(channel="C0SALES001")) == wrong
    assert await refusal(client.conversations_open(users="")) == "users_list_not_supplied"


async def test_a_kind_of_conversation_that_slack_does_not_know_is_refused(client: AsyncWebClient) -> None:
    assert await refusal(client.conversations_list(types="public")) == "invalid_types"
    assert (await client.conversations_list(types="mpim"))["channels"] == []


async def test_a_channel_that_was_read_up_to_the_end_is_unread_no_more(
    connect: Callable[[str], AsyncWebClient], sandbox: Sandbox, dana: Person, boss: Person
) -> None:
    ts = await boss.send("news", "sales")
    channel = dana.channel("sales")
    assert channel.read.get(dana.id, "") < ts
    as_dana = connect(sandbox.credentials.rep_token)
    await as_dana.conversations_mark(channel=channel.id, ts=ts)
    assert dana.channel("sales").read[dana.id] == ts
    assert await refusal(as_dana.conversations_mark(channel=channel.id, ts="soon")) == "invalid_timestamp"


async def test_another_kind_of_conversation_needs_another_scope() -> None:
    manifest = {"oauth_config": {"scopes": {"bot": ["im:history", "im:read", "chat:write"]}}}
    async with Sandbox(manifest=manifest) as sandbox:
        client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
        await client.conversations_history(channel="D0DANABOT1")
        with pytest.raises(SlackApiError) as refused:
            await client.conversations_history(channel="C0SALES001")
        told = refused.value.response
        assert (told["error"], told["needed"]) == ("missing_scope", "channels:history")
        assert await refusal(client.conversations_list(types="im,private_channel")) == "missing_scope"
