from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox

CHANNEL = "D0DANABOT1"


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def later(self, seconds: float) -> int:
        return int((self.at + timedelta(seconds=seconds)).timestamp())


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def sandbox(hands: Hands) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock=hands) as running:
        yield running


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_a_message_for_later_is_posted_when_it_is_due(
    client: AsyncWebClient, sandbox: Sandbox, dana: Person, hands: Hands
) -> None:
    at = hands.later(90)
    told = await client.chat_scheduleMessage(channel=CHANNEL, post_at=at, text="good morning")
    assert (told["post_at"], told["message"]["type"]) == (at, "delayed_message")
    listed = (await client.chat_scheduledMessages_list())["scheduled_messages"]
    assert [(s["id"], s["channel_id"], s["post_at"], s["text"]) for s in listed] == [
        (told["scheduled_message_id"], CHANNEL, at, "good morning")
    ]
    assert dana.messages() == []
    hands.at += timedelta(seconds=91)
    (posted,) = await sandbox.until(dana.messages)
    assert (posted["text"], posted["type"], float(posted["ts"]) >= at) == ("good morning", "message", True)
    assert (await client.chat_scheduledMessages_list())["scheduled_messages"] == []


async def test_a_message_for_later_can_be_taken_back_until_a_minute_before(
    client: AsyncWebClient, hands: Hands
) -> None:
    told = await client.chat_scheduleMessage(channel=CHANNEL, post_at=hands.later(90), text="one")
    wanted = str(told["scheduled_message_id"])
    elsewhere = client.chat_deleteScheduledMessage(channel="C0SALES001", scheduled_message_id=wanted)
    assert await refusal(elsewhere) == "invalid_scheduled_message_id"
    await client.chat_deleteScheduledMessage(channel=CHANNEL, scheduled_message_id=wanted)
    soon = await client.chat_scheduleMessage(channel=CHANNEL, post_at=hands.later(60), text="two")
    too_late = client.chat_deleteScheduledMessage(
        channel=CHANNEL, scheduled_message_id=str(soon["scheduled_message_id"])
    )
    assert await refusal(too_late) == "invalid_scheduled_message_id"


@pytest.mark.parametrize(
    ("seconds", "error"), [(0, "time_in_past"), (-5, "time_in_past"), (121 * 86_400, "time_too_far")]
)
async def test_later_is_between_now_and_120_days(
    client: AsyncWebClient, hands: Hands, seconds: int, error: str
) -> None:
    at = hands.later(seconds)
    assert await refusal(client.chat_scheduleMessage(channel=CHANNEL, post_at=at, text="a")) == error


async def test_a_time_is_a_number(client: AsyncWebClient) -> None:
    call = client.chat_scheduleMessage(channel=CHANNEL, post_at="tomorrow", text="a")
    assert await refusal(call) == "invalid_time"


async def test_five_minutes_of_a_channel_take_thirty_messages(client: AsyncWebClient, hands: Hands) -> None:
    for second in range(30):
        await client.chat_scheduleMessage(channel=CHANNEL, post_at=hands.later(10 + second), text="a")
    more = client.chat_scheduleMessage(channel=CHANNEL, post_at=hands.later(100), text="a")
    assert await refusal(more) == "restricted_too_many"
    await client.chat_scheduleMessage(channel=CHANNEL, post_at=hands.later(301), text="a")


async def test_what_is_scheduled_can_be_listed_by_time_and_place(
    client: AsyncWebClient, hands: Hands
) -> None:
    for channel, seconds in ((CHANNEL, 10), ("C0SALES001", 20), (CHANNEL, 400)):
        at = hands.later(seconds)
        await client.chat_scheduleMessage(channel=channel, post_at=at, text=f"{seconds}")
    by_place = await client.chat_scheduledMessages_list(channel=CHANNEL)
    by_time = await client.chat_scheduledMessages_list(
        oldest=str(hands.later(15)), latest=str(hands.later(25))
    )
    assert [s["text"] for s in by_place["scheduled_messages"]] == ["10", "400"]
    assert [s["text"] for s in by_time["scheduled_messages"]] == ["20"]


async def test_a_message_for_an_archived_channel_or_with_metadata_is_never_posted(
    client: AsyncWebClient, sandbox: Sandbox, dana: Person, hands: Hands
) -> None:
    made = (await client.conversations_create(name="leads"))["channel"]["id"]
    metadata = {"event_type": "plan", "event_payload": {}}
    at = hands.later(10)
    await client.chat_scheduleMessage(channel=made, post_at=at, text="too late")
    await client.chat_scheduleMessage(channel=CHANNEL, post_at=at, text="lost", metadata=metadata)
    await client.chat_scheduleMessage(channel=CHANNEL, post_at=hands.later(11), text="posted")
    await client.conversations_archive(channel=made)
    hands.at += timedelta(seconds=12)
    await sandbox.until(dana.messages)
    assert [m["text"] for m in dana.messages()] == ["posted"]
    assert "too late" not in [m["text"] for m in dana.messages(made)]
