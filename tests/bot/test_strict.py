"""The bot is tested against a Slack that counts what it refuses: nothing wrong goes unnoticed."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.support import Office


@pytest.mark.provokes("invalid_blocks")
async def test_what_slack_would_refuse_is_noticed_wherever_it_happens(office: Office) -> None:
    client = AsyncWebClient(token=office.sandbox.credentials.bot_token, base_url=f"{office.sandbox.url}/api/")
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await client.chat_postMessage(
            channel=office.dana.channel().id, text="A header", blocks=[{"type": "header"}]
        )
