"""What the sandbox needs does not grow with what it holds: measured from outside, with one bot connected."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from tests.bot.sandbox.alone import Alone, alone

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="/proc tells the memory")
CHANNEL = "D0DANABOT1"
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "what a message says " * 25}}]


@asynccontextmanager
async def connected(sandbox: Alone) -> AsyncIterator[asyncio.Queue[str]]:
    """A bot on a socket; the queue has the ts of every message that it heard."""
    heard: asyncio.Queue[str] = asyncio.Queue()
    app = AsyncApp(client=sandbox.client("xoxb-sandbox"))
    handler = AsyncSocketModeHandler(app, "xapp-sandbox")

    @app.event("message")
    async def hear(event: dict[str, str]) -> None:
        heard.put_nowait(event["ts"])

    await handler.connect_async()
    try:
        yield heard
    finally:
        await handler.close_async()


async def talk(sandbox: Alone, heard: asyncio.Queue[str], messages: int) -> None:
    """A person writes and the bot answers in the thread, over and over."""
    person, bot = sandbox.client("xoxp-rep"), sandbox.client("xoxb-sandbox")
    for number in range(messages // 2):
        await person.chat_postMessage(channel=CHANNEL, text=f"message {number}", blocks=BLOCKS)
        await bot.chat_postMessage(channel=CHANNEL, text="answer", blocks=BLOCKS, thread_ts=await heard.get())


@pytest.mark.soak
@pytest.mark.timeout(300)  # a busy machine: 20 seconds otherwise
async def test_ten_thousand_messages_need_the_memory_of_one_thousand(tmp_path: Path) -> None:
    async with alone(tmp_path) as sandbox, connected(sandbox) as heard:
        await talk(sandbox, heard, 1_000)
        before = sandbox.megabytes()
        await talk(sandbox, heard, 9_000)
        after = sandbox.megabytes()
        assert after <= 1.1 * before, f"{before:.1f} MB at 1,000 messages, {after:.1f} MB at 10,000"
