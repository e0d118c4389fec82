"""Times on the wall to instants, also on the days on which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """When a wall clock shows this, in UTC: the first time where it does twice.

    Where it never does, since clocks go forward over it: when it shows something later for the first time.
    """
    found = local.replace(tzinfo=zone).astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == local:
        return found
    # Before and after the change: read with the offset of the other side, a time in the gap falls there.
    after, before = found, local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while after - before > MINUTE:
        middle = before + (after - before) / 2
        if middle.astimezone(zone).replace(tzinfo=None) < local:
            before = middle
        else:
            after = middle
    return after.replace(second=0, microsecond=0)


def twice(at: datetime, zone: ZoneInfo) -> bool:
    """Whether the wall clock shows what it shows at this instant twice, since clocks go back over it."""
    here = at.astimezone(zone)
    return here.utcoffset() != here.replace(fold=1 - here.fold).utcoffset()
