"""Files are handed out as Slack does: to a token that may read them, and to nobody else."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox


async def fetched(url: str, token: str = "") -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(url, allow_redirects=False) as response,
    ):
        return response.status, await response.text()


async def addresses(dana: Person, name: str = "crm.csv") -> list[str]:
    await dana.send("", files=[(name, b"Name\nAda\n")])
    file = dana.messages()[-1]["files"][0]
    return [file["url_private"], file["url_private_download"]]


async def test_a_token_that_may_read_gets_the_bytes(sandbox: Sandbox, dana: Person) -> None:
    for url in await addresses(dana, "our crm & co.csv"):
        assert await fetched(url, sandbox.credentials.bot_token) == (200, "Name\nAda\n")


@pytest.mark.parametrize("token", ["", "xoxb-wrong"])
async def test_without_a_good_token_one_is_led_to_sign_in(dana: Person, token: str) -> None:
    for url in await addresses(dana):
        assert (await fetched(url, token))[0] == 302


async def test_a_file_where_the_app_is_no_member_is_not_there(sandbox: Sandbox, dana: Person) -> None:
    await dana.create_channel("private", private=True)
    await dana.send("", "private", files=[("crm.csv", b"Name\n")])
    url = dana.messages("private")[-1]["files"][0]["url_private"]
    assert (await fetched(url, sandbox.credentials.bot_token))[0] == 404
    assert (await fetched(url, sandbox.credentials.rep_token))[0] == 200


async def test_a_fetch_is_in_the_log_without_its_bytes(
    sandbox: Sandbox, dana: Person, client: AsyncWebClient
) -> None:
    (url, _) = await addresses(dana)
    await fetched(url, sandbox.credentials.bot_token)
    (row,) = sandbox.calls.rows(name="files.download")
    assert row["answer"] == {"size": 9}
    await client.auth_test()
