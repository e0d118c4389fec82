from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox

HELLO = [{"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}]


def code(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


async def test_a_message_with_metadata_is_read_back_only_when_asked_for(
    client: AsyncWebClient, dana: Person
) -> None:
    metadata = {"event_type": "plan", "event_payload": {"plan": 7}}
    posted = await client.chat_postMessage(channel=dana.id, text="hello", blocks=HELLO, metadata=metadata)
    channel = str(posted["channel"])
    assert posted["message"]["blocks"][0]["block_id"]
    bare = await client.conversations_history(channel=channel)
    full = await client.conversations_history(channel=channel, include_all_metadata=True)
    assert "metadata" not in bare["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


async def test_an_answer_in_a_thread_is_counted_at_its_first_message(
    client: AsyncWebClient, dana: Person
) -> None:
    ts = await dana.send("find people")
    await client.chat_postMessage(channel=dana.channel().id, text="one", thread_ts=ts)
    replies = await client.conversations_replies(channel=dana.channel().id, ts=ts)
    assert [m["text"] for m in replies["messages"]] == ["find people", "one"]
    assert replies["messages"][0]["reply_count"] == 1


async def test_an_update_replaces_text_and_blocks_and_only_of_ones_own_message(
    client: AsyncWebClient, dana: Person
) -> None:
    posted = await client.chat_postMessage(channel=dana.channel().id, text="old", blocks=HELLO)
    await client.chat_update(channel=dana.channel().id, ts=posted["ts"], text="new", blocks=[])
    assert dana.messages()[0]["text"] == "new"
    assert "blocks" not in dana.messages()[0]
    theirs = await dana.send("mine")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_update(channel=dana.channel().id, ts=theirs, text="hijacked")
    assert code(refused) == "cant_update_message"


async def test_a_deleted_message_is_gone(client: AsyncWebClient, dana: Person) -> None:
    posted = await client.chat_postMessage(channel=dana.channel().id, text="old")
    await client.chat_delete(channel=dana.channel().id, ts=posted["ts"])
    assert dana.messages() == []
    with pytest.raises(SlackApiError) as refused:
        await client.chat_delete(channel=dana.channel().id, ts=posted["ts"])
    assert code(refused) == "message_not_found"


async def test_only_the_addressed_person_sees_a_whisper(
    client: AsyncWebClient, dana: Person, boss: Person
) -> None:
    await client.chat_postEphemeral(channel="#sales", user=dana.id, text="psst")
    assert [m["text"] for m in dana.ephemerals("sales")] == ["psst"]
    assert boss.ephemerals("sales") == []
    assert dana.messages("sales") == []


@pytest.mark.parametrize(
    ("channel", "expected"), [("#general", "not_in_channel"), ("C404", "channel_not_found")]
)
async def test_a_channel_must_exist_and_be_joined(
    client: AsyncWebClient, channel: str, expected: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=channel, text="hi")
    assert code(refused) == expected


async def test_an_archived_channel_takes_no_messages(client: AsyncWebClient, sandbox: Sandbox) -> None:
    sandbox.person("rep").channel("sales").archived = True
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="sales", text="hi")
    assert code(refused) == "is_archived"


async def test_invalid_blocks_are_told_as_slack_tells_them_and_noted_as_a_violation(
    client: AsyncWebClient, sandbox: Sandbox, dana: Person
) -> None:
    wrong: list[dict[str, Any]] = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=dana.id, text="hi", blocks=wrong)
    told = refused.value.response
    assert told["error"] == "invalid_blocks"
    assert told["response_metadata"]["messages"] == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]
    assert [(v.method, v.error) for v in sandbox.violations] == [("chat.postMessage", "invalid_blocks")]


async def test_markdown_text_excludes_text_and_blocks(client: AsyncWebClient, dana: Person) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=dana.id, text="a", markdown_text="b")
    assert code(refused) == "markdown_text_conflict"


async def test_a_permalink_names_channel_and_message(client: AsyncWebClient, dana: Person) -> None:
    ts = await dana.send("hello")
    link = await client.chat_getPermalink(channel=dana.channel().id, message_ts=ts)
    assert str(link["permalink"]).endswith(f"/{dana.channel().id}/p{ts.replace('.', '')}")


async def test_a_person_with_a_user_token_writes_as_that_person(
    connect: Callable[[str], AsyncWebClient], sandbox: Sandbox, dana: Person
) -> None:
    as_dana = connect(sandbox.credentials.rep_token)
    opened = await as_dana.conversations_open(users="U0SANDBOT1")
    await as_dana.chat_postMessage(channel=str(opened["channel"]["id"]), text="from a script")
    assert dana.messages()[0]["user"] == dana.id


async def test_a_person_cannot_see_anothers_direct_messages(
    connect: Callable[[str], AsyncWebClient], sandbox: Sandbox, boss: Person
) -> None:
    as_dana = connect(sandbox.credentials.rep_token)
    with pytest.raises(SlackApiError) as refused:
        await as_dana.conversations_history(channel=boss.channel().id)
    assert code(refused) == "channel_not_found"


async def test_what_one_does_is_a_message_too(client: AsyncWebClient, dana: Person) -> None:
    await client.chat_meMessage(channel=dana.channel().id, text="is thinking")
    (message,) = dana.messages()
    assert (message["text"], message["subtype"]) == ("is thinking", "me_message")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_meMessage(channel=dana.channel().id, text="")
    assert code(refused) == "no_text"


@pytest.mark.parametrize("scopes", [["chat:write"], ["chat:write", "chat:write.public"]])
async def test_a_public_channel_takes_messages_from_outside_only_with_the_scope(scopes: list[str]) -> None:
    async with Sandbox(manifest={"oauth_config": {"scopes": {"bot": scopes}}}) as sandbox:
        client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
        if "chat:write.public" in scopes:
            await client.chat_postMessage(channel="#general", text="hi")
            return
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel="#general", text="hi")
        assert code(refused) == "not_in_channel"
