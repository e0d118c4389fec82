"""A process that runs the sandbox and nothing else, to be measured and killed."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

_ROOT = Path(__file__).parents[3]
_PROGRAM = """
import asyncio, sys
from pathlib import Path
from bot.sandbox import Options, Sandbox

async def main() -> None:
    async with Sandbox(state=Path(sys.argv[1]), options=Options(rate_limits=False)) as sandbox:
        print(sandbox.url, flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(main())
"""


class Alone:
    """The process, seen from outside."""

    def __init__(self, process: asyncio.subprocess.Process, url: str, session: aiohttp.ClientSession) -> None:
        self._process = process
        self._api = f"{url}/api/"
        self._session = session

    def client(self, token: str) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=self._api, session=self._session)

    def megabytes(self) -> float:
        """The memory that it holds."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        (resident,) = [line.split()[1] for line in lines if line.startswith("VmRSS")]
        return int(resident) / 1_024

    async def kill(self) -> None:
        self._process.kill()
        await self._process.wait()


@asynccontextmanager
async def alone(state: Path) -> AsyncIterator[Alone]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _PROGRAM, str(state)), stdin=pipe, stdout=pipe, cwd=_ROOT
    )
    assert process.stdin
    assert process.stdout
    url = (await process.stdout.readline()).decode().strip()
    try:
        async with aiohttp.ClientSession() as session:
            yield Alone(process, url, session)
    finally:
        process.stdin.close()
        await process.wait()
