from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox
from bot.sandbox.identity import BOT_USER

Connect = Callable[[str], AsyncWebClient]
Event = dict[str, Any]


@pytest.fixture
def told(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """The events that the app is sent."""
    events: list[Event] = []
    monkeypatch.setattr(sandbox.slack.postman, "event", lambda payload: events.append(payload["event"]))
    return events


@pytest.fixture
def as_dana(sandbox: Sandbox, connect: Connect) -> AsyncWebClient:
    return connect(sandbox.credentials.rep_token)


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def new_channel(client: AsyncWebClient, name: str = "leads", *, private: bool = False) -> str:
    return str((await client.conversations_create(name=name, is_private=private))["channel"]["id"])


async def test_a_new_channel_is_its_makers_and_listed(client: AsyncWebClient) -> None:
    made = (await client.conversations_create(name="leads"))["channel"]
    assert (made["name"], made["is_private"], made["is_member"]) == ("leads", False, True)
    assert made["creator"] == BOT_USER
    listed = (await client.conversations_list())["channels"]
    assert {c["name"]: c["num_members"] for c in listed} == {"sales": 3, "general": 2, "leads": 1}


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("--", "invalid_name_punctuation"),
        ("Leads", "invalid_name_specials"),
        ("our leads", "invalid_name_specials"),
        ("a.b", "invalid_name_specials"),
        ("sales", "name_taken"),
    ],
)
async def test_a_name_that_slack_would_not_take_is_refused(
    client: AsyncWebClient, name: str, error: str
) -> None:
    assert await refusal(client.conversations_create(name=name)) == error
    channel = await new_channel(client)
    assert await refusal(client.conversations_rename(channel=channel, name=name)) == error


async def test_the_app_hears_of_a_channel_and_of_who_comes_and_goes(
    client: AsyncWebClient, as_dana: AsyncWebClient, told: list[Event], boss: Person
) -> None:
    channel = await new_channel(as_dana)
    await as_dana.conversations_invite(channel=channel, users=BOT_USER)
    await as_dana.conversations_invite(channel=channel, users=boss.id)
    await client.conversations_leave(channel=channel)
    assert [(e["type"], e.get("subtype")) for e in told] == [
        ("channel_created", None),
        ("message", "channel_join"),
        ("member_joined_channel", None),
        ("message", "channel_join"),
        ("member_joined_channel", None),
        ("message", "channel_leave"),
        ("channel_left", None),
    ]
    assert told[2]["user"] == BOT_USER
    assert (told[4]["user"], told[4]["inviter"], told[4]["channel_type"]) == (boss.id, "U0DANAREP1", "C")


async def test_what_happens_to_a_channel_is_written_in_it(
    client: AsyncWebClient, boss: Person, told: list[Event]
) -> None:
    channel = await new_channel(client)
    await client.conversations_setTopic(channel=channel, topic="who to call")
    await client.conversations_setPurpose(channel=channel, purpose="finding people")
    await client.conversations_rename(channel=channel, name="people")
    await client.conversations_archive(channel=channel)
    info = (await client.conversations_info(channel=channel))["channel"]
    assert (info["topic"]["value"], info["purpose"]["value"]) == ("who to call", "finding people")
    assert (info["name"], info["previous_names"], info["is_archived"]) == ("people", ["leads"], True)
    assert [m["text"].partition("> ")[2] for m in boss.messages(channel)] == [
        "set the channel topic: who to call",
        "set the channel description: finding people",
        'has renamed the channel from "leads" to "people"',
        "archived the channel",
    ]
    assert [e["type"] for e in told if e["type"] != "message"] == [
        "channel_created",
        "channel_rename",
        "channel_archive",
    ]


async def test_an_archived_channel_rests_until_it_is_unarchived(client: AsyncWebClient) -> None:
    channel = await new_channel(client)
    assert await refusal(client.conversations_unarchive(channel=channel)) == "not_archived"
    await client.conversations_archive(channel=channel)
    assert await refusal(client.conversations_archive(channel=channel)) == "already_archived"
    assert await refusal(client.chat_postMessage(channel=channel, text="hi")) == "is_archived"
    assert await refusal(client.conversations_setTopic(channel=channel, topic="a")) == "is_archived"
    assert await refusal(client.conversations_join(channel=channel)) == "is_archived"
    unarchived = (await client.conversations_list(exclude_archived=True))["channels"]
    assert channel not in [c["id"] for c in unarchived]
    await client.conversations_unarchive(channel=channel)
    await client.chat_postMessage(channel=channel, text="hi")


async def test_a_public_channel_can_be_joined_again(client: AsyncWebClient) -> None:
    first = await client.conversations_join(channel="C0GENERAL1")
    again = await client.conversations_join(channel="C0GENERAL1")
    assert first["channel"]["is_member"]
    assert "warning" not in first.data
    assert again["warning"] == "already_in_channel"


