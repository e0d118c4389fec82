"""Running on a real workspace: `leadsmith serve`."""

from __future__ import annotations

import logging

from agent.errors import InvalidError
from bot.app import Application
from bot.finding import WEB
from bot.http.server import application
from bot.http.stream import StreamDoor
from bot.process import listen, loading, share_heap, until_stopped
from bot.settings import Settings
from bot.wiring.ground import Outside

_log = logging.getLogger(__name__)


def require_slack(settings: Settings) -> None:
    """Raise, naming what is missing, when Slack cannot be reached with these settings."""
    if settings.slack_bot_token is None:
        raise InvalidError(
            "SLACK_BOT_TOKEN is not set. `leadsmith try` runs without a workspace; the README tells the rest."
        )
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        raise InvalidError(
            "Beside the bot token set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)."
        )


async def serve(settings: Settings) -> None:
    """Run on a real workspace until stopped."""
    require_slack(settings)
    share_heap()
    leadsmith = Application(settings, Outside(parts=WEB))
    runner = await listen(
        application(
            leadsmith.bolt,
            leadsmith.started,
            leadsmith.is_well,
            events=settings.slack_app_token is None,
            stream=StreamDoor(leadsmith.streams, settings.stream_origins),
        ),
        settings.host,
        settings.port,
    )
    try:
        with loading():
            await leadsmith.start()
        _log.info("Leadsmith is listening on port %d", settings.port)
        await until_stopped()
    finally:
        await leadsmith.stop()
        await runner.cleanup()
