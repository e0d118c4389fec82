"""An alert's states, and the one function that moves it from one to another."""

from __future__ import annotations

from collections.abc import Mapping

from storage.models import Alert, AlertStatus

NEXT: Mapping[AlertStatus, frozenset[AlertStatus]] = {
    AlertStatus.WAITING: frozenset({AlertStatus.TOLD, AlertStatus.DROPPED}),
    AlertStatus.TOLD: frozenset(),
    AlertStatus.DROPPED: frozenset(),
}


def move(alert: Alert, to: AlertStatus) -> bool:
    """Change the status; false when it was settled before, as by another process."""
    if to not in NEXT[alert.status]:
        return False
    alert.status = to
    return True
