"""Slack's date tokens: {date_short}, {time} and the like, in the reader's time zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_TOKEN = re.compile(r"\{(\w+)\}")


def formatted(timestamp: int, pattern: str, offset: int, now: datetime) -> str:
    """`offset` is the reader's distance from UTC in seconds."""
    zone = timezone(timedelta(seconds=offset))
    moment = datetime.fromtimestamp(timestamp, UTC).astimezone(zone)
    today = now.astimezone(zone).date()
    return _TOKEN.sub(lambda match: _token(match[1], moment, (moment.date() - today).days), pattern)


def _token(name: str, moment: datetime, days: int) -> str:
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
    if name.endswith("_pretty") and near:
        return near.capitalize() if name == "date_pretty" else near
    forms = {
        "date_num": f"{moment:%Y-%m-%d}",
        "date": f"{moment:%B} {moment.day}, {moment.year}",
        "date_short": f"{moment:%b} {moment.day}, {moment.year}",
        "date_long": f"{moment:%A, %B} {moment.day}, {moment.year}",
        "time": f"{moment:%H:%M}",
        "time_secs": f"{moment:%H:%M:%S}",
        "ago": f"{abs(days)} days ago" if days < -1 else near or f"in {days} days",
    }
    return forms.get(name.removesuffix("_pretty"), "{" + name + "}")
