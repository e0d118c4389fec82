from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import NotAnsweredError, Person, Sandbox
from bot.sandbox.errors import SlackError
from tests.bot.sandbox.acts import field, form, interactions


@pytest.mark.usefixtures("listening")
async def test_a_shortcut_from_anywhere_may_open_a_modal(
    dana: Person, client: AsyncWebClient, heard: list[dict[str, Any]]
) -> None:
    await dana.shortcut("plan")
    (payload,) = interactions(heard, "shortcut")
    assert (payload["callback_id"], payload["user"]["id"]) == ("plan", dana.id)
    assert "response_url" not in payload
    assert "channel" not in payload
    await client.views_open(trigger_id=payload["trigger_id"], view=form())
    assert len(dana.views()) == 1


@pytest.mark.usefixtures("listening")
async def test_a_shortcut_on_a_message_brings_it_along(
    boss: Person, dana: Person, client: AsyncWebClient, heard: list[dict[str, Any]]
) -> None:
    ts = await dana.send("find people", channel="sales")
    await boss.shortcut("note", ts)
    (payload,) = interactions(heard, "message_action")
    assert payload["message"]["text"] == "find people"
    assert (payload["message_ts"], payload["channel"]["id"]) == (ts, "C0SALES001")
    assert payload["response_url"]
    here = {"type": "conversations_select", "action_id": "a", "default_to_current_conversation": True}
    await client.views_open(trigger_id=payload["trigger_id"], view=form(field(here)))
    (view,) = boss.views()
    assert view["state"]["values"]["b"]["a"]["selected_conversation"] == "C0SALES001"


async def test_only_the_manifests_shortcuts_are_there() -> None:
    listed = [{"name": "Plan", "type": "global", "callback_id": "plan", "description": "Plans"}]
    async with Sandbox(manifest={"features": {"shortcuts": listed}}) as sandbox:
        dana = sandbox.person("rep")
        for callback_id, ts in (("other", None), ("plan", await dana.send("x"))):
            with pytest.raises(NotAnsweredError, match="has no"):
                await dana.shortcut(callback_id, ts)


async def test_a_message_that_only_one_person_sees_has_no_shortcuts(
    dana: Person, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel=dana.channel().id, user=dana.id, text="x")
    with pytest.raises(SlackError, match="message_not_found"):
        await dana.shortcut("note", dana.ephemerals()[0]["ts"])
