"""Briefings and alerts: their buttons, what is wanted now, and what begins when somebody is met first."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest

from agent.briefings.snoozing import Snooze
from agent.events import Joined, Reviewed
from agent.roles import require_decider
from bot.desk import Desk
from bot.listeners.common import Click, on_click

BRIEFING_SAY = re.compile(r"briefing_say_\w+")
ALERT_SAY = re.compile(r"alert_say_\w+")
SNOOZE = re.compile(r"briefing_snooze_\w+")
AGAIN_SECONDS = 6 * 3600
"""How often it is looked whether somebody has what everybody has, and is in the time zone they were in."""
ON_IT = "I'm on it: it comes below."
Next = Callable[[], Awaitable[BoltResponse]]


class BriefingListeners:
    """Clicks on what a briefing or an alert offers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._services = desk.services

    async def snooze(self, click: Click) -> None:
        snooze = Snooze(click.action["action_id"].removeprefix("briefing_snooze_"))
        await self._services.briefings.snooze(click.actor, click.target[0], snooze)

    async def say(self, click: Click) -> None:
        await self._services.briefings.say(click.actor, *click.target)
        await click.whisper(ON_IT)

    async def say_of_alert(self, click: Click) -> None:
        await self._services.alerts.say(click.actor, *click.target)
        await click.whisper(ON_IT)

    async def review(self, click: Click) -> None:
        """Put a plan in front of whoever may decide on it."""
        card = await self._services.planning.card(click.actor.workspace, click.value)
        require_decider(click.actor, card.author)
        await self._services.telling.soon(Reviewed(click.actor.workspace, click.actor.user, card.id))


class Meeting:
    """Notices people: what everybody has begins with their first message, command or look at Home."""

    def __init__(self, desk: Desk) -> None:
        self._telling = desk.services.telling
        self._met: dict[tuple[str, str], float] = {}

    async def notice(self, req: AsyncBoltRequest, context: AsyncBoltContext, next_: Next) -> BoltResponse:
        """Bolt's middleware, before all listeners."""
        who = (context.team_id or "", _person(req.body))
        now = time.monotonic()
        if all(who) and now - self._met.get(who, -AGAIN_SECONDS) >= AGAIN_SECONDS:
            self._met[who] = now
            await self._telling.soon(Joined(*who))
        return await next_()


def _person(body: dict[str, Any]) -> str:
    """Who turned to us in person; nobody where they only speak in a channel."""
    if "command" in body:
        return str(body.get("user_id", ""))
    event = body.get("event", {})
    direct = event.get("type") == "message" and event.get("channel_type") == "im" and not event.get("bot_id")
    return str(event.get("user") or "") if direct or event.get("type") == "app_home_opened" else ""


def register(app: AsyncApp, desk: Desk) -> None:
    briefings = BriefingListeners(desk)
    app.middleware(Meeting(desk).notice)
    on_click(app, desk, SNOOZE, briefings.snooze)
    on_click(app, desk, BRIEFING_SAY, briefings.say)
    on_click(app, desk, ALERT_SAY, briefings.say_of_alert)
    on_click(app, desk, "plan_review", briefings.review)
