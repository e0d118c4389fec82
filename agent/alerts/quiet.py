"""How long quiet hours go on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from agent.people.person import QuietHours

NOT = timedelta(0)


def until_end(quiet: QuietHours | None, at: datetime, zone: tzinfo) -> timedelta:
    """From this instant to the end of quiet hours, by the clock on the wall; nothing outside of them."""
    if quiet is None or not quiet.cover(at, zone):
        return NOT
    here = at.astimezone(zone)
    end = datetime.combine(here.date(), quiet.end, zone)
    if end.replace(tzinfo=None) <= here.replace(tzinfo=None):
        end = datetime.combine(here.date() + timedelta(days=1), quiet.end, zone)
    return max(NOT, end.astimezone(UTC) - at)
