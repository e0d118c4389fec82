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

    async def talk(self, messages: int) -> None:
        """A person and the app write in turns, in threads of five."""
        people = (self.client("xoxp-rep"), self.client("xoxb-sandbox"))
        thread: str | None = None
        for number in range(messages):
            posted = await people[number % 2].chat_postMessage(
                channel="D0DANABOT1", text=f"message {number}", blocks=BLOCKS, thread_ts=thread
            )
            thread = None if number % 5 == 4 else thread or str(posted["ts"])


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
async def connected(sandbox: Host, messages: int) -> AsyncIterator[asyncio.Event]:
    """A bot on a socket; the event is set once it heard so many messages."""
    count = 0
    heard_all = asyncio.Event()
    app = AsyncApp(client=sandbox.client("xoxb-sandbox"))
    handler = AsyncSocketModeHandler(app, "xapp-sandbox")

    @app.event("message")
    async def hear() -> None:
        nonlocal count
        count += 1
        if count == messages:
            heard_all.set()

    await handler.connect_async()
    yield heard_all
    await handler.close_async()


@pytest.mark.long
@pytest.mark.timeout(300)  # a busy machine: 15 seconds otherwise
async def test_ten_thousand_messages_need_the_memory_of_one_thousand(tmp_path: Path) -> None:
    async with host(tmp_path) as sandbox, connected(sandbox, 5_000) as heard_all:
        await sandbox.talk(1_000)
        before = sandbox.megabytes()
        await sandbox.talk(9_000)
        await heard_all.wait()
        after = sandbox.megabytes()
        assert after <= 1.1 * before, f"{before:.1f} MB at 1,000 messages, {after:.1f} MB at 10,000"
