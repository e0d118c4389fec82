from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox
from bot.sandbox.identity import BOT_USER


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_a_reaction_is_added_once_and_removed(client: AsyncWebClient, dana: Person) -> None:
    ts = await dana.send("hello")
    channel = dana.channel().id
    assert await refusal(client.reactions_remove(channel=channel, timestamp=ts, name="eyes")) == "no_reaction"
    await client.reactions_add(channel=channel, timestamp=ts, name="eyes")
    twice = client.reactions_add(channel=channel, timestamp=ts, name="eyes")
    assert await refusal(twice) == "already_reacted"
    assert dana.messages()[0]["reactions"] == [{"name": "eyes", "users": [BOT_USER], "count": 1}]
    await client.reactions_remove(channel=channel, timestamp=ts, name="eyes")
    assert dana.messages()[0]["reactions"] == []


async def test_the_app_hears_of_a_reaction_and_of_its_end(
    client: AsyncWebClient, dana: Person, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = await client.chat_postMessage(channel=dana.channel().id, text="done")
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(sandbox.slack.postman, "event", lambda payload: told.append(payload["event"]))
    await dana.react(str(posted["ts"]), "tada")
    await dana.react(str(posted["ts"]), "tada")
    assert [e["type"] for e in told] == ["reaction_added", "reaction_removed"]
    assert told[0]["item"] == {"type": "message", "channel": dana.channel().id, "ts": posted["ts"]}
    assert (told[0]["user"], told[0]["reaction"], told[0]["item_user"]) == (dana.id, "tada", BOT_USER)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"timestamp": "1.0"}, "message_not_found"),
        ({"timestamp": "soon"}, "bad_timestamp"),
        ({"timestamp": ""}, "no_item_specified"),
        ({"name": "no such thing"}, "invalid_name"),
    ],
)
async def test_what_cannot_be_reacted_to_or_with_is_refused(
    client: AsyncWebClient, dana: Person, given: dict[str, str], error: str
) -> None:
    sent = {"timestamp": await dana.send("hello"), "name": "eyes"} | given
    assert await refusal(client.reactions_add(channel=dana.channel().id, **sent)) == error


async def test_one_person_may_react_23_times_and_a_message_has_50_emoji(
    client: AsyncWebClient, connect: Callable[[str], AsyncWebClient], sandbox: Sandbox, dana: Person
) -> None:
    sandbox.slack.rates.enabled = False
    ts, channel = await dana.send("hello", "sales"), "C0SALES001"
    people = [client, connect(sandbox.credentials.rep_token), connect(sandbox.credentials.manager_token)]
    for number in range(50):
        person = people[number // 23]
        await person.reactions_add(channel=channel, timestamp=ts, name=f"emoji-{number}")
    one_more = client.reactions_add(channel=channel, timestamp=ts, name="emoji-30")
    assert await refusal(one_more) == "too_many_reactions"
    another = people[2].reactions_add(channel=channel, timestamp=ts, name="eyes")
    assert await refusal(another) == "too_many_emoji"


async def test_reactions_are_read_by_message_and_by_person(client: AsyncWebClient, dana: Person) -> None:
    first, second = await dana.send("one"), await dana.send("two")
    for ts in (first, second):
        await client.reactions_add(channel=dana.channel().id, timestamp=ts, name="eyes")
    got = (await client.reactions_get(channel=dana.channel().id, timestamp=first))["message"]
    assert (got["text"], got["reactions"][0]["name"]) == ("one", "eyes")
    assert got["permalink"].endswith(f"p{first.replace('.', '')}")
    own = (await client.reactions_list())["items"]
    assert [item["message"]["text"] for item in own] == ["two", "one"]
    assert (await client.reactions_list(user=dana.id))["items"] == []
