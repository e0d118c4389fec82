"""Opening Home and opening the conversation."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from agent.events import HomeChanged, Met
from bot.desk import Desk


def register(app: AsyncApp, desk: Desk) -> None:
    async def opened(event: dict[str, Any], context: AsyncBoltContext) -> None:
        workspace, user = context.team_id or "", event["user"]
        home = event.get("tab") == "home"
        await desk.services.telling.soon(
            HomeChanged(workspace, user) if home else Met(workspace, user, event["channel"])
        )

    app.event("app_home_opened")(opened)
