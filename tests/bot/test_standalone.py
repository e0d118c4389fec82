"""`leadsmith sandbox`, really started, and driven with slack_sdk and over HTTP."""

from __future__ import annotations

import asyncio
import re
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / "manifest.yml"


class Command:
    """The running command: its settings, as it printed them, and the lines that follow."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.printed = ""
        self.settings: dict[str, str] = {}

    async def line(self) -> str:
        assert self.process.stdout is not None
        async with asyncio.timeout(20):
            text = (await self.process.stdout.readline()).decode()
        self.printed += text
        return text

    async def until(self, words: str) -> None:
        while words not in await self.line():
            assert self.process.returncode is None, self.printed

    def client(self, token: str) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=self.settings["SLACK_API_URL"])

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        origin = self.settings["SLACK_API_URL"].removesuffix("/api/")
        async with aiohttp.ClientSession() as session, session.post(f"{origin}{path}", json=body) as answer:
            found: dict[str, Any] = await answer.json()
        return found


@asynccontextmanager
async def running(*arguments: str) -> AsyncIterator[Command]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "sandbox", "--port", "0", *arguments, cwd=ROOT, stdout=PIPE
    )
    command = Command(process)
    try:
        await command.until("Events go to")
        command.settings = dict(re.findall(r"^export (\w+)=(\S+)$", command.printed, re.MULTILINE))
        yield command
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def test_a_bolt_app_and_a_person_talk_with_what_the_command_printed() -> None:
    async with running() as command:
        answered = asyncio.Event()
        app = AsyncApp(client=command.client(command.settings["SLACK_BOT_TOKEN"]))

        @app.event("message")
        async def answer(event: dict[str, Any], say: Any) -> None:
            await say(text=f"You said {event['text']}", thread_ts=event["ts"])
            answered.set()

        handler = AsyncSocketModeHandler(app, command.settings["SLACK_APP_TOKEN"])
        await handler.connect_async()
        dana = command.client("xoxp-rep")
        channel = (await dana.conversations_open(users="U0SANDBOT1"))["channel"]["id"]
        ts = (await dana.chat_postMessage(channel=channel, text="hello"))["ts"]
        await asyncio.wait_for(answered.wait(), 5)
        said = (await dana.conversations_replies(channel=channel, ts=ts))["messages"]
        assert said[1]["text"] == "You said hello"
        await handler.close_async()
    assert command.process.returncode == 0
    assert "every scope" in command.printed


async def test_a_manifest_says_what_the_app_may_and_a_folder_keeps_what_was_said(tmp_path: Path) -> None:
    options = ("--manifest", str(MANIFEST), "--state", str(tmp_path / "kept"))
    async with running(*options) as command:
        assert "Leadsmith" in command.printed
        bot = command.client(command.settings["SLACK_BOT_TOKEN"])
        with pytest.raises(SlackApiError, match="missing_scope"):
            await bot.reactions_add(channel="sales", timestamp="1.1", name="eyes")
        await command.post("/sandbox/manager/send", text="remember", channel="sales")
    async with running(*options) as command:
        found = await command.client("xoxp-manager").conversations_history(channel="sales")
        assert [message["text"] for message in found["messages"]] == ["remember"]


async def test_a_request_url_is_verified_once_the_app_is_there() -> None:
    port = unused_port()
    url = f"http://127.0.0.1:{port}/slack/events"

    async def answer(request: web.Request) -> web.Response:
        return web.json_response({"challenge": (await request.json())["challenge"]})

    async with running("--request-url", url) as command:
        await command.until("Trying again")
        app = web.Application()
        app.router.add_post("/slack/events", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await command.until("verified.")
        await runner.cleanup()


async def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "sandbox", "--port", str(port), cwd=ROOT, stderr=PIPE
        )
        _, complaint = await process.communicate()
    assert process.returncode == 1
    assert complaint.decode() == f"leadsmith: Port {port} is taken: choose another one with --port.\n"


@pytest.mark.parametrize("document", ["docs/sandbox.md", "README.md"])
async def test_the_lines_for_a_bot_of_ones_own_are_enough(document: str) -> None:
    code = re.findall(r"```python\n(import os\n.*?)```", (ROOT / document).read_text("utf-8"), re.DOTALL)[0]
    async with running() as command, program(code, command.settings):
        origin = command.settings["SLACK_API_URL"].removesuffix("api/")
        async with aiohttp.ClientSession(origin) as session, session.get("sandbox/live") as changes:
            await command.post("/sandbox/rep/send", text="hello")
            async with asyncio.timeout(20):
                while "You said hello" not in await seen(session):
                    await changes.content.readline()


@asynccontextmanager
async def program(code: str, settings: dict[str, str]) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, env=settings)
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


async def seen(session: aiohttp.ClientSession) -> list[str]:
    async with session.get("sandbox/rep/see") as answer:
        return [message["text"] for message in (await answer.json())["messages"]]
