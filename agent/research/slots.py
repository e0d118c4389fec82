"""When a research may start: at most ten a minute in a workspace (004), whatever process asks; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

MOST = 10
SPAN = timedelta(minutes=1)


def start_of(now: datetime, latest: Sequence[datetime]) -> datetime:
    """The first time at which no ten have started in the minute before it.

    `latest` are the newest times that were given since a minute ago, newest first. With fewer than ten of
    them it is now; else it comes after all of them, so that the tenth newest is all that counts.
    """
    if len(latest) < MOST:
        return now
    return max(now, latest[0], latest[MOST - 1] + SPAN)
