from __future__ import annotations

from collections.abc import Callable

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.identity import BOT_USER, TokenKind


async def test_the_app_knows_itself_and_its_team(client: AsyncWebClient) -> None:
    me = await client.auth_test()
    assert (me["team"], me["user_id"]) == ("Acme", "U0SANDBOT1")
    assert (await client.bots_info(bot=me["bot_id"]))["bot"]["user_id"] == me["user_id"]
    assert (await client.team_info())["team"]["id"] == me["team_id"]
    assert (await client.auth_teams_list())["teams"] == [{"id": me["team_id"], "name": "Acme"}]
    assert (await client.emoji_list())["emoji"] == {}


async def test_a_token_that_ends_says_when(
    sandbox: Sandbox, connect: Callable[[str], AsyncWebClient]
) -> None:
    issued = sandbox.slack.tokens.issue(TokenKind.BOT, BOT_USER, None, rotating=True)
    me = await connect(issued.value).auth_test()
    assert 43_190 < me["expires_in"] <= 43_200


async def test_what_does_not_exist_is_not_found(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="bot_not_found"):
        await client.bots_info(bot="B0OTHER")
    with pytest.raises(SlackApiError, match="team_not_found"):
        await client.team_info(team="T0OTHER")


async def test_anybody_may_test_the_api(sandbox: Sandbox) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.url}/api/api.test", data={"foo": "bar"}) as response,
    ):
        assert await response.json() == {"ok": True, "args": {"foo": "bar"}}
