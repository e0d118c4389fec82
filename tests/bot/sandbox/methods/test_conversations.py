from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person


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
