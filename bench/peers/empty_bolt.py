"""The least that acknowledges: Bolt's `AsyncApp` over HTTP, with one listener that does nothing."""

from __future__ import annotations

import os

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

if __name__ == "__main__":
    token = os.environ.pop("SLACK_BOT_TOKEN")  # left there, Bolt warns that it was given twice
    client = AsyncWebClient(token, os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])

    @app.event("message")
    async def nothing() -> None:
        """Nothing is done with a message."""

    port = int(os.environ["PORT"])
    web.run_app(app.web_app("/slack/events"), host="127.0.0.1", port=port, print=None, access_log=None)
