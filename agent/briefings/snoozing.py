"""How long a briefing can be put off."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from agent.scheduling.days import Weekday
from agent.scheduling.localtime import instant

DAY = timedelta(days=1)


class Snooze(StrEnum):
    """Until when."""

    TOMORROW = "tomorrow"
    MONDAY = "monday"


def offered(now: datetime, zone: ZoneInfo) -> tuple[Snooze, ...]:
    """What is worth offering: tomorrow and Monday, once where they are the same."""
    tomorrow = (now.astimezone(zone) + DAY).weekday()
    return (Snooze.MONDAY,) if tomorrow == Weekday.MONDAY else tuple(Snooze)


def end_of(snooze: Snooze, now: datetime, zone: ZoneInfo) -> datetime:
    """The midnight with which that day begins, by the clock on the wall."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, fold=0)
    days = 1 if snooze is Snooze.TOMORROW else 7 - today.weekday()
    return instant(today + timedelta(days=days), zone)
