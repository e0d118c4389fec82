"""Without Socket Mode Slack's requests come over HTTP, signed."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from agent.errors import InvalidError
from bot.app import Application
from bot.http.server import application
from bot.manifest import manifest
from bot.process import listen
from bot.sandbox import Sandbox
from bot.sandbox.core import Options
from bot.sandbox.delivery.http import signed_headers
from tests.support import Office, said, settings_for

pytestmark = pytest.mark.long


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Leadsmith reached by HTTP."""
    port = _free_port()
    options = Options(rate_limits=False, request_url=f"http://127.0.0.1:{port}/slack/events")
    async with Sandbox(manifest=manifest(), options=options) as sandbox:
        secret = SecretStr(sandbox.credentials.signing_secret)
        settings = settings_for(
            sandbox, tmp_path, slack_app_token=None, slack_signing_secret=secret, port=port
        )
        leadsmith = Application(settings, only_demo=True)
        runner = await listen(
            application(leadsmith.bolt, leadsmith.started, leadsmith.is_well, events=True), "127.0.0.1", port
        )
        try:
            await leadsmith.start()
            yield Office(sandbox, leadsmith)
            await sandbox.idle()
        finally:
            await leadsmith.stop()
            await runner.cleanup()


async def _post(office: Office, body: str | bytes, headers: dict[str, str]) -> int:
    url = f"http://127.0.0.1:{office.leadsmith.settings.port}/slack/events"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers={"Content-Type": "application/json"} | headers) as answer,
    ):
        return answer.status


async def test_a_whole_conversation_over_http(office: Office) -> None:
    thread = await office.plan("find 20 CTOs in Berlin")
    done = await thread.finished()
    assert "20 people" in said(done)
    await office.dana.command("/leadsmith", "help")
    await office.until(office.dana.ephemerals)
    assert office.sandbox.violations == []


async def test_a_request_without_slacks_signature_is_refused(office: Office) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "x"})
    secret = office.sandbox.credentials.signing_secret
    now = int(time.time())
    assert await _post(office, body, {}) == 401
    assert await _post(office, body, signed_headers("another secret", now, body)) == 401
    assert await _post(office, body, signed_headers(secret, now - 3_600, body)) == 401
    assert await _post(office, body, signed_headers(secret, now, body)) == 200


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{", b"[1]", b'"x"', b"payload=%7B"])
async def test_what_cannot_be_read_is_refused(office: Office, body: bytes) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"} if body.startswith(b"payload") else {}
    text = body.decode(errors="replace")
    headers = signed_headers(office.sandbox.credentials.signing_secret, int(time.time()), text)
    assert await _post(office, body, headers | form) in {400, 401}


async def test_a_time_that_is_no_number_is_refused(office: Office) -> None:
    assert await _post(office, "{}", {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=x"}) == 401


@pytest.mark.parametrize("event", [None, {}, "x", {"type": None}])
async def test_an_event_that_says_nothing_is_refused(office: Office, event: object) -> None:
    body = json.dumps({"type": "event_callback", "team_id": "T0SANDBOX1", "event": event})
    headers = signed_headers(office.sandbox.credentials.signing_secret, int(time.time()), body)
    assert await _post(office, body, headers) == 400


async def test_health_is_answered(office: Office) -> None:
    url = f"http://127.0.0.1:{office.leadsmith.settings.port}/health"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert (answer.status, await answer.json()) == (200, {"ok": True})


async def test_a_port_that_is_taken_is_said(office: Office) -> None:
    taken = office.leadsmith.settings.port
    with pytest.raises(InvalidError, match=f"Port {taken} is taken: set PORT to another one."):
        await listen(
            application(
                office.leadsmith.bolt, office.leadsmith.started, office.leadsmith.is_well, events=False
            ),
            "127.0.0.1",
            taken,
        )
