from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox


def code(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


async def test_people_are_known_with_roles_and_time_zone(client: AsyncWebClient, boss: Person) -> None:
    user = (await client.users_info(user=boss.id, include_locale=True))["user"]
    assert (user["is_admin"], user["is_owner"], user["tz"]) == (True, True, "Europe/Berlin")
    assert user["locale"] == "en-US"
    found = await client.users_lookupByEmail(email="max@acme.example")
    assert found["user"]["id"] == boss.id
    with pytest.raises(SlackApiError) as refused:
        await client.users_lookupByEmail(email="nobody@acme.example")
    assert code(refused) == "users_not_found"


async def test_people_are_listed_in_pages(client: AsyncWebClient) -> None:
    pages = [page["members"] async for page in await client.users_list(limit=2)]
    assert [len(page) for page in pages] == [2, 1]
    assert pages[1][0]["is_bot"]


async def test_an_email_is_shown_only_to_who_may_see_it() -> None:
    scopes = {"bot": ["users:read", "users.profile:read"]}
    async with Sandbox(manifest={"oauth_config": {"scopes": scopes}}) as sandbox:
        client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
        dana = sandbox.person("rep")
        assert "email" not in (await client.users_info(user=dana.id))["user"]["profile"]
        profile = (await client.users_profile_get(user=dana.id))["profile"]
    assert (profile["first_name"], "email" in profile) == ("Dana", False)


async def test_presence_is_ones_own_to_set_and_everybodys_to_see(
    client: AsyncWebClient, connect_as: AsyncWebClient, dana: Person
) -> None:
    assert (await client.users_getPresence(user=dana.id)).data.keys() >= {"presence"}
    await connect_as.users_setPresence(presence="away")
    assert (await client.users_getPresence(user=dana.id))["presence"] == "away"
    mine = await connect_as.users_getPresence(user=dana.id)
    assert (mine["manual_away"], mine["online"]) == (True, True)
    await connect_as.users_setPresence(presence="auto")
    assert (await client.users_getPresence(user=dana.id))["presence"] == "active"
    with pytest.raises(SlackApiError) as refused:
        await connect_as.users_setPresence(presence="asleep")
    assert code(refused) == "invalid_presence"


async def test_an_identity_is_a_persons(
    client: AsyncWebClient, connect_as: AsyncWebClient, dana: Person
) -> None:
    found = await connect_as.users_identity()
    assert (found["user"]["id"], found["user"]["email"]) == (dana.id, "dana@acme.example")
    with pytest.raises(SlackApiError) as refused:
        await client.users_identity()
    assert code(refused) == "not_allowed_token_type"


@pytest.fixture
def connect_as(sandbox: Sandbox) -> AsyncWebClient:
    """A client with Dana's own token."""
    return AsyncWebClient(token=sandbox.credentials.rep_token, base_url=f"{sandbox.url}/api/")
