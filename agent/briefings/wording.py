"""Numbers, times and reasons in words, as briefings and alerts say them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agent.scheduling.words import MONTHS

DAY = timedelta(days=1)
A_WEEK = 7
NOON, EVENING = 12, 18


def counted(number: int, one: str, many: str = "") -> str:
    """1 lead, 2 leads, 3 people."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def hello(now: datetime, zone: ZoneInfo) -> str:
    """Good morning, by the reader's clock."""
    hour = now.astimezone(zone).hour
    if hour < NOON:
        return "Good morning"
    return "Good afternoon" if hour < EVENING else "Good evening"


def since_when(since: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Since 10:42, since yesterday, since Friday, since 12 November."""
    then, today = since.astimezone(zone), now.astimezone(zone).date()
    days = (today - then.date()).days
    if days < 1:
        return f"since {then:%H:%M}"
    if days == 1:
        return "since yesterday"
    return f"since {then:%A}" if days < A_WEEK else f"since {then.day} {MONTHS[then.month - 1]}"


def on_day(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Today at 17:00, tomorrow, on Friday, on 12 November."""
    then = at.astimezone(zone)
    days = (then.date() - now.astimezone(zone).date()).days
    if days < 1:
        return f"today at {then:%H:%M}"
    if days == 1:
        return "tomorrow"
    return f"on {then:%A}" if days < A_WEEK else f"on {then.day} {MONTHS[then.month - 1]}"


def people(number: int, emails: int) -> str:
    """50 people, 38 with an e-mail."""
    return f"{counted(number, 'person', 'people')}{f', {emails:,} with an e-mail' if emails else ''}"
