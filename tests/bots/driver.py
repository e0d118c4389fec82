"""Starts other people's bots as programs of their own, and drives them as another program would."""

from __future__ import annotations

import asyncio
import os
import random
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from bot.sandbox import NotAnsweredError, Sandbox

T = TypeVar("T")
HERE = Path(__file__).parent
PATIENCE = 20.0


async def eventually(look: Callable[[], Awaitable[T | None]]) -> T:
    """What a question answers, once it answers anything."""
    async with asyncio.timeout(PATIENCE):
        found = await look()
        while not found:
            await asyncio.sleep(0.05)
            found = await look()
    return found


async def reached(sandbox: Sandbox) -> bool:
    """Whether the app is there: at the end of a socket, or behind its request URL."""
    try:
        return sandbox.slack.socket.connections > 0 or await sandbox.shake_hands()
    except NotAnsweredError:
        return False


@dataclass
class Driver:
    """A person of the sandbox, over its HTTP interface."""

    http: aiohttp.ClientSession
    who: str = "rep"

    async def do(self, operation: str, **body: Any) -> dict[str, Any]:
        async with self.http.post(f"/sandbox/{self.who}/{operation}", json=body) as response:
            answer: dict[str, Any] = await response.json()
        assert answer["ok"], answer
        return answer

    async def ask(self, what: str, **body: Any) -> None:
        """Ask something of the sandbox itself: `faults`, `refresh`, `reset`."""
        async with self.http.post(f"/sandbox/{what}", json=body) as response:
            assert response.ok, await response.text()

    async def see(self, channel: str | None = None) -> dict[str, Any]:
        query = {"channel": channel} if channel else {}
        async with self.http.get(f"/sandbox/{self.who}/see", params=query) as response:
            seen: dict[str, Any] = await response.json()
        return seen

    async def message(self, text: str, channel: str | None = None) -> dict[str, Any]:
        """The message that says this, once it is there."""
        return await self._said("messages", text, channel)

    async def whispered(self, text: str, channel: str | None = None) -> dict[str, Any]:
        """What only this person is told, once it is there."""
        return await self._said("ephemerals", text, channel)

    async def _said(self, kind: str, text: str, channel: str | None) -> dict[str, Any]:
        async def look() -> dict[str, Any] | None:
            said = (await self.see(channel))[kind]
            return next((message for message in said if text in message["text"]), None)

        return await eventually(look)

    async def view(self, title: str) -> dict[str, Any]:
        """The topmost modal, once it has this title."""

        async def look() -> dict[str, Any] | None:
            top: list[dict[str, Any]] = (await self.see())["views"][-1:]
            return next((view for view in top if view["title"]["text"] == title), None)

        return await eventually(look)


@asynccontextmanager
async def program(name: str, sandbox: Sandbox, **environment: str) -> AsyncIterator[None]:
    """Run a bot with nothing but what any bot is given: its tokens and where Slack is."""
    credentials = sandbox.credentials
    given = {
        "PATH": os.environ["PATH"],
        "SLACK_API_URL": f"{sandbox.url}/api/",
        "SLACK_BOT_TOKEN": credentials.bot_token,
        "SLACK_APP_TOKEN": credentials.app_token,
        "SLACK_SIGNING_SECRET": credentials.signing_secret,
    }
    process = await asyncio.create_subprocess_exec(sys.executable, HERE / name, env=given | environment)
    try:
        yield
        assert process.returncode is None, f"{name} stopped"
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


@asynccontextmanager
async def driven(sandbox: Sandbox) -> AsyncIterator[Driver]:
    async with aiohttp.ClientSession(sandbox.url) as http:
        yield Driver(http)


def free_port() -> int:
    """A port that nobody listens to, below those that the system gives to whoever connects meanwhile."""
    while True:
        with socket.socket() as unused, suppress(OSError):
            unused.bind(("127.0.0.1", random.randrange(20_000, 32_000)))
            return int(unused.getsockname()[1])
