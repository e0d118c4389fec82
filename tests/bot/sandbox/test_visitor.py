"""A channel shared with another company, and its visitor: what the app is told, what the visitor sees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import NotAnsweredError, Sandbox
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import PARTNER_ID, TEAM_ID, VISITOR

Heard = list[dict[str, Any]]
BLOCKS = [
    {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}],
    }
]


async def _listening(sandbox: Sandbox, heard: Heard) -> AsyncSocketModeHandler:
    client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
    app = AsyncApp(client=client)

    async def hear(body: dict[str, Any]) -> None:
        heard.append(body)

    async def acted(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        heard.append(body)

    for event in ("message", "app_mention", "channel_shared", "member_joined_channel"):
        app.event(event)(hear)
    app.action("go")(acted)
    handler = AsyncSocketModeHandler(app, sandbox.credentials.app_token)
    await handler.connect_async()
    return handler


async def test_the_app_is_told_whose_people_speak_and_press() -> None:
    heard: Heard = []
    async with Sandbox() as sandbox:
        handler = await _listening(sandbox, heard)
        pat, dana = sandbox.person("visitor"), sandbox.person("rep")
        await dana.send("before", "sales")
        await dana.share("sales")
        await pat.send("@app hello", "sales")
        client = AsyncWebClient(token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/")
        posted = await client.chat_postMessage(channel="C0SALES001", text="Go", blocks=BLOCKS)
        await pat.click(posted["ts"], "go")
        info = await client.conversations_info(channel="C0SALES001")
        who = await client.users_info(user=VISITOR.id)
        await sandbox.idle()
        await handler.close_async()
    said = {b["event"].get("text"): b for b in heard if b.get("event", {}).get("type") == "message"}
    assert said["before"]["is_ext_shared_channel"] is False
    assert "user_team" not in said["before"]["event"]
    theirs = next(body for text, body in said.items() if text and text.endswith(" hello"))
    assert theirs["is_ext_shared_channel"] is True
    assert theirs["team_id"] == theirs["authorizations"][0]["team_id"] == TEAM_ID
    assert {theirs["event"][name] for name in ("team", "user_team", "source_team")} == {PARTNER_ID}
    click = next(body for body in heard if body.get("type") == "block_actions")
    assert click["user"]["team_id"] == click["team"]["id"] == PARTNER_ID
    assert info["channel"]["is_ext_shared"] is True
    assert who["user"]["team_id"] == PARTNER_ID


async def test_a_visitor_sees_nothing_but_what_is_shared() -> None:
    async with Sandbox() as sandbox:
        pat, dana = sandbox.person("visitor"), sandbox.person("rep")
        ts = await dana.send("hello", "sales")
        with pytest.raises(SlackError, match="channel_not_found"):
            await pat.send("hi", "sales")
        with pytest.raises(SlackError, match="channel_not_found"):
            await pat.send("hi")
        with pytest.raises(SlackError, match="message_not_found"):
            await pat.click(ts, "go")
        await dana.share("sales")
        assert await pat.send("hi", "sales")
        with pytest.raises(SlackError, match="channel_not_found"):
            await pat.send("hi", "general")
        with pytest.raises(NotAnsweredError):
            await pat.command("/leadsmith", "help", "sales")
        await dana.unshare("sales")
        with pytest.raises(SlackError, match="channel_not_found"):
            await pat.send("hi", "sales")


async def test_what_is_shared_stays_shared_over_a_restart(tmp_path: Path) -> None:
    async with Sandbox(state=tmp_path) as sandbox:
        await sandbox.person("rep").share("sales")
    async with Sandbox(state=tmp_path) as sandbox:
        assert VISITOR.id in sandbox.slack.users
        assert await sandbox.person("visitor").send("still here", "sales")


async def test_direct_messages_are_never_shared() -> None:
    async with Sandbox() as sandbox:
        dana = sandbox.person("rep")
        with pytest.raises(SlackError, match="not_allowed"):
            await dana.share(dana.channel().id)
