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


def texts(response: Any) -> list[str]:
    return [message["text"] for message in response["messages"]]


async def test_history_is_paged_newest_first(client: AsyncWebClient, dana: Person) -> None:
    for text in "abc":
        await dana.send(text)
    first = await client.conversations_history(channel=dana.channel().id, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    await dana.send("d")
    second = await client.conversations_history(channel=dana.channel().id, limit=2, cursor=cursor)
    assert (texts(first), first["has_more"]) == (["c", "b"], True)
    assert (texts(second), second["has_more"]) == (["a"], False)


async def test_a_span_of_time_has_its_ends_only_when_asked_for(client: AsyncWebClient, dana: Person) -> None:
    channel = dana.channel().id
    first, _, last = [await dana.send(text) for text in "abc"]
    between = await client.conversations_history(channel=channel, oldest=first, latest=last)
    whole = await client.conversations_history(channel=channel, oldest=first, latest=last, inclusive=True)
    assert (texts(between), texts(whole)) == (["b"], ["c", "b", "a"])
    since_long = await client.conversations_history(channel=channel, oldest="5")
    assert len(texts(since_long)) == 3
    assert await refusal(client.conversations_history(channel=channel, latest="now")) == "invalid_ts_latest"


async def test_answers_are_in_their_thread_and_broadcasts_in_both(
    client: AsyncWebClient, dana: Person
) -> None:
    channel, ts = dana.channel().id, await dana.send("root")
    await client.chat_postMessage(channel=channel, thread_ts=ts, text="quiet")
    loud = await client.chat_postMessage(channel=channel, thread_ts=ts, text="loud", reply_broadcast=True)
    assert texts(await client.conversations_history(channel=channel)) == ["loud", "root"]
    assert texts(await client.conversations_replies(channel=channel, ts=ts)) == ["root", "quiet", "loud"]
    by_answer = await client.conversations_replies(channel=channel, ts=str(loud["ts"]))
    assert texts(by_answer) == ["root", "quiet", "loud"]


async def test_a_thread_is_paged_oldest_first(client: AsyncWebClient, dana: Person) -> None:
    channel, ts = dana.channel().id, await dana.send("root")
    stamps = [await dana.send(text, thread_ts=ts) for text in "abc"]
    first = await client.conversations_replies(channel=channel, ts=ts, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_replies(channel=channel, ts=ts, limit=2, cursor=cursor)
    assert (texts(first), texts(second)) == (["root", "a"], ["b", "c"])
    newer = await client.conversations_replies(channel=channel, ts=ts, oldest=stamps[1])
    assert texts(newer) == ["root", "c"]


async def test_a_thread_that_is_not_there_is_not_found(client: AsyncWebClient, dana: Person) -> None:
    channel = dana.channel().id
    assert await refusal(client.conversations_replies(channel=channel, ts="1.0")) == "thread_not_found"
    wrong = client.conversations_history(channel=channel, cursor="bmV4dF90czph")
    assert await refusal(wrong) == "invalid_cursor"


async def test_a_person_reads_any_public_channel_and_the_app_its_own(
    client: AsyncWebClient, connect: Callable[[str], AsyncWebClient], sandbox: Sandbox, dana: Person
) -> None:
    channel = str((await client.conversations_create(name="leads"))["channel"]["id"])
    await client.chat_postMessage(channel=channel, text="hello")
    as_dana = connect(sandbox.credentials.rep_token)
    assert texts(await as_dana.conversations_history(channel=channel)) == ["hello"]
    await dana.send("hello", "general")
    assert await refusal(client.conversations_history(channel="C0GENERAL1")) == "not_in_channel"
