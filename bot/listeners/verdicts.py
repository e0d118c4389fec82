"""Thumbs under plans and answers."""

from __future__ import annotations

from datetime import UTC, datetime

from slack_bolt.async_app import AsyncApp

from bot.desk import Desk
from bot.listeners.common import Click, on_click
from bot.views.verdict import THANKS, parsed


def register(app: AsyncApp, desk: Desk) -> None:
    async def judge(click: Click) -> None:
        kind, about, opinion = parsed(click.value)
        at = datetime.fromtimestamp(float(click.action["action_ts"]), UTC)
        await desk.services.verdicts.give(click.actor, kind, about, opinion, at)
        await click.whisper(THANKS[opinion])

    on_click(app, desk, "verdict", judge)
