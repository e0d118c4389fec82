from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models.messages.chunk import MarkdownTextChunk, PlanUpdateChunk, TaskUpdateChunk
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def code(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


async def test_the_sdks_streamer_writes_one_message(client: AsyncWebClient, dana: Person) -> None:
    ts = await dana.send("hello")
    stream = await client.chat_stream(channel=dana.channel().id, thread_ts=ts, buffer_size=1)
    await stream.append(markdown_text="**Hel")
    await stream.append(markdown_text="lo**")
    await stream.stop(blocks=[{"type": "divider"}])
    (reply,) = dana.replies(ts)
    assert reply["text"] == "**Hello**"
    assert [block["type"] for block in reply["blocks"]] == ["markdown", "divider"]
    assert reply["streaming_state"] == "completed"


async def test_task_chunks_become_a_plan_that_fills_in(client: AsyncWebClient, dana: Person) -> None:
    ts = await dana.send("run it")
    channel = dana.channel().id
    chunks = [PlanUpdateChunk(title="Running"), TaskUpdateChunk(id="1", title="Search", status="in_progress")]
    started = await client.chat_startStream(channel=channel, thread_ts=ts, chunks=chunks)
    done = TaskUpdateChunk(id="1", title="Search", status="complete", output="50 people")
    await client.chat_appendStream(channel=channel, ts=str(started["ts"]), chunks=[done])
    (plan,) = dana.replies(ts)[0]["blocks"]
    assert plan["title"] == "Running"
    assert [(card["task_id"], card["status"]) for card in plan["tasks"]] == [("1", "complete")]


async def test_a_stream_refuses_both_modes_at_once_and_a_switch(client: AsyncWebClient, dana: Person) -> None:
    ts = await dana.send("hello")
    channel = dana.channel().id
    chunks = [MarkdownTextChunk(text="a")]
    with pytest.raises(SlackApiError) as both:
        await client.chat_startStream(channel=channel, thread_ts=ts, markdown_text="a", chunks=chunks)
    assert code(both) == "cannot_provide_both_markdown_text_and_chunks"
    started = await client.chat_startStream(channel=channel, thread_ts=ts, markdown_text="a")
    with pytest.raises(SlackApiError) as switched:
        await client.chat_appendStream(channel=channel, ts=str(started["ts"]), chunks=chunks)
    assert code(switched) == "streaming_mode_mismatch"


async def test_a_stream_ends_with_its_size(client: AsyncWebClient, dana: Person) -> None:
    ts = await dana.send("hello")
    channel = dana.channel().id
    started = await client.chat_startStream(channel=channel, thread_ts=ts, markdown_text="x" * 10_000)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_appendStream(channel=channel, ts=str(started["ts"]), markdown_text="x" * 700)
    assert code(refused) == "msg_too_long"


async def test_a_stream_dies_after_five_minutes_and_when_stopped() -> None:
    hands = Hands()
    async with Sandbox(clock=hands) as sandbox:
        client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
        dana = sandbox.person("rep")
        ts = await dana.send("hello")
        started = await client.chat_startStream(channel=dana.channel().id, thread_ts=ts, markdown_text="a")
        hands.at += timedelta(seconds=301)
        with pytest.raises(SlackApiError) as refused:
            await client.chat_appendStream(
                channel=dana.channel().id, ts=str(started["ts"]), markdown_text="b"
            )
        assert code(refused) == "message_not_in_streaming_state"


async def test_in_a_channel_a_stream_names_its_recipient(client: AsyncWebClient, dana: Person) -> None:
    ts = await dana.send("hello", channel="sales")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_startStream(channel="sales", thread_ts=ts, markdown_text="a")
    assert code(refused) == "missing_recipient_team_id"


async def test_a_stream_in_a_channel_may_stand_outside_threads_and_names_who_it_is_for(
    client: AsyncWebClient, dana: Person
) -> None:
    whom = {"recipient_team_id": "T0SANDBOX1", "recipient_user_id": dana.id}
    started = await client.chat_startStream(channel="sales", thread_ts="", markdown_text="a", **whom)
    assert dana.messages("sales")[0]["ts"] == started["ts"]
    assert "thread_ts" not in dana.messages("sales")[0]
    for wrong, error in (
        ({"recipient_team_id": "T1"}, "team_not_found"),
        ({"recipient_user_id": "U1"}, "user_not_found"),
    ):
        with pytest.raises(SlackApiError) as refused:
            await client.chat_startStream(channel="sales", thread_ts="", markdown_text="a", **whom | wrong)
        assert code(refused) == error


async def test_what_a_person_stopped_takes_no_more(client: AsyncWebClient, dana: Person) -> None:
    ts = await dana.send("hello")
    channel = dana.channel().id
    started = await client.chat_startStream(channel=channel, thread_ts=ts, markdown_text="a")
    with pytest.raises(SlackApiError) as busy:
        await client.chat_update(channel=channel, ts=str(started["ts"]), text="b")
    assert code(busy) == "streaming_state_conflict"
    await dana.stop(ts)
    assert dana.replies(ts)[0]["streaming_state"] == "completed"
    with pytest.raises(SlackApiError) as refused:
        await client.chat_appendStream(channel=channel, ts=str(started["ts"]), markdown_text="b")
    assert code(refused) == "stopped_by_user"
    await client.chat_update(channel=channel, ts=str(started["ts"]), text="stopped")


async def test_a_message_whose_stream_died_is_finished_as_it_stands() -> None:
    hands = Hands()
    async with Sandbox(clock=hands) as sandbox:
        client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
        dana = sandbox.person("rep")
        ts = await dana.send("hello")
        channel = dana.channel().id
        started = await client.chat_startStream(channel=channel, thread_ts=ts, markdown_text="a")
        hands.at += timedelta(seconds=301)
        with pytest.raises(SlackApiError):
            await client.chat_stopStream(channel=channel, ts=str(started["ts"]))
        (reply,) = dana.replies(ts)
        assert (reply["text"], reply["streaming_state"]) == ("a", "completed")
        await client.chat_update(channel=channel, ts=str(started["ts"]), text="b")
