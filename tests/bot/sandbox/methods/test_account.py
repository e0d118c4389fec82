from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient


async def test_the_app_knows_itself_and_its_team(client: AsyncWebClient) -> None:
    me = await client.auth_test()
    assert (me["team"], me["user_id"]) == ("Acme", "U0SANDBOT1")
    assert (await client.bots_info(bot=me["bot_id"]))["bot"]["user_id"] == me["user_id"]
    assert (await client.team_info())["team"]["id"] == me["team_id"]
