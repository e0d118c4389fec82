"""A Slack that says yes to everything at once, on a free port: what a bot calls, without Slack's own cost."""

from __future__ import annotations

import asyncio
import sys
from itertools import count

from aiohttp import web

IDENTITY = {"url": "https://example.test/", "team_id": "T0BENCH", "user_id": "U0BOT", "bot_id": "B0BOT"}


async def serve() -> None:
    """Print the address, and serve until the input is closed."""
    numbers = count(1)

    async def handle(_request: web.Request) -> web.Response:
        ts = f"1800000000.{next(numbers):06}"
        return web.json_response({"ok": True, **IDENTITY, "channel": "D0BENCH", "ts": ts, "messages": []})

    app = web.Application()
    app.router.add_route("*", "/api/{method}", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    print(f"http://{host}:{port}/api/", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve())
