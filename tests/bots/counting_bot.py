"""Notes when each numbered message arrived, in plain async Bolt: over HTTP at PORT, else over Socket Mode."""

from __future__ import annotations

import asyncio
import os
import re
import time
from pathlib import Path
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

app = AsyncApp(
    client=AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]),
    signing_secret=os.environ["SLACK_SIGNING_SECRET"],
)
NOTES = Path(os.environ["NOTES"])


def keep(line: str) -> None:
    with NOTES.open("a", encoding="utf-8") as notes:
        notes.write(line)


@app.middleware
async def note(body: dict[str, Any], next_: Any) -> None:
    """Before the acknowledgement: what comes after it may come in any order."""
    event = body["event"]
    number = event.get("text", "")
    if number.isdigit():
        keep(f"{event['channel']} {number} {time.time()}\n")
    await next_()


@app.event(re.compile("."))
async def acknowledged() -> None:
    """The note was all that there is to do."""


async def listen() -> None:
    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()


if __name__ == "__main__":
    if "PORT" in os.environ:
        app.start(port=int(os.environ["PORT"]), host="127.0.0.1")
    else:
        asyncio.run(listen())
