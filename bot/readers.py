"""Who is briefed and alerted, and how they like it."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from agent.briefings.gathering import Reader
from agent.roles import Actor


async def awake(_actor: Actor) -> timedelta:
    """How long a person's quiet hours last from now on."""
    return timedelta(0)


async def reader_of(_workspace: str, user: str, zone: ZoneInfo) -> Reader:
    """The reader of a briefing."""
    return Reader(user, zone)
