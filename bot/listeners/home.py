"""Opening Home and opening the conversation."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from agent.roles import Actor
from bot.desk import Desk
from bot.slack import SlackError, called
from bot.views.reply import EXAMPLES, greeting

PROMPTS = [{"title": text[:60], "message": text} for text in (*EXAMPLES, "What can you do?")]


def register(app: AsyncApp, desk: Desk) -> None:
    async def opened(event: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        actor = Actor(context.team_id or "", event["user"])
        if event.get("tab") == "home":
            await desk.audience.publish_home(actor)
        else:
            await _greet(desk, client, actor, event["channel"])

    app.event("app_home_opened")(opened)


async def _greet(desk: Desk, client: AsyncWebClient, actor: Actor, channel: str) -> None:
    """Say hello once, and offer what one can say."""
    key = f"greeting:{actor.user}"
    await desk.posting.once(actor.workspace, key, (channel, None), greeting(actor.user))
    try:
        # Without a thread: an agent_view app shows the prompts in the conversation itself.
        await called(client.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=PROMPTS))
    except SlackError:
        # Older clients have no place for them.
        return
