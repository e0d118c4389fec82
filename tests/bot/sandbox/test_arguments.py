"""However a call brings its arguments, they are the same."""

from __future__ import annotations

import base64
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Sandbox


async def answer(sandbox: Sandbox, method: str = "api.test", **sent: Any) -> dict[str, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.url}/api/{method}", **sent) as response,
    ):
        found: dict[str, Any] = await response.json()
    return found


@pytest.mark.parametrize("way", ["params", "data", "json"])
async def test_arguments_come_in_the_query_in_a_form_or_as_json(sandbox: Sandbox, way: str) -> None:
    assert (await answer(sandbox, **{way: {"foo": "bar"}}))["args"] == {"foo": "bar"}


@pytest.mark.parametrize(("body", "error"), [("", None), ("{", "invalid_json"), ("[]", "json_not_object")])
async def test_json_that_is_none_is_refused_and_an_empty_body_is_not(
    sandbox: Sandbox, body: str, error: str | None
) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    assert (await answer(sandbox, data=body, headers=headers)).get("error") == error


async def test_a_structure_in_a_form_is_json(sandbox: Sandbox) -> None:
    form = {"token": sandbox.credentials.bot_token, "channel": "sales", "text": "x"}
    assert (await answer(sandbox, "chat.postMessage", data={**form, "blocks": "[]"}))["ok"]
    broken = await answer(sandbox, "chat.postMessage", data={**form, "blocks": "["})
    assert broken["error"] == "invalid_blocks_format"


@pytest.mark.parametrize("given", ["", "no base64", base64.b64encode(b"\xff").decode()])
async def test_a_client_that_cannot_be_read_is_not_ours(sandbox: Sandbox, given: str) -> None:
    found = await answer(sandbox, "oauth.v2.access", headers={"Authorization": f"Basic {given}"})
    assert found["error"] == "invalid_client_id"
