from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person


def code(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


async def test_people_are_known_with_roles_and_time_zone(client: AsyncWebClient, boss: Person) -> None:
    user = (await client.users_info(user=boss.id))["user"]
    assert (user["is_admin"], user["is_owner"], user["tz"]) == (True, True, "Europe/Berlin")
    assert len((await client.users_list())["members"]) == 3
    found = await client.users_lookupByEmail(email="max@acme.example")
    assert found["user"]["id"] == boss.id
    with pytest.raises(SlackApiError) as refused:
        await client.users_lookupByEmail(email="nobody@acme.example")
    assert code(refused) == "users_not_found"
