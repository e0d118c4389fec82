"""Researches: taking one deeper."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp

from bot.desk import Desk
from bot.listeners.common import Click, on_click


class ResearchListeners:
    """Clicks below a research."""

    def __init__(self, desk: Desk) -> None:
        self._researches = desk.services.researches

    async def deeper(self, click: Click) -> None:
        await self._researches.deeper(click.actor, click.value)


def register(app: AsyncApp, desk: Desk) -> None:
    researches = ResearchListeners(desk)
    on_click(app, desk, "research_deeper", researches.deeper)
