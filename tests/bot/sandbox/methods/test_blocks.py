from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox

TEXT = {"type": "plain_text", "text": "Hello"}
INPUT = {"type": "input", "label": TEXT, "element": {"type": "plain_text_input"}}


@pytest.mark.parametrize(
    "payload",
    [
        {"blocks": [{"type": "section", "text": TEXT}]},
        {"message": {"blocks": [{"type": "section", "text": TEXT}]}},
        {"view": {"type": "modal", "title": TEXT, "submit": TEXT, "blocks": [INPUT]}},
        {"view": {"type": "home", "blocks": [INPUT]}},
    ],
)
async def test_what_slack_would_take_is_valid(client: AsyncWebClient, payload: dict[str, Any]) -> None:
    assert (await client.blocks_validate(**payload))["ok"]


@pytest.mark.parametrize(
    ("payload", "error", "pointer"),
    [
        (
            {"blocks": [{"type": "section", "text": {"type": "invalid", "text": "a"}}]},
            "blocks",
            "/0/text/type",
        ),
        ({"blocks": {"type": "divider"}}, "blocks", ""),
        ({"message": {"blocks": [{"type": "alert", "text": TEXT}]}}, "message", "/blocks/0/type"),
        ({"message": []}, "message", ""),
        ({"view": {"type": "modal", "title": TEXT, "blocks": [INPUT]}}, "view", "/blocks/0/input"),
        ({"view": {"type": "profile"}}, "view", "/type"),
    ],
)
async def test_what_slack_would_refuse_is_told_with_its_place(
    client: AsyncWebClient, sandbox: Sandbox, payload: dict[str, Any], error: str, pointer: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.api_call("blocks.validate", json=payload)
    answer = refused.value.response
    assert answer["error"] == f"invalid_{error}"
    assert pointer in [each["pointer"] for each in answer["errors"]]
    assert sandbox.violations == []


@pytest.mark.parametrize("payload", [{}, {"blocks": [], "view": {}}])
async def test_one_thing_is_looked_at_at_a_time(client: AsyncWebClient, payload: dict[str, Any]) -> None:
    with pytest.raises(SlackApiError, match="exactly one of"):
        await client.api_call("blocks.validate", json=payload)
