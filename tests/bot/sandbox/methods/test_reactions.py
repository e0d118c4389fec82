from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person


def code(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


async def test_a_reaction_is_added_once_and_removed(client: AsyncWebClient, dana: Person) -> None:
    ts = await dana.send("hello")
    channel = dana.channel().id
    await client.reactions_add(channel=channel, timestamp=ts, name="eyes")
    with pytest.raises(SlackApiError) as twice:
        await client.reactions_add(channel=channel, timestamp=ts, name="eyes")
    assert code(twice) == "already_reacted"
    assert dana.messages()[0]["reactions"] == [{"name": "eyes", "users": ["U0SANDBOT1"], "count": 1}]
    await client.reactions_remove(channel=channel, timestamp=ts, name="eyes")
    assert dana.messages()[0]["reactions"] == []
