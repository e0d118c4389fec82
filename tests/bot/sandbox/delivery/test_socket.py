from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import NotAnsweredError, Options, Sandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(options=Options(ack_seconds=20)) as running:
        yield running


@pytest.fixture
def impatient(sandbox: Sandbox) -> Sandbox:
    """A Slack that waits for an acknowledgement no longer than a test does."""
    sandbox.slack.socket._ack_seconds = 0.15
    return sandbox


async def ticket(sandbox: Sandbox) -> str:
    client = AsyncWebClient(base_url=f"{sandbox.url}/api/")
    opened = await client.apps_connections_open(app_token=sandbox.credentials.app_token)
    return str(opened["url"])


@asynccontextmanager
async def connected(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with aiohttp.ClientSession() as session, session.ws_connect(await ticket(sandbox)) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        yield socket


async def receive(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    received: dict[str, Any] = await socket.receive_json(timeout=2)
    return received


async def acknowledge(socket: aiohttp.ClientWebSocketResponse, envelope: dict[str, Any]) -> None:
    await socket.send_json({"envelope_id": envelope["envelope_id"]})


async def test_a_ticket_opens_one_socket(sandbox: Sandbox) -> None:
    url = await ticket(sandbox)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            hello = await receive(socket)
            assert hello["num_connections"] == 1
            assert hello["connection_info"] == {"app_id": "A0SANDBOX1"}
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_an_event_comes_in_an_envelope_once_it_is_acknowledged(sandbox: Sandbox) -> None:
    async with connected(sandbox) as socket:
        await sandbox.person("rep").send("hello")
        envelope = await receive(socket)
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await sandbox.idle()
    assert (envelope["type"], envelope["retry_attempt"], envelope["accepts_response_payload"]) == (
        "events_api",
        0,
        False,
    )
    payload = envelope["payload"]
    assert (payload["type"], payload["event"]["text"]) == ("event_callback", "hello")
    assert payload["authorizations"][0]["user_id"] == "U0SANDBOT1"


async def test_an_event_without_acknowledgement_comes_again_three_times(impatient: Sandbox) -> None:
    async with connected(impatient) as socket:
        await impatient.person("rep").send("hello")
        envelopes = [await receive(socket) for _ in range(4)]
        await impatient.idle()
    assert [e["retry_attempt"] for e in envelopes] == [0, 1, 2, 3]
    assert envelopes[1]["retry_reason"] == "timeout"
    assert len({e["payload"]["event_id"] for e in envelopes}) == 1
    assert len({e["envelope_id"] for e in envelopes}) == 4


async def test_what_a_closed_socket_held_goes_to_the_next_one(sandbox: Sandbox) -> None:
    async with connected(sandbox) as first:
        await sandbox.person("rep").send("hello")
        await receive(first)
        await first.close()
    async with connected(sandbox) as second:
        envelope = await receive(second)
        await second.send_json({"envelope_id": envelope["envelope_id"]})
        await sandbox.idle()
    assert envelope["payload"]["event"]["text"] == "hello"


async def test_what_is_no_acknowledgement_is_none(impatient: Sandbox) -> None:
    async with connected(impatient) as socket:
        await impatient.person("rep").send("hello")
        await receive(socket)
        for junk in ("no JSON", "[]", '{"envelope_id": "another"}'):
            await socket.send_str(junk)
        assert (await receive(socket))["retry_attempt"] == 1
        await impatient.idle()


async def test_a_person_is_told_that_the_app_is_not_connected(impatient: Sandbox) -> None:
    with pytest.raises(NotAnsweredError, match="not connected"):
        await impatient.person("rep").command("/leadsmith", "hello")


async def test_two_sockets_take_turns(sandbox: Sandbox) -> None:
    async with connected(sandbox) as one, connected(sandbox) as two:
        for who, text in (("rep", "a"), ("manager", "b")):
            await sandbox.person(who).send(text)
        envelopes = await asyncio.gather(receive(one), receive(two))
        for socket, envelope in zip((one, two), envelopes, strict=True):
            await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await sandbox.idle()
    assert sorted(e["payload"]["event"]["text"] for e in envelopes) == ["a", "b"]


async def test_a_refresh_asks_the_app_to_connect_anew(sandbox: Sandbox) -> None:
    async with connected(sandbox) as old:
        await sandbox.slack.socket.refresh()
        assert await receive(old) == {
            "type": "disconnect",
            "reason": "refresh_requested",
            "debug_info": {"host": "sandbox"},
        }
        async with connected(sandbox) as new:
            await sandbox.person("rep").send("hello")
            envelope = await receive(new)
            await new.send_json({"envelope_id": envelope["envelope_id"]})
            await sandbox.idle()


async def test_a_warning_leaves_the_socket_in_use(sandbox: Sandbox) -> None:
    async with connected(sandbox) as socket:
        await sandbox.slack.socket.refresh("warning")
        assert (await receive(socket))["reason"] == "warning"
        await sandbox.person("rep").send("hello")
        await acknowledge(socket, await receive(socket))
        await sandbox.idle()


async def test_a_disabled_link_is_closed(sandbox: Sandbox) -> None:
    async with connected(sandbox) as socket:
        ended = asyncio.create_task(sandbox.slack.socket.refresh("link_disabled"))
        assert (await receive(socket))["reason"] == "link_disabled"
        assert (await socket.receive(timeout=2)).type is aiohttp.WSMsgType.CLOSE
        await ended
    assert sandbox.slack.socket.connections == 0


async def test_a_debug_connection_is_warned_and_closed_soon(sandbox: Sandbox) -> None:
    sandbox.slack.socket._debug_seconds, sandbox.slack.socket._warning_seconds = 0.2, 0.1
    url = f"{await ticket(sandbox)}&debug_reconnects=true"
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        assert (await receive(socket))["debug_info"]["approximate_connection_time"] == 0.2
        assert (await receive(socket))["reason"] == "warning"
        assert (await receive(socket))["reason"] == "refresh_requested"
        assert (await socket.receive(timeout=2)).type is aiohttp.WSMsgType.CLOSE


async def test_a_socket_is_pinged_and_answers_pings(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.delivery.connection._PING_SECONDS", 0.01)
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(await ticket(sandbox), autoping=False) as socket,
    ):
        await receive(socket)
        await socket.ping(b"are you there?")
        kinds = {(await socket.receive(timeout=2)).type for _ in range(20)}
    assert kinds == {aiohttp.WSMsgType.PING, aiohttp.WSMsgType.PONG}


async def test_an_eleventh_socket_is_refused(sandbox: Sandbox) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(10):
            await stack.enter_async_context(connected(sandbox))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        socket = await stack.enter_async_context(session.ws_connect(await ticket(sandbox)))
        assert await receive(socket) == {"type": "disconnect", "reason": "too_many_websockets"}


async def test_an_interaction_is_not_sent_again_but_told_to_the_person(impatient: Sandbox) -> None:
    async with connected(impatient) as socket:
        with pytest.raises(NotAnsweredError):
            await impatient.person("rep").command("/leadsmith", "hello")
        envelope = await receive(socket)
        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.3)
    assert envelope["type"] == "slash_commands"
    assert "retry_attempt" not in envelope


async def test_a_command_is_answered_in_its_acknowledgement(sandbox: Sandbox) -> None:
    dana = sandbox.person("rep")
    async with connected(sandbox) as socket:
        command = asyncio.ensure_future(dana.command("/leadsmith", "hello"))
        envelope = await receive(socket)
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "hi"}})
        await command
    assert {name: envelope["payload"][name] for name in ("command", "text", "channel_name")} == {
        "command": "/leadsmith",
        "text": "hello",
        "channel_name": "directmessage",
    }
    assert [m["text"] for m in dana.ephemerals()] == ["hi"]


async def test_every_event_comes_as_often_as_the_faults_say(sandbox: Sandbox) -> None:
    sandbox.faults.copies = 3
    async with connected(sandbox) as socket:
        await sandbox.person("rep").send("hello")
        envelopes = [await receive(socket) for _ in range(3)]
        for envelope in envelopes:
            await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await sandbox.idle()
    assert len({e["payload"]["event_id"] for e in envelopes}) == 1