async def test_a_private_channel_is_unknown_to_who_is_not_in_it(
    client: AsyncWebClient, as_dana: AsyncWebClient, told: list[Event], dana: Person
) -> None:
    channel = await new_channel(as_dana, private=True)
    assert told == []
    assert await refusal(client.conversations_info(channel=channel)) == "channel_not_found"
    assert await refusal(client.conversations_join(channel=channel)) == "channel_not_found"
    await as_dana.conversations_invite(channel=channel, users=BOT_USER)
    info = (await client.conversations_info(channel=channel))["channel"]
    assert (info["is_private"], info["is_group"], info["is_channel"]) == (True, True, False)
    assert [e["channel_type"] for e in told] == ["group", "G"]
    assert await refusal(client.conversations_join(channel=channel)) == (
        "method_not_supported_for_channel_type"
    )
    groups = (await client.conversations_list(types="private_channel"))["channels"]
    assert [c["id"] for c in groups] == [channel]
    await dana.send("in private", channel)
    assert (told[-1]["text"], told[-1]["channel_type"]) == ("in private", "group")


@pytest.mark.parametrize(
    ("channel", "users", "error"),
    [
        ("C0SALES001", "U0DANAREP1", "already_in_channel"),
        ("C0SALES001", BOT_USER, "cant_invite_self"),
        ("C0SALES001", "U404", "user_not_found"),
        ("C0SALES001", "", "no_user"),
        ("C0GENERAL1", "U0DANAREP1", "not_in_channel"),
        ("D0DANABOT1", "U0MAXMNGR1", "method_not_supported_for_channel_type"),
    ],
)
async def test_an_invitation_that_cannot_be_is_refused(
    client: AsyncWebClient, channel: str, users: str, error: str
) -> None:
    assert await refusal(client.conversations_invite(channel=channel, users=users)) == error


async def test_a_forced_invitation_takes_whom_it_can(client: AsyncWebClient) -> None:
    channel = await new_channel(client)
    users = "U0DANAREP1,U404"
    assert await refusal(client.conversations_invite(channel=channel, users=users)) == "user_not_found"
    await client.conversations_invite(channel=channel, users=users, force=True)
    members = (await client.conversations_members(channel=channel))["members"]
    assert members == [BOT_USER, "U0DANAREP1"]


async def test_somebody_else_can_be_removed_but_not_oneself(client: AsyncWebClient, dana: Person) -> None:
    channel = await new_channel(client)
    assert await refusal(client.conversations_kick(channel=channel, user=dana.id)) == "not_in_channel"
    await client.conversations_invite(channel=channel, users=dana.id)
    await client.conversations_kick(channel=channel, user=dana.id)
    assert (await client.conversations_members(channel=channel))["members"] == [BOT_USER]
    assert await refusal(client.conversations_kick(channel=channel, user=BOT_USER)) == "cant_kick_self"


async def test_general_is_left_and_archived_by_nobody(as_dana: AsyncWebClient) -> None:
    assert await refusal(as_dana.conversations_leave(channel="C0GENERAL1")) == "cant_leave_general"
    assert await refusal(as_dana.conversations_archive(channel="C0GENERAL1")) == "cant_archive_general"
    removal = as_dana.conversations_kick(channel="C0GENERAL1", user="U0MAXMNGR1")
    assert await refusal(removal) == "cant_kick_from_general"


async def test_the_last_member_stays_and_a_stranger_has_nothing_to_leave(client: AsyncWebClient) -> None:
    channel = await new_channel(client)
    assert await refusal(client.conversations_leave(channel=channel)) == "last_member"
    assert (await client.conversations_leave(channel="C0GENERAL1"))["not_in_channel"]


async def test_only_its_maker_or_an_admin_renames_a_channel(
    sandbox: Sandbox, client: AsyncWebClient, as_dana: AsyncWebClient, connect: Connect
) -> None:
    channel = await new_channel(client)
    await as_dana.conversations_join(channel=channel)
    assert await refusal(as_dana.conversations_rename(channel=channel, name="mine")) == "not_authorized"
    as_max = connect(sandbox.credentials.manager_token)
    await as_max.conversations_join(channel=channel)
    assert (await as_max.conversations_rename(channel=channel, name="ours"))["channel"]["name"] == "ours"


async def test_a_topic_has_an_end(client: AsyncWebClient) -> None:
    long = client.conversations_setTopic(channel="C0SALES001", topic="x" * 251)
    assert await refusal(long) == "too_long"


async def test_a_channel_outlives_a_restart(tmp_path: Any) -> None:
    for _ in range(2):
        async with Sandbox(state=tmp_path) as sandbox:
            client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
            names = [c["name"] for c in (await client.conversations_list())["channels"]]
            if "leads" in names:
                return
            await new_channel(client)
    pytest.fail("the channel is gone")
