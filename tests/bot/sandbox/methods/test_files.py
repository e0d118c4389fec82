from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person


def code(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


async def test_an_upload_in_three_steps_shares_a_file_in_a_thread(
    client: AsyncWebClient, dana: Person
) -> None:
    ts = await dana.send("results?")
    await client.files_upload_v2(
        channel=dana.channel().id, content="Name\nAda\n", filename="leads.csv", title="Leads", thread_ts=ts
    )
    (file,) = dana.replies(ts)[0]["files"]
    assert (file["name"], file["title"], file["size"]) == ("leads.csv", "Leads", 9)
    async with aiohttp.ClientSession() as session, session.get(file["url_private"]) as response:
        assert await response.text() == "Name\nAda\n"
        assert response.headers["Content-Disposition"].startswith("attachment")
    assert (await client.files_info(file=file["id"]))["file"]["id"] == file["id"]


async def test_an_upload_without_its_bytes_cannot_be_completed(client: AsyncWebClient) -> None:
    begun = await client.files_getUploadURLExternal(filename="a.csv", length=3)
    with pytest.raises(SlackApiError) as refused:
        await client.files_completeUploadExternal(files=[{"id": begun["file_id"], "title": "a"}])
    assert code(refused) == "file_not_found"
