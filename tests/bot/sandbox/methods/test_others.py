"""conversations, users, files, reactions, assistant, account."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox


def code(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


async def test_the_app_knows_itself_and_its_team(client: AsyncWebClient) -> None:
    me = await client.auth_test()
    assert (me["team"], me["user_id"]) == ("Acme", "U0SANDBOT1")
    assert (await client.bots_info(bot=me["bot_id"]))["bot"]["user_id"] == me["user_id"]
    assert (await client.team_info())["team"]["id"] == me["team_id"]


async def test_people_are_known_with_roles_and_time_zone(client: AsyncWebClient, boss: Person) -> None:
    user = (await client.users_info(user=boss.id))["user"]
    assert (user["is_admin"], user["is_owner"], user["tz"]) == (True, True, "Europe/Berlin")
    assert len((await client.users_list())["members"]) == 3
    found = await client.users_lookupByEmail(email="max@acme.example")
    assert found["user"]["id"] == boss.id
    with pytest.raises(SlackApiError) as refused:
        await client.users_lookupByEmail(email="nobody@acme.example")
    assert code(refused) == "users_not_found"


async def test_conversations_are_listed_opened_and_described(client: AsyncWebClient, dana: Person) -> None:
    listed = (await client.conversations_list(types="public_channel,im"))["channels"]
    assert [c["is_im"] for c in listed] == [False, False, True, True]
    opened = (await client.conversations_open(users=[dana.id]))["channel"]["id"]
    assert opened == dana.channel().id
    assert (await client.conversations_info(channel=opened))["channel"]["user"] == dana.id
    assert dana.id in (await client.conversations_members(channel=opened))["members"]
    mine = (await client.users_conversations(types="public_channel"))["channels"]
    assert [c["name"] for c in mine] == ["sales"]


async def test_history_is_paged_newest_first(client: AsyncWebClient, dana: Person) -> None:
    for text in "abc":
        await dana.send(text)
    first = await client.conversations_history(channel=dana.channel().id, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=dana.channel().id, limit=2, cursor=cursor)
    assert [m["text"] for m in first["messages"]] == ["c", "b"]
    assert [m["text"] for m in second["messages"]] == ["a"]


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


async def test_a_reaction_is_added_once_and_removed(client: AsyncWebClient, dana: Person) -> None:
    ts = await dana.send("hello")
    channel = dana.channel().id
    await client.reactions_add(channel=channel, timestamp=ts, name="eyes")
    with pytest.raises(SlackApiError) as twice:
        await client.reactions_add(channel=channel, timestamp=ts, name="eyes")
    assert code(twice) == "already_reacted"
    assert dana.messages()[0]["reactions"] == [{"name": "eyes", "users": ["U0SANDBOT1"], "count": 1}]
    await client.reactions_remove(channel=channel, timestamp=ts, name="eyes")
    assert dana.messages()[0]["reactions"] == []


async def test_a_status_shows_until_the_app_posts(
    client: AsyncWebClient, sandbox: Sandbox, dana: Person
) -> None:
    ts = await dana.send("hello")
    channel = dana.channel().id
    await client.assistant_threads_setStatus(channel_id=channel, thread_ts=ts, status="is thinking…")
    status = sandbox.slack.statuses.of(channel, ts)
    assert status is not None
    assert status.text == "is thinking…"
    await client.chat_postMessage(channel=channel, thread_ts=ts, text="done")
    assert sandbox.slack.statuses.of(channel, ts) is None


async def test_at_most_four_prompts_and_none_with_a_thread(client: AsyncWebClient, dana: Person) -> None:
    channel = dana.channel()
    prompts = [{"title": "Find", "message": "Find people"}]
    await client.assistant_threads_setSuggestedPrompts(
        channel_id=channel.id, prompts=prompts, thread_ts="1.1"
    )
    assert channel.prompts is None
    await client.assistant_threads_setSuggestedPrompts(channel_id=channel.id, prompts=prompts)
    assert channel.prompts == {"title": "", "prompts": prompts}
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.assistant_threads_setSuggestedPrompts(channel_id=channel.id, prompts=prompts * 5)


async def test_a_session_has_a_status_and_a_title(client: AsyncWebClient, dana: Person) -> None:
    ts = await dana.send("hello")
    channel = dana.channel()
    answer = await client.agents_sessions_setStatus(
        channel_id=channel.id, thread_ts=ts, status="processing", title="Berlin"
    )
    assert (answer["status"], answer["title"]) == ("processing", "Berlin")
    with pytest.raises(SlackApiError, match="must be one of"):
        await client.agents_sessions_setStatus(channel_id=channel.id, thread_ts=ts, status="busy")
