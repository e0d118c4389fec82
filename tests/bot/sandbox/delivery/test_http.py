from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import ClientTimeout, web
from slack_sdk.signature import SignatureVerifier

from bot.sandbox import NotAnsweredError, Options, Sandbox
from bot.sandbox.core import Slack
from bot.sandbox.delivery.http import RequestUrl


class App:
    """An app behind a request URL: keeps what it gets, answers what it is told to."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], str]] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.answer: Any = None
        self.seconds = 0.0
        self.url = ""
        self.connections: set[object] = set()
        self.asked_again = asyncio.Event()

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.text()
        self.requests.append((dict(request.headers), body))
        self.connections.add(request.transport)
        if len(self.requests) > 1:
            self.asked_again.set()
        await asyncio.sleep(self.seconds)
        if isinstance(self.answer, str):
            return web.Response(text=self.answer)
        if self.answer is None:
            return web.Response(status=self.status, headers=self.headers)
        return web.json_response(self.answer, status=self.status)

    @property
    def retries(self) -> list[tuple[str | None, str | None]]:
        return [
            (headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason"))
            for headers, _ in self.requests
        ]

    def verified(self) -> bool:
        verifier = SignatureVerifier("sandbox-signing-secret")
        return all(verifier.is_valid_request(body, headers) for headers, body in self.requests)


@pytest.fixture
async def app() -> AsyncIterator[App]:
    behind = App()
    server = web.Application()
    server.router.add_route("*", "/slack/events", behind.handle)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    behind.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield behind
    await runner.cleanup()


@pytest.fixture
async def sandbox(app: App) -> AsyncIterator[Sandbox]:
    async with Sandbox(options=Options(request_url=app.url, ack_seconds=20)) as running:
        yield running


def route(slack: Slack) -> RequestUrl:
    assert isinstance(slack.postman.route, RequestUrl)
    return slack.postman.route


async def test_events_are_signed_json(sandbox: Sandbox, app: App) -> None:
    await sandbox.person("rep").send("hello")
    await sandbox.idle()
    assert app.verified()
    assert json.loads(app.requests[0][1])["event"]["text"] == "hello"


async def test_a_failed_event_is_retried_with_its_number_and_reason(sandbox: Sandbox, app: App) -> None:
    app.status = 500
    await sandbox.person("rep").send("hello")
    await sandbox.idle()
    assert app.retries == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert app.verified()


async def test_an_event_that_takes_too_long_is_retried_for_its_timeout(sandbox: Sandbox, app: App) -> None:
    route(sandbox.slack)._timeout = ClientTimeout(total=0.2)
    app.seconds = 0.4
    await sandbox.person("rep").send("hello")
    await app.asked_again.wait()
    app.seconds = 0.0
    await sandbox.idle()
    assert app.retries[1] == ("1", "http_timeout")


async def test_an_app_that_asks_for_no_retry_gets_none(sandbox: Sandbox, app: App) -> None:
    app.status, app.headers = 500, {"X-Slack-No-Retry": "1"}
    await sandbox.person("rep").send("hello")
    await sandbox.idle()
    assert app.retries == [(None, None)]
    assert sandbox.calls.entries[-1].verdict == "not answered: the request URL answered 500"


async def test_any_success_is_an_acknowledgement(sandbox: Sandbox, app: App) -> None:
    app.status = 204
    await sandbox.person("rep").send("hello")
    await sandbox.idle()
    assert app.retries == [(None, None)]


@pytest.mark.parametrize("status", [304, 404, 503])
async def test_anything_else_is_none(sandbox: Sandbox, app: App, status: int) -> None:
    app.status = status
    with pytest.raises(NotAnsweredError) as failed:
        await sandbox.person("rep").command("/leadsmith", "hello")
    assert failed.value.reason == "http_error"


async def test_two_redirects_are_followed_and_no_third(sandbox: Sandbox, app: App) -> None:
    app.status, app.headers = 307, {"Location": app.url}
    await sandbox.person("rep").send("hello")
    await sandbox.idle()
    assert len(app.requests) == 4 * 3
    assert app.retries[3] == ("1", "too_many_redirects")


async def test_an_app_that_is_not_there_fails_to_connect() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/slack/events"
        async with Sandbox(options=Options(request_url=url)) as sandbox:
            with pytest.raises(NotAnsweredError) as failed:
                await sandbox.person("rep").command("/leadsmith", "hello")
    assert failed.value.reason == "connection_failed"


async def test_an_app_that_speaks_no_tls_is_an_ssl_error(app: App) -> None:
    url = app.url.replace("http:", "https:")
    async with Sandbox(options=Options(request_url=url)) as sandbox:
        with pytest.raises(NotAnsweredError) as failed:
            await sandbox.person("rep").command("/leadsmith", "hello")
    assert failed.value.reason == "ssl_error"


async def test_all_requests_share_a_connection(sandbox: Sandbox, app: App) -> None:
    for number in range(5):
        await sandbox.person("rep").send(str(number))
    await sandbox.idle()
    assert len(app.requests) == 5
    assert len(app.connections) == 1


async def test_a_command_is_a_form_and_its_answer_is_shown(sandbox: Sandbox, app: App) -> None:
    app.answer = {"text": "hi"}
    dana = sandbox.person("rep")
    await dana.command("/leadsmith", "find people")
    assert parse_qs(app.requests[0][1])["text"] == ["find people"]
    assert app.verified()
    assert dana.ephemerals()[0]["text"] == "hi"


async def test_a_command_may_be_answered_in_plain_text(sandbox: Sandbox, app: App) -> None:
    app.answer = "hi"
    dana = sandbox.person("rep")
    await dana.command("/leadsmith", "find people")
    assert dana.ephemerals()[0]["text"] == "hi"


async def test_a_click_is_a_form_with_a_payload(sandbox: Sandbox, app: App) -> None:
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    home = {"type": "home", "blocks": [{"type": "actions", "elements": [button]}]}
    dana = sandbox.person("rep")
    view = sandbox.slack.views.publish(dana.id, home, None)
    await dana.click(view["id"], "go")
    payload = json.loads(parse_qs(app.requests[0][1])["payload"][0])
    assert payload["actions"][0]["action_id"] == "go"


async def test_an_app_that_fails_is_told_to_the_person(sandbox: Sandbox, app: App) -> None:
    app.status = 500
    with pytest.raises(NotAnsweredError):
        await sandbox.person("rep").command("/leadsmith", "hello")


async def test_the_request_url_is_verified_by_its_challenge(sandbox: Sandbox, app: App) -> None:
    app.answer = {"challenge": "abc"}
    assert await route(sandbox.slack).verify("abc")
    assert not await route(sandbox.slack).verify("xyz")


async def test_a_clock_that_is_wrong_by_minutes_breaks_the_signature(sandbox: Sandbox, app: App) -> None:
    sandbox.faults.skew = -600
    await sandbox.person("rep").send("hello")
    await sandbox.idle()
    assert not app.verified()
    assert sandbox.calls.entries[-1].verdict == "ok (fault: the clock is -600 s off)"
