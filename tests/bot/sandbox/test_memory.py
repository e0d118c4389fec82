"""What the sandbox needs does not grow with what it holds: measured from outside, with one bot connected."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="/proc tells the memory")
ROOT = Path(__file__).parents[3]
ALONE = """
import asyncio, sys
from pathlib import Path
from bot.sandbox import Options, Sandbox

async def main() -> None:
    async with Sandbox(state=Path(sys.argv[1]), options=Options(rate_limits=False)) as sandbox:
        print(sandbox.url, flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(main())
"""
CHANNEL = "D0DANABOT1"
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "what a message says " * 25}}]


class Host:
    """A process that runs the sandbox and nothing else."""

    def __init__(self, pid: int, url: str, session: aiohttp.ClientSession) -> None:
        self.pid = pid
        self.api = f"{url}/api/"
        self.session = session

    def client(self, token: str) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=self.api, session=self.session)

    def megabytes(self) -> float:
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        (resident,) = [line.split()[1] for line in lines if line.startswith("VmRSS")]
        return int(resident) / 1_024


@asynccontextmanager
async def host(state: Path) -> AsyncIterator[Host]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", ALONE, str(state)), stdin=pipe, stdout=pipe, cwd=ROOT, env=os.environ
    )
    assert process.stdin
    assert process.stdout
    url = (await process.stdout.readline()).decode().strip()
    try:
        async with aiohttp.ClientSession() as session:
            yield Host(process.pid, url, session)
    finally:
        process.stdin.close()
        await process.wait()


@asynccontextmanager
async def connected(sandbox: Host) -> AsyncIterator[asyncio.Queue[str]]:
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


async def talk(sandbox: Host, heard: asyncio.Queue[str], messages: int) -> None:
    """A person writes and the bot answers in the thread, over and over."""
    person, bot = sandbox.client("xoxp-rep"), sandbox.client("xoxb-sandbox")
    for number in range(messages // 2):
        await person.chat_postMessage(channel=CHANNEL, text=f"message {number}", blocks=BLOCKS)
        await bot.chat_postMessage(channel=CHANNEL, text="answer", blocks=BLOCKS, thread_ts=await heard.get())


@pytest.mark.long
@pytest.mark.timeout(300)  # a busy machine: 20 seconds otherwise
async def test_ten_thousand_messages_need_the_memory_of_one_thousand(tmp_path: Path) -> None:
    async with host(tmp_path) as sandbox, connected(sandbox) as heard:
        await talk(sandbox, heard, 1_000)
        before = sandbox.megabytes()
        await talk(sandbox, heard, 9_000)
        after = sandbox.megabytes()
        assert after <= 1.1 * before, f"{before:.1f} MB at 1,000 messages, {after:.1f} MB at 10,000"
