from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox


def code(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


def bearer(client: AsyncWebClient) -> dict[str, str]:
    """What an app proves with that it may read a file."""
    return {"Authorization": f"Bearer {client.token}"}


async def test_an_upload_in_three_steps_shares_a_file_in_a_thread(
    client: AsyncWebClient, dana: Person
) -> None:
    ts = await dana.send("results?")
    await client.files_upload_v2(
        channel=dana.channel().id, content="Name\nAda\n", filename="leads.csv", title="Leads", thread_ts=ts
    )
    (file,) = dana.replies(ts)[0]["files"]
    assert (file["name"], file["title"], file["size"]) == ("leads.csv", "Leads", 9)
    async with (
        aiohttp.ClientSession(headers=bearer(client)) as session,
        session.get(file["url_private"]) as response,
    ):
        assert await response.text() == "Name\nAda\n"
        assert response.headers["Content-Disposition"].startswith("attachment")
    assert (await client.files_info(file=file["id"]))["file"]["id"] == file["id"]


async def test_an_upload_without_its_bytes_cannot_be_completed(client: AsyncWebClient) -> None:
    begun = await client.files_getUploadURLExternal(filename="a.csv", length=3)
    with pytest.raises(SlackApiError) as refused:
        await client.files_completeUploadExternal(files=[{"id": begun["file_id"], "title": "a"}])
    assert code(refused) == "file_not_found"


async def uploaded(client: AsyncWebClient, channel: str, name: str = "leads.csv") -> str:
    shared = await client.files_upload_v2(channel=channel, content="Name\nAda\n", filename=name)
    return str(shared["file"]["id"])


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return code(refused)


async def test_a_deleted_file_is_gone_from_its_message_and_remembered(
    client: AsyncWebClient, dana: Person
) -> None:
    file = await uploaded(client, dana.channel().id)
    address = dana.messages()[0]["files"][0]["url_private"]
    await client.files_delete(file=file)
    assert dana.messages()[0]["files"] == []
    assert await refusal(client.files_info(file=file)) == "file_deleted"
    assert await refusal(client.files_info(file="F404")) == "file_not_found"
    async with (
        aiohttp.ClientSession(headers=bearer(client)) as session,
        session.get(address) as response,
    ):
        assert response.status == 404


async def test_a_file_is_deleted_by_its_owner_or_an_admin(
    sandbox: Sandbox, client: AsyncWebClient, connect: Callable[[str], AsyncWebClient]
) -> None:
    file = await uploaded(client, "C0SALES001")
    as_dana, as_max = connect(sandbox.credentials.rep_token), connect(sandbox.credentials.manager_token)
    assert await refusal(as_dana.files_delete(file=file)) == "cant_delete_file"
    await as_max.files_delete(file=file)


async def test_files_are_listed_by_place_person_and_kind(
    client: AsyncWebClient, dana: Person, boss: Person
) -> None:
    await uploaded(client, "C0SALES001")
    await dana.send("see", files=[("me.png", b"picture")])
    await boss.send("see", "sales", files=[("terms.pdf", b"pages")])

    async def names(**asked: Any) -> list[str]:
        return [file["name"] for file in (await client.files_list(**asked))["files"]]

    assert await names() == ["terms.pdf", "me.png", "leads.csv"]
    assert await names(channel="C0SALES001") == ["terms.pdf", "leads.csv"]
    assert await names(user=dana.id) == ["me.png"]
    assert await names(types="images,pdfs") == ["terms.pdf", "me.png"]
    assert await names(ts_to="5") == []
    assert await refusal(client.files_list(types="songs")) == "unknown_type"
    second = await client.files_list(count=2, page=2)
    assert [file["name"] for file in second["files"]] == ["leads.csv"]
    assert second["paging"] == {"count": 2, "total": 3, "page": 2, "pages": 2}


async def test_a_file_in_anothers_direct_messages_is_not_found(
    sandbox: Sandbox, connect: Callable[[str], AsyncWebClient], boss: Person
) -> None:
    await boss.send("see", files=[("secret.pdf", b"pages")])
    (file,) = boss.messages()[0]["files"]
    as_dana = connect(sandbox.credentials.rep_token)
    assert await refusal(as_dana.files_info(file=file["id"])) == "file_not_found"
    assert (await as_dana.files_list())["files"] == []


async def test_the_app_hears_of_a_shared_file(
    sandbox: Sandbox, dana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(sandbox.slack.postman, "event", lambda payload: told.append(payload["event"]))
    await dana.send("see", files=[("a.csv", b"a,b")])
    assert [e["type"] for e in told] == ["message", "file_shared"]
    assert told[1]["file_id"] == told[0]["files"][0]["id"]
