"""Response URLs, as Slack's guide to interaction shows them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox import Person, Sandbox

Answer = Callable[..., Awaitable[None]]


@pytest.fixture
async def answer(sandbox: Sandbox, client: AsyncWebClient, dana: Person) -> Answer:
    """Answers an interaction with a message of the app."""
    channel = dana.channel().id
    ts = str((await client.chat_postMessage(channel=channel, text="Approve?"))["ts"])
    token = sandbox.slack.response_urls.issue(dana.id, channel, message_ts=ts)

    async def send(**body: Any) -> None:
        await AsyncWebhookClient(f"{sandbox.url}/response/{token}").send_dict(body)

    return send


def said(dana: Person) -> list[str]:
    return [message["text"] for message in dana.messages()]


async def test_an_answer_is_for_the_person_only_unless_it_says_otherwise(
    answer: Answer, dana: Person
) -> None:
    await answer(text="Oh hey")
    await answer(text="Hello all", response_type="in_channel")
    assert [message["text"] for message in dana.ephemerals()] == ["Oh hey"]
    assert said(dana) == ["Approve?", "Hello all"]


@pytest.mark.parametrize("yes", [True, "true"])
async def test_an_answer_takes_the_place_of_the_message(answer: Answer, dana: Person, yes: Any) -> None:
    await answer(text="Approved", replace_original=yes)
    assert said(dana) == ["Approved"]


async def test_the_word_false_leaves_the_message(answer: Answer, dana: Person) -> None:
    await answer(text="Thanks", replace_original="false", response_type="in_channel")
    assert said(dana) == ["Approve?", "Thanks"]


async def test_a_message_is_deleted_alone_or_for_another(answer: Answer, dana: Person) -> None:
    await answer(delete_original="true", text="Approved", response_type="in_channel")
    assert said(dana) == ["Approved"]
